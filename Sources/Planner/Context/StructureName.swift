import Analysis

/// A structure that programs can name.
package struct StructureName: Sendable, Hashable {
    /// The table's name, without a side.
    package let name: String
    /// Whether "left" and "right" may stand before it.
    package let isSided: Bool
    /// Other words for it.
    package let synonyms: [String]
    /// The structures that it is the union of, by name; none for most.
    package let parts: [String]

    package init(
        name: String, isSided: Bool, synonyms: [String] = [], parts: [String] = []
    ) {
        self.name = name
        self.isSided = isSided
        self.synonyms = synonyms
        self.parts = parts
    }

    /// Whether structures are its parts, gone through one by one: two of them or more.
    func isListed(in names: Set<String>) -> Bool { parts.count { names.contains($0) } > 1 }

    /// A row of the vocabulary.
    package init(_ structure: Structure) {
        var parts: [String] = []
        if case .composite(let names) = structure.composition { parts = names }
        self.init(
            name: structure.name, isSided: structure.isSided, synonyms: structure.synonyms,
            parts: parts)
    }
}
