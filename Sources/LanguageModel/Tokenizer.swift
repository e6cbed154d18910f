/// Splits text into the word pieces that the text encoder was trained on.
///
/// This is the uncased WordPiece of BERT: text is cleaned, lower-cased and stripped of accents,
/// split at blanks and punctuation, and each word is cut greedily into the longest pieces of the
/// vocabulary. Every piece remembers where in the original text it came from, so that a span of
/// pieces can be copied back with the case and the accents the user wrote.
package struct Tokenizer: Sendable {
    /// A word longer than this, in scalars, becomes the unknown piece, as in the reference.
    static let longestWord = 100

    /// The pieces by id; a piece that continues a word begins with `##`.
    package let vocabulary: [String]

    /// Pieces that begin a word, by text.
    private let beginnings: [String: Int]
    /// Pieces that continue a word, by text without the `##`.
    private let continuations: [String: Int]
    /// Scalars in the longest piece: no longer candidate needs a look-up.
    private let longestPiece: Int

    package let padding: Int
    package let unknown: Int
    package let classification: Int
    package let separator: Int

    /// Takes a vocabulary in the order of the encoder's embedding rows.
    ///
    /// - Throws: `LanguageModelError` when one of the marks `[PAD] [UNK] [CLS] [SEP]` is missing.
    package init(vocabulary: [String]) throws {
        var beginnings: [String: Int] = [:]
        var continuations: [String: Int] = [:]
        beginnings.reserveCapacity(vocabulary.count)
        var longest = 1
        for (id, piece) in vocabulary.enumerated() {
            if piece.hasPrefix("##"), piece.utf8.count > 2 {
                continuations[String(piece.dropFirst(2))] = id
            } else {
                beginnings[piece] = id
            }
            longest = max(longest, piece.utf8.count)
        }
        func mark(_ text: String) throws -> Int {
            guard let id = beginnings[text] else {
                throw LanguageModelError.missingPiece(text)
            }
            return id
        }
        padding = try mark("[PAD]")
        unknown = try mark("[UNK]")
        classification = try mark("[CLS]")
        separator = try mark("[SEP]")
        self.vocabulary = vocabulary
        self.beginnings = beginnings
        self.continuations = continuations
        longestPiece = longest
    }

    /// The pieces of a text between `[CLS]` and `[SEP]`.
    ///
    /// - Parameter limit: pieces at most, marks included; what is beyond is left out.
    package func encode(_ text: String, limit: Int = 128) -> [Piece] {
        precondition(limit >= 2, "a text needs room for its two marks")
        var pieces = [Piece(id: classification, range: 0..<0)]
        for word in Self.words(of: text) {
            append(word, to: &pieces)
            if pieces.count >= limit { break }
        }
        if pieces.count > limit - 1 { pieces.removeSubrange((limit - 1)...) }
        pieces.append(Piece(id: separator, range: 0..<0))
        return pieces
    }

    /// Cuts one word into the longest known pieces, or into the unknown piece.
    private func append(_ word: [NormalizedScalar], to pieces: inout [Piece]) {
        guard let first = word.first, let last = word.last else { return }
        let whole = first.range.lowerBound..<last.range.upperBound
        guard word.count <= Self.longestWord else {
            pieces.append(Piece(id: unknown, range: whole))
            return
        }
        var found: [Piece] = []
        var start = 0
        while start < word.count {
            let table = start == 0 ? beginnings : continuations
            var end = min(word.count, start + longestPiece)
            var match: Int?
            while end > start {
                var candidate = ""
                for scalar in word[start..<end] { candidate.unicodeScalars.append(scalar.scalar) }
                match = table[candidate]
                if match != nil { break }
                end -= 1
            }
            guard let match else {
                pieces.append(Piece(id: unknown, range: whole))
                return
            }
            let range = word[start].range.lowerBound..<word[end - 1].range.upperBound
            found.append(Piece(id: match, range: range))
            start = end
        }
        pieces.append(contentsOf: found)
    }
}
