/// What sort of value an expression gives: a set of possibilities, so that "mask or number" is one
/// kind. Written for users: `description` gives the words that messages and the reference page show.
package struct Kind: OptionSet, Hashable, Sendable {
    package let rawValue: UInt32

    package init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    package static let none = Kind(rawValue: 1 << 0)
    package static let bool = Kind(rawValue: 1 << 1)
    package static let int = Kind(rawValue: 1 << 2)
    package static let float = Kind(rawValue: 1 << 3)
    package static let string = Kind(rawValue: 1 << 4)
    package static let list = Kind(rawValue: 1 << 5)
    package static let tuple = Kind(rawValue: 1 << 6)
    package static let dict = Kind(rawValue: 1 << 7)
    package static let set = Kind(rawValue: 1 << 8)
    package static let range = Kind(rawValue: 1 << 9)
    package static let function = Kind(rawValue: 1 << 10)
    package static let volume = Kind(rawValue: 1 << 11)
    package static let mask = Kind(rawValue: 1 << 12)
    package static let labelMap = Kind(rawValue: 1 << 13)
    package static let table = Kind(rawValue: 1 << 14)
    /// A value that is only walked through: what `zip`, `map`, `d.items()` and the like give.
    package static let iterator = Kind(rawValue: 1 << 15)
    /// An error caught with `except … as name`.
    package static let error = Kind(rawValue: 1 << 16)
    /// A domain value that has no kind of its own.
    package static let other = Kind(rawValue: 1 << 17)
    /// A way to carry points of one image to those of another.
    package static let transform = Kind(rawValue: 1 << 18)

    /// A truth value counts as a number, as in Python.
    package static let number: Kind = [.bool, .int, .float]
    package static let sequence: Kind = [.list, .tuple, .range, .string]
    package static let iterable: Kind = [
        .list, .tuple, .range, .string, .dict, .set, .iterator, .table, .other,
    ]
    package static let image: Kind = [.volume, .mask, .labelMap]
    package static let any = Kind(rawValue: (1 << 19) - 1)
}

extension Kind: CustomStringConvertible {
    private static let words: [(Kind, String)] = [
        (.number, "number"), (.none, "None"), (.bool, "truth value"), (.int, "whole number"),
        (.float, "number"), (.string, "string"), (.list, "list"), (.tuple, "tuple"),
        (.dict, "dict"), (.set, "set"), (.range, "range"), (.function, "function"),
        (.volume, "volume"), (.mask, "mask"), (.labelMap, "label map"), (.table, "table"),
        (.transform, "transform"),
        (.iterator, "iterator"), (.error, "error"), (.other, "other value"),
    ]

    /// The kind in the words a user reads: "mask", "number", "mask or label map", "anything".
    package var description: String {
        if self == .any { return "anything" }
        var rest = self
        var parts: [String] = []
        for (kind, word) in Kind.words where rest.isSuperset(of: kind) {
            rest.subtract(kind)
            if !parts.contains(word) { parts.append(word) }
        }
        guard let last = parts.last else { return "nothing" }
        if parts.count == 1 { return last }
        return parts.dropLast().joined(separator: ", ") + " or " + last
    }

    /// The description with its article, for sentences: "a mask", "an iterator", "None".
    package var phrase: String {
        let words = description
        if words == "None" || words == "anything" || words == "nothing" { return words }
        let vowels: Set<Character> = ["a", "e", "i", "o"]
        return (words.first.map(vowels.contains) == true ? "an " : "a ") + words
    }
}
