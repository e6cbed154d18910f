/// Which structures a text names in the words of the vocabulary.
struct LiteralMentions {
    private let words: [Substring]

    init(in text: String) {
        words = Self.words(of: text)
    }

    /// Whether a name or synonym stands in the text, word for word.
    func names(_ structure: StructureName) -> Bool {
        ([structure.name] + structure.synonyms).contains { phrase in
            let wanted = Self.words(of: phrase)
            guard !wanted.isEmpty, wanted.count <= words.count else { return false }
            return (0...words.count - wanted.count).contains { start in
                words[start..<start + wanted.count].elementsEqual(wanted)
            }
        }
    }

    private static func words(of text: String) -> [Substring] {
        text.lowercased().split { !$0.isLetter && !$0.isNumber }
    }
}
