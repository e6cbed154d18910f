/// The structures that can be asked for: one table that drives training, checker, completion and
/// documentation.
package struct Vocabulary: Sendable {
    /// The rows, in the order of the file.
    package let structures: [Structure]
    /// The leaves that share the partition of the head, in the order of the file, left before
    /// right. A network's output counts them in this order.
    package let leaves: [Leaf]
    /// The parcels that share the partition of the cerebral cortex, in the same order.
    package let parcels: [Leaf]

    /// Normalised names of anatomy that is known not to be among the structures.
    let outsideKeys: Set<String>

    private let rowsByName: [String: Int]
    private let rowsByKey: [String: Int]
    private let rowsByWordBag: [String: Int]
    private let rowsByJoinedKey: [String: Int]
    private let leavesByLabel: [Int32: Leaf]

    /// Checks the rows against each other and builds the ways to look them up.
    ///
    /// - Parameters:
    ///   - structures: The rows.
    ///   - outside: Names of anatomy that no row means.
    ///   - path: Where they come from, for messages.
    /// - Throws: `VocabularyError` for a name or a label with two meanings, an unknown part, a
    ///   structure that contains itself, or one that is made of leaves and parcels.
    package init(
        structures: [Structure], outside: [String] = [], path: String = "vocabulary"
    ) throws {
        func fail(_ problem: VocabularyError.Problem) -> VocabularyError {
            VocabularyError(path: path, problem: problem)
        }
        var byName: [String: Int] = [:]
        var byKey: [String: Int] = [:]
        var bags: [String: Int?] = [:]
        var joined: [String: Int?] = [:]
        for (row, structure) in structures.enumerated() {
            byName[structure.name] = row
            for name in structure.names {
                let key = PhraseNormalizer.key(name)
                if let other = byKey[key], other != row {
                    throw fail(
                        .duplicateName(
                            name: name, first: structures[other].name, second: structure.name))
                }
                byKey[key] = row
                Self.insert(row, under: PhraseNormalizer.wordBag(key), into: &bags)
                Self.insert(row, under: PhraseNormalizer.joined(key), into: &joined)
            }
        }
        for name in outside {
            if let row = byKey[PhraseNormalizer.key(name)] {
                throw fail(.knownOutside(name: name, structure: structures[row].name))
            }
        }
        outsideKeys = Set(outside.map(PhraseNormalizer.key))
        var leaves: [Leaf] = []
        var parcels: [Leaf] = []
        var byLabel: [Int32: Leaf] = [:]
        for structure in structures {
            for side in structure.isSided ? [Side.left, .right] : [.both] {
                guard !structure.labels.isEmpty else { continue }
                let leaf = Leaf(structure: structure.name, side: side)
                if structure.isLeaf { leaves.append(leaf) }
                if structure.isParcel { parcels.append(leaf) }
                for label in structure.labels[side] ?? [] {
                    if let other = byLabel[label] {
                        throw fail(
                            .duplicateLabel(
                                label: label, first: "\(other)", second: "\(leaf)"))
                    }
                    byLabel[label] = leaf
                }
            }
        }
        self.structures = structures
        self.leaves = leaves
        self.parcels = parcels
        rowsByName = byName
        rowsByKey = byKey
        rowsByWordBag = bags.compactMapValues { $0 }
        rowsByJoinedKey = joined.compactMapValues { $0 }
        leavesByLabel = byLabel
        for structure in structures {
            try checkParts(of: structure, above: [], path: path)
            let cells = cells(structure, side: .both)
            if !cells.leaves.isEmpty, !cells.parcels.isEmpty {
                throw fail(.mixedParts(structure: structure.name))
            }
        }
    }

    /// A key that two structures share means neither.
    private static func insert(_ row: Int, under key: String, into rows: inout [String: Int?]) {
        if let known = rows[key], known != row {
            rows[key] = .some(nil)
        } else {
            rows[key] = row
        }
    }

    /// The structure of exactly this name.
    package func structure(named name: String) -> Structure? {
        rowsByName[name].map { structures[$0] }
    }

    /// The structure that a normalised phrase without a side names, by name or synonym.
    ///
    /// - Parameter key: A key of `PhraseNormalizer`.
    func structure(key: String) -> Structure? {
        rowsByKey[key].map { structures[$0] }
    }

    /// The structure whose name or synonym has the same letters, its words parted otherwise, if only
    /// one has.
    func structure(joinedKey: String) -> Structure? {
        rowsByJoinedKey[joinedKey].map { structures[$0] }
    }

    /// The structure whose name or synonym has the same words in any order, if only one has.
    func structure(wordBag: String) -> Structure? {
        rowsByWordBag[wordBag].map { structures[$0] }
    }

    /// Every name and synonym in normalised form, with its structure.
    var keys: [(key: String, structure: Structure)] {
        rowsByKey.map { ($0.key, structures[$0.value]) }
    }

    /// The leaf, parcel or side of an overlay that a label number belongs to.
    package func leaf(ofLabel label: Int32) -> Leaf? { leavesByLabel[label] }

    /// The numbers of a leaf or parcel, the one that stands for it in a written label map first.
    package func labels(of leaf: Leaf) -> [Int32] {
        structure(named: leaf.structure)?.labels[leaf.side] ?? []
    }

    /// What a structure on a side consists of.
    ///
    /// The left side of a composite is the left sides of its sided parts; parts without sides count
    /// only for the whole.
    ///
    /// - Returns: `nil` when a side of an unsided structure is asked for.
    package func target(_ structure: Structure, side: Side) -> Target? {
        guard structure.isSided || side == .both else { return nil }
        let cells = cells(structure, side: side)
        return Target(
            structure: structure, side: side, leaves: cells.leaves, parcels: cells.parcels)
    }

    /// The target of exactly this name with an optional side before it.
    package func target(named name: String, side: Side = .both) -> Target? {
        structure(named: name).flatMap { target($0, side: side) }
    }

    /// The cells of a structure on a side, in the order of the vocabulary.
    private func cells(
        _ structure: Structure, side: Side
    ) -> (leaves: [Leaf], parcels: [Leaf]) {
        let list = cellList(structure, side: side)
        if structure.isOverlay { return (list, []) }
        let wanted = Set(list)
        return (leaves.filter(wanted.contains), parcels.filter(wanted.contains))
    }

    private func cellList(_ structure: Structure, side: Side) -> [Leaf] {
        switch structure.composition {
        case .leaf, .parcel, .overlay:
            let sides: [Side] = structure.isSided ? [.left, .right] : [.both]
            return sides.filter { side == .both || side == $0 }
                .map { Leaf(structure: structure.name, side: $0) }
        case .composite(let parts):
            return parts.compactMap { self.structure(named: $0) }
                .flatMap { cellList($0, side: side) }
        }
    }

    private func checkParts(of structure: Structure, above: [String], path: String) throws {
        guard case .composite(let parts) = structure.composition else { return }
        if above.contains(structure.name) {
            throw VocabularyError(path: path, problem: .circular(structure: structure.name))
        }
        for part in parts {
            guard let found = self.structure(named: part) else {
                throw VocabularyError(
                    path: path, problem: .unknownPart(part: part, structure: structure.name))
            }
            try checkParts(of: found, above: above + [structure.name], path: path)
        }
    }
}
