/// Words in answers.
enum Words {
    /// Whether a text has a word or words, whatever their case; long words also with another ending, so
    /// that “hippocampi” has “hippocampus”.
    static func has(_ words: String, in text: String) -> Bool { place(of: words, in: text) != nil }

    /// How many characters stand before a word; nil where it is not there.
    static func place(of words: String, in text: String) -> Int? {
        let text = Array(text.lowercased())
        var wanted = Array(words.lowercased())
        let mayEndOtherwise = wanted.count >= 7
        if mayEndOtherwise { wanted.removeLast(2) }
        guard !wanted.isEmpty, text.count >= wanted.count else { return nil }
        return (0...(text.count - wanted.count)).first { start in
            let end = start + wanted.count
            return Array(text[start..<end]) == wanted
                && (start == 0 || !isPart(text[start - 1]))
                && (mayEndOtherwise || end == text.count || !isPart(text[end]))
        }
    }

    /// The name that a text speaks of: the first one, but for those that it only compares with
    /// (“smaller than the right one”, “grown since visit1”).
    static func subject(of names: [String], in text: String) -> String? {
        let found = names.compactMap { name in place(of: name, in: text).map { (name, $0) } }
        return found.filter { _, start in
            let before = text.lowercased().prefix(start).split { !isPart($0) }.suffix(2)
            return !before.contains { comparing.contains(String($0)) }
        }.min { $0.1 < $1.1 }?.0
    }

    private static let comparing: Set<String> = [
        "than", "since", "from", "between", "to", "with", "versus", "vs", "and",
    ]

    private static func isPart(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || character == "_"
    }

    static let up = [
        "larger", "bigger", "greater", "more", "above", "exceeds", "exceed", "over", "higher",
        "grew",
        "grown", "growth", "increase", "increased", "wider", "longer", "enlarged", "largest",
        "biggest", "greatest", "most", "highest", "brighter", "brightest", "rounder", "roundest",
    ]
    static let down = [
        "smaller", "less", "below", "under", "lower", "shrank", "shrunk", "shrinks", "shrinkage",
        "shrunken", "decrease", "decreased", "reduced", "loss", "lost", "atrophy", "narrower",
        "shorter",
        "fewer", "smallest", "least", "lowest", "darker", "darkest",
    ]
    static let yes = ["yes", "true"]
    static let no = ["no", "not", "false"]

    /// Whether a text says up, down, or neither; nil too where it says both.
    static func isUp(_ text: String) -> Bool? {
        let ups = up.contains { has($0, in: text) }
        let downs = down.contains { has($0, in: text) }
        return ups == downs ? nil : ups
    }
}
