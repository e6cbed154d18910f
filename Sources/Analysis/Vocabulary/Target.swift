/// One cell of the partition of the head or of the cortex, or one side of an overlay: what is marked
/// in one piece.
package struct Leaf: Hashable, Sendable, CustomStringConvertible {
    /// The structure's name, without a side.
    package let structure: String
    /// `.left` or `.right`; `.both` for a structure without sides.
    package let side: Side

    package init(structure: String, side: Side) {
        self.structure = structure
        self.side = side
    }

    /// The words that name the leaf: `"left hippocampus"`.
    package var description: String { side.naming(structure) }
}

/// What a phrase asks for, as a set of leaves or of cortical parcels.
package struct Target: Hashable, Sendable {
    /// The structure that the phrase names.
    package let structure: Structure
    /// The side asked for; `.both` when none was said.
    package let side: Side
    /// The leaves whose union is the target, in the order of the vocabulary, none twice; empty for
    /// a part of the cortex.
    package let leaves: [Leaf]
    /// The cortical parcels whose union is the target, in the order of the vocabulary, none twice;
    /// empty for all but parts of the cortex.
    package let parcels: [Leaf]

    /// Everything whose union is the target.
    package var cells: [Leaf] { leaves + parcels }

    /// The words that the tool writes for the target: `"left hippocampus"`, `"third ventricle"`.
    package var name: String { side.naming(structure.name) }
}
