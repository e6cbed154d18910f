/// What a phrase means.
package enum Anatomy: Hashable, Sendable {
    /// A structure of the vocabulary.
    case target(Target)
    /// A name that only label maps know (`"corpus callosum"`).
    case labelled(LabelTerm)

    /// The words that the tool writes for it.
    package var name: String {
        switch self {
        case .target(let target): target.name
        case .labelled(let term): term.title
        }
    }
}

/// How a phrase was read.
package struct AnatomyReading: Hashable, Sendable {
    /// The phrase as written.
    package let phrase: String
    package let anatomy: Anatomy
    /// How sure the trained judge is, 0 to 1; `nil` when the phrase is a known name.
    package let confidence: Double?
    /// The phrase without side words, for the text encoder.
    package let words: String

    /// Whether the words, rather than a name of the table, have to steer the network.
    package var isFree: Bool { confidence != nil }
}
