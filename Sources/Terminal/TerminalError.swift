/// What can go wrong with a terminal or the lines read from it.
package enum TerminalError: Error, Equatable, CustomStringConvertible {
    /// Full-screen mode cannot start.
    case unusableScreen(terminalType: String?)
    /// The line editor could not start.
    case editorUnavailable
    /// Reading lines failed, with the system's reason.
    case unreadableInput(reason: String)
    /// The file of past lines cannot be read or written.
    case history(path: String, action: String, reason: String)

    package var description: String {
        switch self {
        case .unusableScreen(let type):
            let name =
                type.map { "terminal of type \"\($0)\" (TERM)" } ?? "terminal without a type (TERM)"
            return "A \(name) cannot show full-screen pictures. Set TERM to what your terminal is, "
                + "for example xterm-256color, or use the inline pictures."
        case .editorUnavailable:
            return "The line editor could not start: the system gives no more pipes. Close other "
                + "programs and try again."
        case .unreadableInput(let reason):
            return "Standard input cannot be read: \(reason). Check where it comes from."
        case .history(let path, let action, let reason):
            return "The history file \(path) cannot be \(action): \(reason). The session goes on "
                + "without it; check the file's owner and permissions."
        }
    }
}
