import Analysis
import Foundation

/// Mends misspelled words of a prompt, by the words that the decoder was taught with.
///
/// Only words that are in no dictionary here are changed, and only to a word a slip or two away that
/// begins alike; names of the workspace, files and anatomy are none of its business.
struct Spelling: Sendable {
    /// How often training says a word.
    private let counts: [String: Int]
    private let isWord: @Sendable (String) -> Bool

    /// Sides decide an answer: they are mended from three letters on.
    private static let sides = ["left", "right"]
    private static let shortest = 4
    private static let inflections = ["s", "es", "d", "ed", "ing", "er", "ers", "est", "ly", "al"]

    /// - Parameters:
    ///   - lexicon: words with how often training says them, as JSON; nil for none.
    ///   - isWord: whether a word is one that people use.
    init(lexicon: String?, isWord: @escaping @Sendable (String) -> Bool) {
        counts =
            lexicon.flatMap { try? JSONDecoder().decode([String: Int].self, from: Data($0.utf8)) }
            ?? [:]
        self.isWord = isWord
    }

    /// Whether a word is one of training, as it stands or misspelled.
    func knows(_ word: String) -> Bool {
        counts[word] != nil || correction(of: word, kept: []) != nil
    }

    /// - Parameter kept: words that stay as they are, in lower case.
    func mended(_ prompt: String, kept: Set<String>) -> String {
        guard !counts.isEmpty else { return prompt }
        var result = ""
        var rest = Substring(prompt)
        while let first = rest.first {
            let token = rest.prefix { !$0.isWhitespace }
            guard !token.isEmpty else {
                result.append(first)
                rest = rest.dropFirst()
                continue
            }
            result += mended(token, kept: kept)
            rest = rest.dropFirst(token.count)
        }
        return result
    }

    /// A token between spaces, with the marks around its word.
    private func mended(_ token: Substring, kept: Set<String>) -> String {
        let word = token.drop { !$0.isLetter && !$0.isNumber }
        let start = token[..<word.startIndex]
        let core = word.prefix { $0.isLetter }
        let end = word.dropFirst(core.count)
        guard end.allSatisfy({ $0.isPunctuation }), !end.contains("/"),
            let mended = correction(of: core.lowercased(), kept: kept)
        else { return String(token) }
        return start + mended + end
    }

    /// Whether a word is another form of a known one: "roundest" is no slip of "roundness".
    private func isInflected(_ word: String) -> Bool {
        Self.inflections.contains { ending in
            guard word.hasSuffix(ending), word.count - ending.count >= Self.shortest else {
                return false
            }
            let stem = String(word.dropLast(ending.count))
            let doubled = stem.last == stem.dropLast().last ? String(stem.dropLast()) : stem
            return [stem, stem + "e", doubled].contains { counts[$0] != nil || isWord($0) }
        }
    }

    private func correction(of word: String, kept: Set<String>) -> String? {
        guard word.allSatisfy(\.isASCII), word.count >= 3, !kept.contains(word),
            counts[word] == nil, !isWord(word), !isInflected(word)
        else { return nil }
        if let side = Self.sides.first(where: { side in
            side.first == word.first && EditDistance.between(word, side, limit: 1) != nil
        }) {
            return side
        }
        guard word.count >= Self.shortest else { return nil }
        let limit = EditDistance.tolerance(length: word.count)
        var best: (distance: Int, count: Int, word: String)?
        for (candidate, count) in counts
        where candidate.first == word.first && abs(candidate.count - word.count) <= limit {
            guard let distance = EditDistance.between(word, candidate, limit: limit) else {
                continue
            }
            let found = (distance, count, candidate)
            guard let known = best else {
                best = found
                continue
            }
            if (distance, -count, candidate) < (known.distance, -known.count, known.word) {
                best = found
            }
        }
        return best?.word
    }
}
