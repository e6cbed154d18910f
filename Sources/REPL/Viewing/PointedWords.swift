/// Words that point at what is under the crosshair, with its name in their place: a prompt that can
/// be read without the picture, in the session's file too.
enum PointedWords {
    enum Reading: Hashable {
        case prompt(String)
        /// Words that only ask for the name.
        case answer(String)
    }

    /// "the structure under the crosshair", "this region", "what is here": the noun, and the place
    /// unless "this" says it.
    private nonisolated(unsafe) static let pointing =
        #/
        \b(?:
            (?:(?:the|this|that)\s+)?
            (?:(?:structure|region|area|part|thing|mask|lesion|one)\s+)?
            (?:(?:that\s+is|which\s+is|that['’]s)\s+)?
            (?:under|at|beneath|below)\s+(?:the|my)\s+(?:crosshairs?|cross-?hairs?|cursor)
            | (?:this|that)\s+(?:structure|region|area|part|thing|mask|one)
            | (?:the\s+)?(?:structure|region|area)\s+here
            | this
            | here
        )\b
        /#.ignoresCase()

    private nonisolated(unsafe) static let asking =
        #/
        what(?:['’]s|\s+is)?(?:\s+(?:the\s+)?(?:structure|region|area))?(?:\s+is)?\s*\?*
        /#.ignoresCase()

    static func points(_ words: String) -> Bool { words.firstMatch(of: pointing) != nil }

    /// - Parameter names: What is under the crosshair, the most telling first.
    static func read(_ words: String, names: [String]) -> Reading {
        guard let match = words.firstMatch(of: pointing) else { return .prompt(words) }
        guard let name = names.first else {
            return .answer("nothing with a name is under the crosshair")
        }
        let rest = words[..<match.range.lowerBound] + words[match.range.upperBound...]
        let isQuestion = rest.trimming { $0.isWhitespace || $0 == "?" }.wholeMatch(of: asking)
        if isQuestion != nil { return .answer("this is \(names.joined(separator: ", "))") }
        let text =
            words[..<match.range.lowerBound] + "the \(name)" + words[match.range.upperBound...]
        return .prompt(String(text))
    }

    /// A name of the language for a structure.
    static func identifier(_ phrase: String) -> String {
        let parts = phrase.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
        let name = parts.joined(separator: "_")
        return WorkspaceName.isValid(name) ? name : "found_\(name)"
    }
}

extension Substring {
    fileprivate func trimming(_ isCut: (Character) -> Bool) -> String {
        String(drop(while: isCut).reversed().drop(while: isCut).reversed())
    }
}
