/// A name that label maps bring along and the vocabulary does not hold, with its numbers.
package struct LabelTerm: Hashable, Sendable {
    /// The name without a side.
    package let name: String
    package let side: Side
    /// The label numbers whose union is meant, ascending.
    package let labels: [Int32]

    /// The words that the tool writes for it.
    package var title: String { side.naming(name) }
}

/// The names that one or several label maps bring along.
package struct LabelTerms: Hashable, Sendable {
    private var nameByKey: [String: String] = [:]
    private var sidesByName: [String: [Side: LabelTerm]] = [:]

    package static let none = LabelTerms()

    /// Every normalised name.
    var keys: [String] { Array(nameByKey.keys) }

    /// Every name as the tool writes it, without sides, in alphabetical order.
    package var names: [String] { sidesByName.keys.sorted() }

    /// The name that a normalised phrase stands for; the key itself when there is none.
    func name(ofKey key: String) -> String { nameByKey[key] ?? key }

    /// The sides of a normalised name; `.both` is always among them.
    func sides(ofKey key: String) -> [Side: LabelTerm]? {
        nameByKey[key].flatMap { sidesByName[$0] }
    }

    /// The term of exactly this name and side.
    package func term(named name: String, side: Side) -> LabelTerm? { sidesByName[name]?[side] }

    /// Adds a number under a name.
    ///
    /// - Parameters:
    ///   - name: Without a side.
    ///   - aliases: Other names, without sides.
    ///   - side: Where the label lies; `.both` when the name tells no side.
    mutating func insert(_ label: Int32, name: String, aliases: [String], side: Side) {
        for alias in [name] + aliases {
            let key = PhraseNormalizer.key(alias)
            if nameByKey[key] == nil { nameByKey[key] = name }
        }
        for target in side == .both ? [Side.both] : [side, .both] {
            let known = sidesByName[name]?[target]?.labels ?? []
            guard !known.contains(label) else { continue }
            sidesByName[name, default: [:]][target] = LabelTerm(
                name: name, side: target, labels: (known + [label]).sorted())
        }
    }

    /// The names of both; where they share one, the numbers of both.
    package func merging(_ other: LabelTerms) -> LabelTerms {
        var merged = self
        merged.nameByKey.merge(other.nameByKey) { mine, _ in mine }
        for (name, sides) in other.sidesByName {
            for (side, term) in sides {
                let known = merged.sidesByName[name]?[side]?.labels ?? []
                merged.sidesByName[name, default: [:]][side] = LabelTerm(
                    name: name, side: side, labels: Set(known + term.labels).sorted())
            }
        }
        return merged
    }
}
