import Analysis

/// A structure that programs can name.
package struct StructureName: Sendable, Hashable {
    /// The table's name, without a side.
    package let name: String
    /// Whether "left" and "right" may stand before it.
    package let isSided: Bool
    /// Other words for it.
    package let synonyms: [String]

    package init(name: String, isSided: Bool, synonyms: [String] = []) {
        self.name = name
        self.isSided = isSided
        self.synonyms = synonyms
    }

    /// A row of the vocabulary.
    package init(_ structure: Structure) {
        self.init(
            name: structure.name, isSided: structure.isSided, synonyms: structure.synonyms)
    }
}
