import Analysis
import Session
import Viewer

/// Answers what is asked in a viewer of files: the first time, a session is begun with its scans.
///
/// Masks from files stay pictures: a session finds structures itself.
final class FileViewerHost: ViewerHost {
    private let commands: Commands
    private var options = InteractiveOptions()
    /// Names of masks shown that are files, not structures.
    private let files: Set<String>
    /// nil before the first question.
    private var host: SessionViewerHost?

    /// - Parameters:
    ///   - scans: Paths of the scans shown, the one that is asked about first.
    ///   - masks: What the masks from files are called in the viewer.
    init(_ commands: Commands, scans paths: [String], masks: [String], machine: MachineOptions) {
        self.commands = commands
        files = Set(masks)
        options.inputs = paths.map { InputOption(role: .scan, name: nil, path: $0) }
        options.machine = machine
    }

    func answer(_ words: String, in state: inout ViewerState) throws {
        try opened(&state)?.answer(words, in: &state)
    }

    func locate(_ words: String, in state: inout ViewerState) throws {
        try opened(&state)?.locate(words, in: &state)
    }

    /// Says where the session is kept, if one was begun.
    func close() {
        _ = host?.session.leave()
    }

    /// The session; nil, and the reason as the viewer's message, where there can be none.
    private func opened(_ state: inout ViewerState) -> SessionViewerHost? {
        if let host { return host }
        do {
            let session = try commands.session(options)
            guard case .object(let scan as ScanValue)? = session.workspace.entries.first?.value
            else { return nil }
            let resolver = session.engine.resolver(in: session.workspace)
            host = SessionViewerHost(session: session, scan: scan) { [files] name in
                files.contains(name) ? nil : try? resolver.read(name).get().anatomy.name
            }
        } catch {
            state.message = "\(error)"
        }
        return host
    }
}
