import Planner
import Terminal

/// What is asked when a server that plans is away: whether the built-in model may do it.
struct ServerQuestion {
    let console: Console
    let reader: any LineReader

    /// Says what is wrong and asks; false too where there is nobody to ask.
    func mayUseBuiltInModel(after error: RemotePlannerError) throws -> Bool {
        guard error.isOfServer, reader.isInteractive else { return false }
        console.error("\(error)")
        var question = StyledText("Use the built-in model for this prompt? ", .emphasis)
        question.append("[y] yes, [n] no ", .hint)
        while true {
            guard case .line(let text) = try reader.readLine(prompt: question) else { return false }
            switch text.lowercased().filter({ !$0.isWhitespace }) {
            case "y", "yes": return true
            case "n", "no": return false
            default: continue
            }
        }
    }
}
