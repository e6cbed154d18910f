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
            if let name = names[label], !Self.isStandard(name, for: label, resolver: resolver) {
                insert(label, named: name, resolver: resolver)
            } else {
                standardLabels.insert(label)
                insertStandard(label, vocabulary: vocabulary)
            }
        }
        insertGroups()
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
        if let leaf = resolver.vocabulary.leaf(ofLabel: label) {
            guard case .structure(let structure)? = resolver.lookUp(form) else { return false }
            return structure.name == leaf.structure && form.askedSide == leaf.side
        }
        guard let standard = FreeSurferLabels.name(label) else { return false }
        if let (parcel, side) = CorticalParcel.ofLabel(label), form.askedSide == side {
            let codes = form.words.filter { $0 != "ctx" }.joined(separator: " ")
            if codes == PhraseNormalizer.key(parcel.code) { return true }
        }
        let known = PhraseForm(standard)
        return known.words == form.words && known.askedSide == form.askedSide
    }

    /// A number that means what FreeSurfer says.
    private mutating func insertStandard(_ label: Int32, vocabulary: Vocabulary) {
        if let leaf = vocabulary.leaf(ofLabel: label) {
            labelsByStructure[leaf, default: []].insert(label)
        } else if let folded = FreeSurferLabels.fold(label),
            let leaf = vocabulary.leaf(ofLabel: folded)
        {
            labelsByStructure[leaf, default: []].insert(label)
        }
        if FreeSurferLabels.insideWhiteMatter.contains(label) { insideWhiteMatter.insert(label) }
        guard let name = FreeSurferLabels.name(label) else { return }
        let form = PhraseForm(name)
        let plain = Self.plainName(name, form: form)
        guard vocabulary.structure(key: PhraseNormalizer.key(plain)) == nil else { return }
        var aliases = FreeSurferLabels.aliases[plain] ?? []
        if let (parcel, _) = CorticalParcel.ofLabel(label) {
            aliases += parcel.aliases + [parcel.code, "ctx \(parcel.code)"]
        }
        terms.insert(label, name: plain, aliases: aliases, side: form.askedSide)
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
        let plain = Self.plainName(name, form: form)
        if !plain.isEmpty {
            terms.insert(label, name: plain, aliases: [], side: form.askedSide)
        }
    }

    /// Lobes and other unions of numbers that all mean what FreeSurfer says.
    private mutating func insertGroups() {
        for (name, aliases, labels) in FreeSurferLabels.groups {
            for label in labels.sorted() where standardLabels.contains(label) {
                terms.insert(label, name: name, aliases: aliases, side: .both)
            }
        }
        let lobes = CorticalParcel.Lobe.allCases.map { lobe in
            (
                name: lobe.rawValue, aliases: lobe.aliases,
                numbers: CorticalParcel.all.filter { $0.lobe == lobe }.map(\.number)
            )
        }
        for (name, aliases, numbers) in lobes + CorticalParcel.groups {
            for (offset, side) in [(Int32(1000), Side.left), (2000, .right)] {
                for number in numbers where standardLabels.contains(offset + number) {
                    terms.insert(offset + number, name: name, aliases: aliases, side: side)
                }
            }
        }
    }

    /// A name as people write it: without its side, in lower case when FreeSurfer's.
    private static func plainName(_ name: String, form: PhraseForm) -> String {
        guard form.namesSide else {
            return name.replacingOccurrencesOfSeparators().lowercased()
        }
        let words = name.replacingOccurrencesOfSeparators().lowercased().split(separator: " ")
        return words.filter { PhraseForm.sideWords[String($0)] == nil }.joined(separator: " ")
    }
}

extension String {
    /// Underscores and hyphens between words as spaces.
    fileprivate func replacingOccurrencesOfSeparators() -> String {
        String(map { $0 == "_" || $0 == "-" ? " " : $0 })
    }
}
