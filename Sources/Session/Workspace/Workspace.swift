import Analysis
import Script

/// The names that programs see, in the order in which they came.
package struct Workspace: Sendable {
    package struct Entry: Sendable {
        package let name: String
        package let value: Value
        package let provenance: Provenance

        package var kind: Kind { value.kind }
    }

    package private(set) var entries: [Entry] = []
    /// Label maps that stand in for the network, by the name of the scan.
    package private(set) var labels: [String: LabelSource] = [:]

    package init() {}

    package subscript(name name: String) -> Entry? { entries.first { $0.name == name } }

    /// The mask of a name; nil where it is no mask.
    package func mask(named name: String) -> MaskValue? {
        guard case .object(let value)? = self[name: name]?.value else { return nil }
        return value as? MaskValue
    }

    package var names: [String] { entries.map(\.name) }
    /// Names that a scan may not take: those of all but label maps that wait for theirs.
    package var takenNames: Set<String> {
        Set(
            entries.compactMap { entry in
                if case .labels = entry.provenance { nil } else { entry.name }
            })
    }
    package var globals: [String: Value] {
        Dictionary(uniqueKeysWithValues: entries.map { ($0.name, $0.value) })
    }
    package var kinds: [String: Kind] {
        Dictionary(uniqueKeysWithValues: entries.map { ($0.name, $0.kind) })
    }
    /// The names that the label maps at hand bring along.
    package var labelTerms: LabelTerms {
        labels.sorted { $0.key < $1.key }.reduce(LabelTerms.none) { $0.merging($1.value.terms) }
    }

    /// Gives a name a value; a name that is there keeps its place.
    package mutating func set(_ name: String, to value: Value, from provenance: Provenance) {
        let entry = Entry(name: name, value: value, provenance: provenance)
        if let index = entries.firstIndex(where: { $0.name == name }) {
            entries[index] = entry
        } else {
            entries.append(entry)
        }
    }

    package mutating func setLabels(_ source: LabelSource, for name: String) {
        labels[name] = source
    }

    /// Takes over what a program left.
    ///
    /// - Parameters:
    ///   - globals: All names with their values, as the interpreter gives them back.
    ///   - source: The program, whose order new names follow.
    ///   - provenance: Where new and changed names come from.
    /// - Returns: The names that are new or changed, in the order of the workspace.
    package mutating func adopt(
        _ globals: [String: Value], of source: Source, from provenance: Provenance
    ) -> [String] {
        let gone = entries.filter { globals[$0.name] == nil }
        entries.removeAll { globals[$0.name] == nil }
        var changed: [String] = []
        for entry in entries {
            guard let value = globals[entry.name] else { continue }
            let isSame = Self.looksSame(entry.value, value)
            set(entry.name, to: value, from: isSame ? entry.provenance : provenance)
            if !isSame { changed.append(entry.name) }
        }
        let known = Set(names)
        let order = Self.words(of: source.text)
        let new = globals.keys.filter { !known.contains($0) }
            .sorted { (order[$0] ?? .max, $0) < (order[$1] ?? .max, $1) }
        for name in new {
            guard let value = globals[name] else { continue }
            if let old = gone.first(where: { Self.isOneImage($0.value, value) }) {
                rename(old, to: name)
            } else {
                set(name, to: value, from: provenance)
            }
        }
        return changed + new
    }

    /// What a name held goes on under another: it still comes from where it came from, and a label
    /// map goes with its scan.
    private mutating func rename(_ old: Entry, to name: String) {
        var value = old.value
        if case .object(let scan as ScanValue) = value, scan.name == old.name {
            value = .object(scan.renamed(name))
        }
        set(name, to: value, from: old.provenance)
        if let source = labels.removeValue(forKey: old.name) { labels[name] = source }
    }

    /// Whether two values are the same loaded scan or label map.
    private static func isOneImage(_ old: Value, _ new: Value) -> Bool {
        switch (old, new) {
        case (.object(let old as ScanValue), .object(let new as ScanValue)):
            old.file != nil && old.identity == new.identity
        case (.object(let old as LabelMapValue), .object(let new as LabelMapValue)):
            old.name == new.name && old.labelMap.geometry == new.labelMap.geometry
        default: false
        }
    }

    /// Whether a reader would see a difference. Voxels are not compared: an image that was made
    /// anew in the same way counts as the same.
    private static func looksSame(_ old: Value, _ new: Value) -> Bool {
        guard old.kind == new.kind else { return false }
        if case .object(let old as ScanValue) = old, case .object(let new as ScanValue) = new {
            return old.identity == new.identity
        }
        if case .object(let old as any SpillableValue) = old,
            case .object(let new as any SpillableValue) = new,
            let one = old.stores.first, let other = new.stores.first, one === other
        {
            // Told without a look at the voxels, which may lie on disk.
            return true
        }
        if case .object(let old as TableValue) = old, case .object(let new as TableValue) = new {
            return old.isSame(as: new)
        }
        return old.literal == new.literal
    }

    /// Where each word first stands in a text.
    private static func words(of text: String) -> [String: Int] {
        var places: [String: Int] = [:]
        let words = text.split { !($0.isLetter || $0.isNumber || $0 == "_") }
        for (place, word) in words.enumerated() where places[String(word)] == nil {
            places[String(word)] = place
        }
        return places
    }
}
