/// What a server's answer means.
enum RemoteReply: Hashable {
    case program(String)
    case refusal(String)
    case question(String, choices: [String])
    case help
    case workspace

    init(_ text: String) {
        // Models that reason aloud do so between these marks.
        var text = text
        if let end = text.ranges(of: "</think>").last { text = String(text[end.upperBound...]) }
        text = Self.trimmed(text)
        if let code = Self.fenced(text) {
            self = .program(code)
            return
        }
        let (word, rest) = Self.head(of: text)
        switch word {
        case "REFUSE": self = .refusal(rest)
        case "ASK":
            let parts = rest.split(separator: "|").map { Self.trimmed(String($0)) }
            self = .question(parts.first ?? "", choices: Array(parts.dropFirst()))
        case "HELP": self = .help
        case "WORKSPACE": self = .workspace
        default: self = .program(text)
        }
    }

    /// The text of the last block between three backquotes; of several the last is the corrected one.
    private static func fenced(_ text: String) -> String? {
        let marks = text.ranges(of: "```")
        guard marks.count >= 2 else { return nil }
        let pair = marks.count - marks.count % 2
        let block = text[marks[pair - 2].upperBound..<marks[pair - 1].lowerBound]
        // The name of the language stands on the line of the first mark.
        guard let end = block.firstIndex(where: \.isNewline) else { return trimmed(String(block)) }
        let code = block[block.index(after: end)...]
        return String(code.reversed().drop(while: \.isWhitespace).reversed())
    }

    private static func head(of text: String) -> (word: String, rest: String) {
        let word = text.prefix { $0.isLetter }
        let rest = text.dropFirst(word.count)
        guard rest.isEmpty || rest.first == ":" else { return ("", text) }
        return (word.uppercased(), trimmed(String(rest.dropFirst())))
    }

    private static func trimmed(_ text: String) -> String {
        String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}
