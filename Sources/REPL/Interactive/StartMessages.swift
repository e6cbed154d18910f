import Planner
import Session
import Terminal

/// What is said at the start and when something is loaded.
enum StartMessages {
    static func greet(_ console: Console) {
        console.say(StyledText("\(ProgramVersion.title). ", .heading) + StyledText(Disclaimer.text))
    }

    /// Tells before the first prompt that words will leave the machine.
    static func say(_ server: RemoteEndpoint, to console: Console) {
        console.say(
            "Your words go to \(server.model) at \(server.host), which writes the code; voxels and "
                + "files stay here. :planner show shows all that leaves.", .note)
    }

    /// One line for what was loaded, and its warnings.
    static func say(_ loaded: LoadedInput, to console: Console) {
        let role = loaded.role == .labels ? " (label map)" : ""
        console.say(
            StyledText(loaded.name, .emphasis)
                + StyledText("\(role): \(loaded.geometry.summary), \(loaded.file.path)"))
        for warning in loaded.warnings { console.warn("\(loaded.name): \(warning)") }
    }
}
