import Foundation

/// A line that begins with a colon.
enum ColonCommand: Hashable {
    case load(path: String, name: String?)
    case list
    case show(name: String)
    /// The first name is a scan's; masks and a second scan may follow.
    case view(names: [String])
    case info(name: String)
    case rename(from: String, to: String)
    case drop(names: [String])
    case travel(TravelDirection, count: Int)
    case memory(MemoryOrder)
    case tour
    case save(name: String, path: String)
    /// The session into another file, where it goes on.
    case saveSession(path: String)
    /// Another session in the place of this one.
    case open(path: String)
    case export(path: String)
    case run(path: String)
    /// Who plans, or with `showsMessages` what leaves the machine for it.
    case planner(showsMessages: Bool)
    case help(topic: String?)
    case quit

    /// One row of `:help`.
    struct Syntax {
        let name: String
        let arguments: String
        let summary: String
    }

    static let all = [
        Syntax(
            name: "load", arguments: "PATH [as NAME]",
            summary: "load a scan, or list what a folder holds"),
        Syntax(name: "list", arguments: "", summary: "list what is loaded and made"),
        Syntax(name: "show", arguments: "NAME", summary: "show a scan, a mask or a value"),
        Syntax(
            name: "view", arguments: "NAME [NAME...]",
            summary: "look around in a scan, with masks over it or a second scan beside it"),
        Syntax(name: "info", arguments: "NAME", summary: "all that is known of a name"),
        Syntax(name: "rename", arguments: "NAME NEW", summary: "give it another name"),
        Syntax(name: "drop", arguments: "NAME…", summary: "forget names and free their memory"),
        Syntax(
            name: "save", arguments: "(NAME PATH | as FILE)",
            summary: "write a mask or volume to a file; as: go on with the session in another"),
        Syntax(name: "open", arguments: "FILE", summary: "go on with another session"),
        Syntax(
            name: "export", arguments: "FILE",
            summary: "write the session as a script (.py), methods (.md) or a page (.html)"),
        Syntax(name: "run", arguments: "PATH", summary: "run a program from a file"),
        Syntax(
            name: "undo", arguments: "[N]", summary: "take back the last step, or the last N"),
        Syntax(name: "redo", arguments: "[N]", summary: "bring back what was undone"),
        Syntax(
            name: "memory", arguments: "[forget N|all] [export PATH]",
            summary: "programs remembered from what you ran before"),
        Syntax(
            name: "planner", arguments: "[show]",
            summary: "say who writes the code; show: what leaves the machine for it"),
        Syntax(
            name: "help", arguments: "[NAME]", summary: "explain commands, functions, structures"),
        Syntax(name: "tour", arguments: "", summary: "two minutes on the demo scan"),
        Syntax(name: "quit", arguments: "", summary: "leave (also Ctrl-D)"),
    ]

    /// Why a line is no command: the facts. `description` makes the prose.
    enum Mistake: Error, Hashable, CustomStringConvertible {
        case unknown(String, nearest: String?)
        case form(Syntax.Form)
        case badName(String)

        var description: String {
            switch self {
            case .unknown(let name, let nearest):
                let advice = nearest.map { "Did you mean :\($0)?" } ?? ":help lists the commands."
                return "There is no command :\(name). \(advice)"
            case .form(let form): return "The form is :\(form.name) \(form.arguments)."
            case .badName(let name):
                return
                    "“\(name)” cannot be a name: names are letters, digits and “_”, do not begin "
                    + "with a digit and are no word or function of the language."
            }
        }
    }

    /// - Parameter line: With the colon.
    /// - Throws: `Mistake`.
    init(_ line: String) throws {
        var words = Self.words(String(line.dropFirst()))
        let name = words.isEmpty ? "" : words.removeFirst()
        func mistake() -> Mistake {
            let syntax = Self.all.first { $0.name == name }
            return .form(Syntax.Form(name: name, arguments: syntax?.arguments ?? ""))
        }
        switch name {
        case "load":
            var given: String?
            if words.count >= 3, words[words.count - 2] == "as" {
                given = words.removeLast()
                words.removeLast()
            }
            guard !words.isEmpty else { throw mistake() }
            if let given, !WorkspaceName.isValid(given) { throw Mistake.badName(given) }
            // A path with blanks may stand without quotes.
            self = .load(path: Self.path(words.joined(separator: " ")), name: given)
        case "list":
            guard words.isEmpty else { throw mistake() }
            self = .list
        case "show":
            guard words.count == 1 else { throw mistake() }
            self = .show(name: words[0])
        case "view":
            guard !words.isEmpty else { throw mistake() }
            self = .view(names: words)
        case "info":
            guard words.count == 1 else { throw mistake() }
            self = .info(name: words[0])
        case "rename":
            guard words.count == 2 else { throw mistake() }
            guard WorkspaceName.isValid(words[1]) else { throw Mistake.badName(words[1]) }
            self = .rename(from: words[0], to: words[1])
        case "drop":
            guard !words.isEmpty else { throw mistake() }
            self = .drop(names: words)
        case "undo", "redo":
            guard words.count <= 1, let count = words.isEmpty ? 1 : Int(words[0]), count > 0
            else { throw mistake() }
            self = .travel(name == "undo" ? .back : .forth, count: count)
        case "memory":
            guard let order = MemoryOrder(words) else { throw mistake() }
            self = .memory(order)
        case "tour":
            guard words.isEmpty else { throw mistake() }
            self = .tour
        case "save":
            guard words.count >= 2 else { throw mistake() }
            let path = Self.path(words.dropFirst().joined(separator: " "))
            // “as” is a word of the language: nothing in the workspace is called so.
            self =
                words[0] == "as" ? .saveSession(path: path) : .save(name: words[0], path: path)
        case "open":
            guard !words.isEmpty else { throw mistake() }
            self = .open(path: Self.path(words.joined(separator: " ")))
        case "export":
            guard !words.isEmpty else { throw mistake() }
            self = .export(path: Self.path(words.joined(separator: " ")))
        case "run":
            guard !words.isEmpty else { throw mistake() }
            self = .run(path: Self.path(words.joined(separator: " ")))
        case "planner":
            guard words.isEmpty || words == ["show"] else { throw mistake() }
            self = .planner(showsMessages: !words.isEmpty)
        case "help": self = .help(topic: words.isEmpty ? nil : words.joined(separator: " "))
        case "quit", "q", "exit":
            guard words.isEmpty else { throw mistake() }
            self = .quit
        default:
            throw Mistake.unknown(
                name, nearest: Nearest.name(to: name, among: Self.all.map(\.name)))
        }
    }

    static func path(_ text: String) -> String {
        NSString(string: text).expandingTildeInPath
    }

    /// Words parted by blanks; quotes keep blanks, a backslash the character after it.
    static func words(_ text: String) -> [String] {
        var words: [String] = []
        var word = ""
        var hasWord = false
        var quote: Character?
        var isEscaped = false
        for character in text {
            if isEscaped {
                word.append(character)
                isEscaped = false
            } else if character == "\\", quote != "'" {
                isEscaped = true
                hasWord = true
            } else if let open = quote {
                if character == open { quote = nil } else { word.append(character) }
            } else if character == "\"" || character == "'" {
                quote = character
                hasWord = true
            } else if character.isWhitespace {
                if hasWord { words.append(word) }
                word = ""
                hasWord = false
            } else {
                word.append(character)
                hasWord = true
            }
        }
        if hasWord { words.append(word) }
        return words
    }
}

extension ColonCommand.Syntax {
    /// How a command is written, for messages.
    struct Form: Hashable {
        let name: String
        let arguments: String
    }
}
