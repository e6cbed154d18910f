/// Decides about phrases that no table holds, by a trained acceptance decision over the words.
package protocol PhraseJudge: Sendable {
    /// Judges a phrase that names no side.
    ///
    /// - Parameter phrase: The user's words without side words.
    func judge(_ phrase: String) throws -> PhraseJudgement
}

/// What a `PhraseJudge` makes of a phrase.
package struct PhraseJudgement: Hashable, Sendable {
    /// Whether the phrase means a structure of the vocabulary.
    package let isAccepted: Bool
    /// How sure the judge is that the phrase means the nearest structure: 0 to 1.
    package let confidence: Double
    /// Names of the nearest structures without a side, the nearest first.
    package let nearest: [String]

    package init(isAccepted: Bool, confidence: Double, nearest: [String]) {
        self.isAccepted = isAccepted
        self.confidence = confidence
        self.nearest = nearest
    }
}
