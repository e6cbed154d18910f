import LanguageModel

/// The trained decision about phrases: the text encoder's acceptance head.
package struct EncoderJudge: PhraseJudge {
    private let encoder: TextEncoder
    private let head: PhraseHead
    /// The acceptance probability from which a phrase is taken.
    package let threshold: Double
    /// The probability that the first structure must have among all: words that two structures
    /// share equally mean neither.
    private static let majority = 0.5

    package init(encoder: TextEncoder, head: PhraseHead, threshold: Double = 0.5) {
        self.encoder = encoder
        self.head = head
        self.threshold = threshold
    }

    package func judge(_ phrase: String) throws -> PhraseJudgement {
        let reading = head.read(try encoder.embed(phrase))
        let ranked = zip(head.structures, reading.distribution).sorted { $0.1 > $1.1 }
        let acceptance = Double(reading.acceptance)
        let share = Double(ranked.first?.1 ?? 0)
        return PhraseJudgement(
            isAccepted: acceptance >= threshold && share >= Self.majority,
            confidence: acceptance * share,
            nearest: ranked.prefix(3).map(\.0))
    }
}
