/// One row of the vocabulary: a structure's name, its sides, and what it is made of.
package struct Structure: Hashable, Sendable {
    /// What a structure is made of.
    package enum Composition: Hashable, Sendable {
        /// One cell of the partition of the head: its label numbers on each side (FreeSurfer's and
        /// SAMSEG's numbering). An unsided leaf has its numbers under `.both`.
        case leaf(labels: [Side: [Int32]])
        /// One cell of the partition of the cerebral cortex: its label numbers on each side
        /// (FreeSurfer's `aparc` numbering).
        case parcel(labels: [Side: [Int32]])
        /// The union of other structures, by name: all of them of leaves, or all of parcels.
        case composite(parts: [String])
        /// Lies over the anatomy instead of beside it (lesions): its label numbers on each side.
        case overlay(labels: [Side: [Int32]])
    }

    /// The name that the tool writes, in lower case and without a side.
    package let name: String
    /// Whether the left and the right side can be asked for.
    package let isSided: Bool
    package let composition: Composition
    /// Other names, as people write them.
    package let synonyms: [String]

    /// Whether the structure is one cell of the partition of the head.
    package var isLeaf: Bool {
        if case .leaf = composition { true } else { false }
    }

    /// Whether the structure is one cell of the partition of the cerebral cortex.
    package var isParcel: Bool {
        if case .parcel = composition { true } else { false }
    }

    /// Whether the structure lies over the anatomy (lesions).
    package var isOverlay: Bool {
        if case .overlay = composition { true } else { false }
    }

    /// The label numbers of each side; empty for a composite.
    package var labels: [Side: [Int32]] {
        switch composition {
        case .leaf(let labels), .parcel(let labels), .overlay(let labels): labels
        case .composite: [:]
        }
    }

    /// Every name, the one that the tool writes first.
    package var names: [String] { [name] + synonyms }
}
