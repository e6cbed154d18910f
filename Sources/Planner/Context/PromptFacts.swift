import Analysis
import Foundation

/// What two prompts have to share before one program can answer both: an embedding does not part
/// "left" from "right", nor "larger" from "smaller".
package struct PromptFacts: Hashable, Sendable {
    /// The table's names, in the order of the prompt.
    package let structures: [String]
    /// In the order of the prompt.
    let sides: [Side]
    /// Numbers, and words with a point or a slash in them: names of files.
    let literals: [String]
    /// Words that turn a question round, each as its opposite's partner.
    let turns: [String]

    /// Words that change the answer though little else of the sentence.
    private static let turnWords: [String: String] = {
        let groups: [String: [String]] = [
            "more": ["more", "larger", "bigger", "greater", "largest", "biggest", "most", "above"],
            "less": ["less", "smaller", "smallest", "least", "below", "under"],
            "first": ["before", "earlier", "first", "baseline", "previous"],
            "last": ["after", "later", "last", "second", "followup", "follow"],
            "not": ["not", "without", "no", "except"],
            "both": ["both", "each", "all", "every", "total"],
        ]
        var words: [String: String] = [:]
        for (turn, members) in groups { for word in members { words[word] = turn } }
        return words
    }()

    init(_ prompt: String, finder: MentionFinder) {
        structures = finder.mentions(in: prompt).map(\.structure.name)
        let words = prompt.lowercased().split(whereSeparator: \.isWhitespace)
            .map { $0.trimmingCharacters(in: CharacterSet(charactersIn: "?!,;:.\"'“”()")) }
        sides = words.flatMap { word in
            word.split { !$0.isLetter }.compactMap { PhraseForm.sideWords[String($0)] }
        }
        literals = words.filter { word in
            word.contains(where: \.isNumber) || word.contains("/") || word.contains(".")
        }
        turns = words.compactMap { Self.turnWords[$0] }
    }
}

extension Planner {
    /// What a prompt names and how it is turned.
    package func facts(of prompt: String) -> PromptFacts { PromptFacts(prompt, finder: finder) }

    /// A feature of unit length for a prompt: prompts that mean the same lie near each other.
    package func embedding(of prompt: String) throws -> [Float] { try encoder.embed(prompt) }
}
