/// What a text says, as far as it decides where the text may stand in an anatomy phrase.
enum Wording: Sendable, Equatable {
    /// "left" or "right".
    case side
    /// A structure without a side.
    case structure
    /// A structure with its side, or either.
    case phrase
    /// Anything else.
    case free

    /// What holds whichever of the two a text is.
    func joined(_ other: Wording) -> Wording {
        if self == other { return self }
        return isPhrase && other.isPhrase ? .phrase : .free
    }

    /// What a text says that has another part after this one.
    func followed(by part: Wording) -> Wording {
        self == .side && part == .structure ? .phrase : .free
    }

    /// Whether the text is an anatomy phrase by itself.
    var isPhrase: Bool { self == .structure || self == .phrase }
}
