/// Compares what a step gave then with what it gives now.
package struct ValueComparison: Sendable {
    /// By how much two numbers may differ, relative to the larger.
    package let tolerance: Double

    package init(tolerance: Double) {
        self.tolerance = tolerance
    }

    package func isSame(_ old: Double, _ new: Double) -> Bool {
        if old == new || (old.isNaN && new.isNaN) { return true }
        guard old.isFinite, new.isFinite else { return false }
        return abs(old - new) <= tolerance * max(abs(old), abs(new))
    }

    package func isSame(_ old: ReportedValue, _ new: ReportedValue) -> Bool {
        guard old.unit == new.unit else { return false }
        switch (old.content, new.content) {
        case (.number(let old), .number(let new)): return isSame(old, new)
        case (.text(let old), .text(let new)): return isSameText(old, new)
        default: return old.content == new.content
        }
    }

    /// Whether two texts differ in nothing but numbers, and those by no more than the tolerance
    /// or the last digit shown. Runs of spaces count as one: columns are as wide as their numbers.
    package func isSameText(_ old: String, _ new: String) -> Bool {
        if old == new { return true }
        let old = Self.pieces(old)
        let new = Self.pieces(new)
        guard old.count == new.count else { return false }
        return zip(old, new).allSatisfy { old, new in
            if old == new || Self.spaced(old) == Self.spaced(new) { return true }
            guard let oldNumber = Double(old), let newNumber = Double(new) else { return false }
            return isSame(oldNumber, newNumber)
                || abs(oldNumber - newNumber) <= 1.001
                    * max(Self.lastDigit(old), Self.lastDigit(new))
        }
    }

    /// What differs between the values of a step then and now, in the order of then.
    package func differences(old: [ReportedValue], new: [ReportedValue]) -> [ValueDifference] {
        var rest = new
        var result: [ValueDifference] = []
        for value in old {
            // Labels may repeat (in a loop, for example): they pair up in order.
            guard let index = rest.firstIndex(where: { $0.label == value.label }) else {
                result.append(ValueDifference(label: value.label, old: value, new: nil))
                continue
            }
            let other = rest.remove(at: index)
            if !isSame(value, other) {
                result.append(ValueDifference(label: value.label, old: value, new: other))
            }
        }
        return result + rest.map { ValueDifference(label: $0.label, old: nil, new: $0) }
    }

    /// How far the numbers of a step are from what they were, relative to the larger of two; 0
    /// where all are the same. For values that count as the same.
    package func deviation(old: [ReportedValue], new: [ReportedValue]) -> Double {
        var rest = new
        return old.reduce(0) { most, value in
            guard let index = rest.firstIndex(where: { $0.label == value.label }) else {
                return most
            }
            switch (value.content, rest.remove(at: index).content) {
            case (.number(let old), .number(let new)): return max(most, Self.deviation(old, new))
            case (.text(let old), .text(let new)): return max(most, deviation(old, new))
            default: return most
            }
        }
    }

    /// The same for the numbers in two texts.
    package func deviation(_ old: String, _ new: String) -> Double {
        if old == new { return 0 }
        return zip(Self.pieces(old), Self.pieces(new)).reduce(0) { most, pair in
            guard let old = Double(pair.0), let new = Double(pair.1) else { return most }
            return max(most, Self.deviation(old, new))
        }
    }

    private static func deviation(_ old: Double, _ new: Double) -> Double {
        if old == new || !old.isFinite || !new.isFinite { return 0 }
        return abs(old - new) / max(abs(old), abs(new))
    }

    /// Numbers and the text between them.
    static func pieces(_ text: String) -> [Substring] {
        var result: [Substring] = []
        var start = text.startIndex
        for range in text.ranges(of: /-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?/) {
            if start < range.lowerBound { result.append(text[start..<range.lowerBound]) }
            result.append(text[range])
            start = range.upperBound
        }
        if start < text.endIndex { result.append(text[start...]) }
        return result
    }

    /// A text with one space in the place of several.
    private static func spaced(_ text: Substring) -> String {
        String(text.replacing(/\ +/, with: " "))
    }

    /// The size of one unit in the last digit of a number as shown: 0.01 for "3.14".
    private static func lastDigit(_ shown: Substring) -> Double {
        guard !shown.contains("e"), !shown.contains("E"), let point = shown.firstIndex(of: ".")
        else { return 0 }
        var unit = 1.0
        for _ in shown[shown.index(after: point)...] { unit /= 10 }
        return unit
    }
}

/// A value that is not what it was; one side is nil where the value is missing there.
package struct ValueDifference: Hashable, Sendable {
    package let label: String
    package let old: ReportedValue?
    package let new: ReportedValue?
}
