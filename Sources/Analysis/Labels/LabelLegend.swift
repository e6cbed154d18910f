import Volumes

/// What the numbers of one label map mean: which leaf each belongs to, which are lesions, and which
/// names they bring beyond the vocabulary.
///
/// A number means what FreeSurfer says, unless the map's own list of names says otherwise.
package struct LabelLegend: Sendable {
    /// The names beyond the vocabulary.
    package private(set) var terms = LabelTerms.none
    /// Numbers present that fold into the nearer side of the white matter.
    private(set) var insideWhiteMatter: Set<Int32> = []
    /// The numbers of each structure and side. A sided structure has numbers under `.both` when the
    /// map's own names do not tell the side, a composite when the map names it as a whole.
    private var labelsByStructure: [Leaf: Set<Int32>] = [:]
    /// Numbers that mean what FreeSurfer says.
    private var standardLabels: Set<Int32> = []

    /// - Parameters:
    ///   - present: The numbers that occur in the map.
    ///   - names: The map's own names of numbers, which replace FreeSurfer's.
    package init(present: Set<Int32>, names: [Int32: String], vocabulary: Vocabulary) {
        let resolver = AnatomyResolver(vocabulary: vocabulary)
        for label in present.union(names.keys).sorted() where label != 0 {
            let name = names[label]
            let isRenamed = name.map { !Self.isStandard($0, for: label, resolver: resolver) }
            if let name, isRenamed == true {
                insert(label, named: name, resolver: resolver)
                // A parcel of another atlas has its own name and still belongs to the cortex.
                if FreeSurferLabels.isParcel(label, named: name) {
                    insertLeaf(label, vocabulary: vocabulary)
                }
                continue
            }
            standardLabels.insert(label)
            insertLeaf(label, vocabulary: vocabulary)
            insertTerm(label, vocabulary: vocabulary)
        }
        terms.insertFreeSurferGroups(among: standardLabels)
    }

    /// The numbers of a structure on a side; `nil` when the map knows none, so that an absence says
    /// nothing.
    ///
    /// - Parameter side: `.both` gives the numbers of either side and those without a side.
    func labels(ofStructure name: String, side: Side) -> Set<Int32>? {
        let sides = side == .both ? Side.allCases : [side]
        let found = sides.compactMap { labelsByStructure[Leaf(structure: name, side: $0)] }
        return found.isEmpty ? nil : found.reduce(into: Set()) { $0.formUnion($1) }
    }

    /// Whether a map's name for a number is only another way to write FreeSurfer's.
    private static func isStandard(
        _ name: String, for label: Int32, resolver: AnatomyResolver
    ) -> Bool {
        let form = PhraseForm(name)
        if let leaf = resolver.vocabulary.leaf(ofLabel: label),
            case .structure(let structure)? = resolver.lookUp(form),
            structure.name == leaf.structure, form.askedSide == leaf.side
        {
            return true
        }
        let standards = [FreeSurferLabels.name(label), FreeSurferLabels.ownNames[label]]
        return standards.compactMap { $0.map(PhraseForm.init) }.contains {
            $0.words == form.words && $0.askedSide == form.askedSide
        }
    }

    /// A number that belongs to the structure that FreeSurfer says; a parcel belongs to the cortex
    /// too.
    private mutating func insertLeaf(_ label: Int32, vocabulary: Vocabulary) {
        if let leaf = vocabulary.leaf(ofLabel: label) {
            labelsByStructure[leaf, default: []].insert(label)
        }
        if let folded = FreeSurferLabels.fold(label),
            let leaf = vocabulary.leaf(ofLabel: folded)
        {
            labelsByStructure[leaf, default: []].insert(label)
        }
        if FreeSurferLabels.insideWhiteMatter.contains(label) { insideWhiteMatter.insert(label) }
    }

    /// FreeSurfer's name of a number that no leaf or parcel of the vocabulary has: a name of its
    /// own, or that of a whole composite (vessels).
    private mutating func insertTerm(_ label: Int32, vocabulary: Vocabulary) {
        guard let name = FreeSurferLabels.name(label) else { return }
        let key = PhraseNormalizer.key(FreeSurferLabels.plainName(name))
        guard let structure = vocabulary.structure(key: key) else {
            return terms.insertFreeSurfer(label)
        }
        let side = structure.isSided ? PhraseForm(name).askedSide : .both
        labelsByStructure[Leaf(structure: structure.name, side: side), default: []].insert(label)
    }

    /// A number that the map's own list names.
    private mutating func insert(_ label: Int32, named name: String, resolver: AnatomyResolver) {
        let form = PhraseForm(name)
        if case .structure(let structure)? = resolver.lookUp(form) {
            let side = structure.isSided ? form.askedSide : .both
            let key = Leaf(structure: structure.name, side: side)
            labelsByStructure[key, default: []].insert(label)
            return
        }
        let plain = FreeSurferLabels.plainName(name)
        if !plain.isEmpty {
            terms.insert(label, name: plain, aliases: [], side: form.askedSide)
        }
    }
}
