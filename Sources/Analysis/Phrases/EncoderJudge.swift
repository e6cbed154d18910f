import LanguageModel

/// The trained decision about phrases: the text encoder's acceptance head.
package struct EncoderJudge: PhraseJudge {
    private let encoder: TextEncoder
    private let head: PhraseHead
    /// The probability that the phrase means the nearest structure from which it is taken: words that
    /// mean a structure, but two of them equally well, mean neither.
    package let threshold: Double

    package init(encoder: TextEncoder, head: PhraseHead, threshold: Double = 0.5) {
        self.encoder = encoder
        self.head = head
        self.threshold = threshold
    }

    package func judge(_ phrase: String) throws -> PhraseJudgement {
        let reading = head.read(try encoder.embed(phrase))
        let ranked = zip(head.structures, reading.distribution).sorted { $0.1 > $1.1 }
        let confidence = Double(reading.acceptance) * Double(ranked.first?.1 ?? 0)
        return PhraseJudgement(
            isAccepted: confidence >= threshold, confidence: confidence,
            nearest: ranked.prefix(3).map(\.0))
    }
}
