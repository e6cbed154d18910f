/// Why a session file could not be read or written: the facts. `description` makes the prose.
package enum SessionError: Error, Hashable, Sendable {
    // Reading
    case missing(path: String)
    case unreadable(path: String, reason: String)
    case notASession(path: String)
    case newerFormat(path: String, found: String)
    case frontMatter(line: Int, text: String)
    case missingField(path: String, field: String)
    case badField(path: String, field: String, text: String)

    // Writing
    case unwritable(path: String, reason: String)
    case folderMissing(path: String, folder: String)
    case diskFull(path: String)
    case inUse(path: String)
    case exists(path: String)
}

extension SessionError: CustomStringConvertible {
    package var description: String { message }

    /// What was wrong, where, and what to do.
    package var message: String {
        switch self {
        case .missing(let path):
            "There is no session file \(path). Check the name; :quit and the start of a session "
                + "say where it is kept."
        case .unreadable(let path, let reason):
            "The session file \(path) cannot be read: \(reason). Check its permissions."
        case .notASession(let path):
            "\(path) is no voxelprompt session: it does not begin with a “---” block that has the "
                + "line “voxelprompt-session: 1”. Name a file that the program wrote."
        case .newerFormat(let path, let found):
            "\(path) has session format \(found); this program reads format "
                + "\(SessionHeader.format). Use the program version named in the file."
        case .frontMatter(let line, let text):
            "Line \(line) of the session cannot be read: “\(text)”. Lines between the two “---” "
                + "have the form “name: value”, indented by two spaces inside a group."
        case .missingField(let path, let field):
            "\(path) says nothing about “\(field)”, without which it cannot be run again. Add the "
                + "line, or take the file from a backup."
        case .badField(let path, let field, let text):
            "\(path) has “\(field): \(text)”, which cannot be understood. Correct the line, or "
                + "take the file from a backup."
        case .unwritable(let path, let reason):
            "The session file \(path) cannot be written: \(reason). Name another with --session."
        case .folderMissing(let path, let folder):
            "The session file \(path) cannot be written: there is no folder \(folder). Create it "
                + "or name another file with --session."
        case .diskFull(let path):
            "The disk is full: the last step is not in \(path) yet. The session goes on in memory; "
                + "free some space, and the next step writes what is missing."
        case .inUse(let path):
            "Another program has the session file \(path) open. Close it there, or name another "
                + "file with --session."
        case .exists(let path):
            "\(path) exists already. Name another file, or remove it."
        }
    }
}
