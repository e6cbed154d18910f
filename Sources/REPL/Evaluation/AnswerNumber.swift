import Session

/// A number in an answer: reported with label and unit, or printed among words.
struct AnswerNumber {
    let value: Double
    /// nil for a printed number, whose unit is not looked at.
    let unit: String?
    let label: String
    /// Half a unit of the last digit that was written; 0 for a reported number.
    let slack: Double

    /// All numbers of an answer; a truth value is none.
    static func all(in evidence: Evidence) -> [AnswerNumber] {
        var numbers: [AnswerNumber] = []
        for value in evidence.values {
            switch value.content {
            case .number(let number):
                numbers.append(
                    AnswerNumber(value: number, unit: value.unit, label: value.label, slack: 0))
            case .text(let text): numbers += printed(in: text, label: value.label)
            case .truth: break
            }
        }
        for line in evidence.output.split(separator: "\n") {
            numbers += printed(in: String(line), label: String(line))
        }
        return numbers
    }

    /// Numbers among words; digits that belong to a word, as in t1, are none.
    static func printed(in text: String, label: String = "") -> [AnswerNumber] {
        text.matches(of: /[-−]?[0-9]+(?:\.([0-9]+))?(?:[eE]([-+]?[0-9]+))?/)
            .compactMap { match in
                let before = text[..<match.range.lowerBound].last
                if let before, before.isLetter || before.isNumber || "_.".contains(before) {
                    return nil
                }
                let written = String(match.output.0).replacing("−", with: "-")
                guard let value = Double(written) else { return nil }
                let decimals = match.output.1?.count ?? 0
                let exponent = match.output.2.flatMap { Int($0) } ?? 0
                return AnswerNumber(
                    value: value, unit: nil, label: label,
                    slack: 0.5 * Quantity.power(of: exponent - decimals))
            }
    }

    /// Whether this may be the number that is expected.
    func matches(_ expected: Expectation.Number) -> Bool {
        if let side = expected.side {
            let other = side == "left" ? "right" : "left"
            if Words.has(other, in: label), !Words.has(side, in: label) { return false }
        }
        return factors(to: expected).contains { factor in
            expected.values.contains { wanted in
                let allowed = max(abs(wanted) * expected.tolerance, slack * factor, 1e-9)
                let found = value * factor
                return abs(found - wanted) <= allowed
                    || expected.takesAnySign && abs(abs(found) - abs(wanted)) <= allowed
            }
        }
    }

    /// What the value may be multiplied by to be in the expected unit.
    private func factors(to expected: Expectation.Number) -> [Double] {
        let wanted = Quantity(expected.unit)
        guard let unit, let own = Quantity(written: unit) else {
            // Nothing says the unit: it is the expected one, or printed in another one.
            if expected.isStrict { return [1] }
            if expected.unit == "%" { return [1, 100] }
            guard unit == nil else { return [1] }
            return [1] + Quantity.siblings(of: wanted).map { $0.factor / wanted.factor }
        }
        guard own.family == wanted.family else { return [] }
        if expected.isStrict { return own.factor == wanted.factor ? [1] : [] }
        return [own.factor / wanted.factor]
    }
}

/// A unit: the quantity that it measures, and how many of that quantity's first unit it is.
struct Quantity: Hashable {
    let family: String
    let factor: Double

    private static let known: [(family: String, factor: Double, names: [String])] = [
        ("volume", 1, ["mL", "ml", "cm3", "cm³", "cc", "ccm", "milliliters", "millilitres"]),
        ("volume", 0.001, ["mm3", "mm³", "mm^3", "µL", "uL", "cubic millimetres"]),
        ("volume", 1000, ["L", "l", "litres", "liters"]),
        ("area", 1, ["mm2", "mm²", "mm^2"]), ("area", 100, ["cm2", "cm²", "cm^2"]),
        ("length", 1, ["mm"]), ("length", 10, ["cm"]),
        ("share", 0.01, ["%", "percent", "per cent", "% of ICV", "% per year", "%/year"]),
        ("share", 1, ["ratio", "fraction"]),
        ("per length", 1, ["1/mm", "mm⁻¹", "mm^-1", "/mm"]), ("per length", 0.1, ["1/cm"]),
    ]

    /// - Parameter unit: as the suite writes it; empty for a plain number.
    init(_ unit: String) {
        self = Quantity(written: unit) ?? Quantity(family: "share", factor: 1)
    }

    /// nil for a unit that is none of these: voxels, pieces, what a scan counts in.
    init?(written unit: String) {
        guard let row = Self.known.first(where: { $0.names.contains(unit) }) else { return nil }
        self.init(family: row.family, factor: row.factor)
    }

    private init(family: String, factor: Double) {
        self.family = family
        self.factor = factor
    }

    /// Other units of the same quantity.
    static func siblings(of unit: Quantity) -> [Quantity] {
        // A plain number and a percentage are told apart by what is written beside them.
        guard unit.family != "share" else { return [] }
        return known.filter { $0.family == unit.family && $0.factor != unit.factor }
            .map { Quantity(family: $0.family, factor: $0.factor) }
    }

    /// 10 to a whole power.
    static func power(of exponent: Int) -> Double {
        (0..<abs(exponent)).reduce(1.0) { product, _ in product * 10 }.reciprocal(exponent < 0)
    }
}

extension Double {
    fileprivate func reciprocal(_ isWanted: Bool) -> Double { isWanted ? 1 / self : self }
}
