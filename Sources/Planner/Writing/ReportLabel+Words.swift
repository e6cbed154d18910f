extension ReportLabel {
    /// The words for a value.
    struct Label: Equatable {
        let text: String
        let unit: String?
    }

    /// What a number measures of what.
    struct Quantity: Equatable {
        let subject: String
        let measure: String
        let unit: String?
        var scan: String?

        var text: String {
            let words = subject.isEmpty ? measure : "\(subject) \(measure)"
            return scan.map { "\(words) in \($0)" } ?? words
        }
    }

    func label(for definition: Definition) -> Label {
        switch resolved(definition) {
        case .binary(let sign, let left, let right) where Self.comparisons.contains(sign):
            return Label(text: comparison(sign, left, right), unit: nil)
        case .binary(let sign, let left, let right):
            return arithmetic(sign, left, right)
        case .call("abs", let arguments), .call("round", let arguments):
            return arguments.first.map { label(for: $0) } ?? Label(text: "result", unit: nil)
        case .call(let name, let arguments) where name == "max" || name == "min":
            let word = name == "max" ? "largest" : "smallest"
            let quantities = arguments.compactMap { quantity($0) }
            let unit = quantities.first?.unit
            return Label(text: "\(word) \(common(quantities)?.measure ?? "value")", unit: unit)
        case .call(let name, let arguments) where Expansion.orders[name] != nil:
            let word = name == "argmin" ? "smallest" : "largest"
            let measure = arguments.first.flatMap { quantity(ofValues: $0) }?.measure ?? "value"
            return Label(text: "\(word) \(measure)", unit: nil)
        case .negated(let inner):
            return label(for: inner)
        case let other:
            if let quantity = quantity(other) {
                return Label(text: quantity.text, unit: quantity.unit)
            }
            return Label(text: words(for: other) ?? "result", unit: nil)
        }
    }

    private static let comparisons: Set<String> = ["<", "<=", ">", ">=", "==", "!="]

    // MARK: - Comparisons

    private func comparison(_ sign: String, _ left: Definition, _ right: Definition) -> String {
        let isMore = sign.hasPrefix(">")
        guard let first = quantity(left) else { return label(for: left).text + " " + sign }
        if case .number(let text) = resolved(right) {
            let unit = first.unit.map { " \($0)" } ?? ""
            return "\(first.text) \(isMore ? "above" : "below") \(text)\(unit)"
        }
        guard let second = quantity(right) else { return first.text + " " + sign }
        let isIntensity = first.measure.hasSuffix("intensity")
        let word =
            isIntensity
            ? isMore ? "brighter" : "darker" : isMore ? "larger" : "smaller"
        if first.subject == second.subject, let one = first.scan, let other = second.scan {
            return "\(first.subject) \(word) in \(one) than in \(other)"
        }
        return "\(first.subject) \(word) than \(second.subject)"
    }

    // MARK: - Arithmetic

    private func arithmetic(_ sign: String, _ left: Definition, _ right: Definition) -> Label {
        switch sign {
        case "-":
            guard let first = quantity(left), let second = quantity(right) else { break }
            return Label(text: joined(first, "minus", second), unit: first.unit)
        case "+":
            let quantities = terms(.binary("+", left, right)).compactMap { quantity($0) }
            return sum(quantities, "total")
        case "/":
            if case .binary("*", .number("100"), let part) = resolved(left),
                let first = quantity(part), let second = quantity(right)
            {
                let whole = second.subject.isEmpty ? second.measure : second.subject
                return Label(text: "\(first.subject) percent of \(whole)", unit: "%")
            }
            if case .number = resolved(right) {
                let quantities = terms(resolved(left)).compactMap { quantity($0) }
                if quantities.count > 1 { return sum(quantities, "average") }
            }
            guard let first = quantity(left), let second = quantity(right) else { break }
            return Label(text: "\(joined(first, "to", second)) ratio", unit: nil)
        default: break
        }
        return Label(text: label(for: left).text, unit: nil)
    }

    /// Two quantities, what they share being said once.
    private func joined(_ first: Quantity, _ word: String, _ second: Quantity) -> String {
        let isSame = first.subject == second.subject
        if first.measure != second.measure {
            return isSame && first.scan == second.scan
                ? "\(first.subject) \(first.measure) \(word) \(second.measure)"
                : "\(first.text) \(word) \(second.text)"
        }
        if isSame, let one = first.scan, let other = second.scan, one != other {
            return "\(first.subject) \(first.measure), \(one) \(word) \(other)"
        }
        return "\(first.subject) \(word) \(second.subject) \(first.measure)"
    }

    private func sum(_ quantities: [Quantity], _ word: String) -> Label {
        guard let shared = common(quantities) else {
            return Label(
                text: "\(word) of \(quantities.map(\.text).joined(separator: " and "))", unit: nil)
        }
        let subjects = quantities.map(\.subject).joined(separator: " and ")
        return Label(text: "\(subjects) \(word) \(shared.measure)", unit: shared.unit)
    }

    /// One of several quantities that measure the same.
    private func common(_ quantities: [Quantity]) -> Quantity? {
        guard let first = quantities.first else { return nil }
        return quantities.allSatisfy { $0.measure == first.measure } ? first : nil
    }

    private func terms(_ definition: Definition) -> [Definition] {
        guard case .binary("+", let left, let right) = definition else { return [definition] }
        return terms(resolved(left)) + terms(resolved(right))
    }

    // MARK: - What is measured

    func quantity(_ definition: Definition) -> Quantity? {
        switch resolved(definition) {
        case .call("abs", let arguments), .call("round", let arguments):
            return arguments.first.flatMap { quantity($0) }
        case .call(let function, let arguments):
            return quantity(ofCall: function, arguments)
        case .item(let name):
            return Quantity(
                subject: name.replacing("_", with: " "), measure: "", unit: nil)
        case .binary("/", .binary("*", .number("100"), let part), let whole):
            guard let first = quantity(part), let second = quantity(whole) else { return nil }
            let words = second.subject.isEmpty ? second.measure : second.subject
            return Quantity(subject: first.subject, measure: "percent of \(words)", unit: "%")
        case .binary("-", let left, let right):
            guard let first = quantity(left), let second = quantity(right) else { return nil }
            return Quantity(
                subject: "\(first.subject) minus \(second.subject)", measure: first.measure,
                unit: first.unit)
        case .element(let dict, let key):
            guard let values = quantity(ofValues: dict) else { return nil }
            return Quantity(
                subject: words(forText: key) ?? "", measure: values.measure, unit: values.unit)
        default:
            return nil
        }
    }

    /// What all values of a dict measure.
    private func quantity(ofValues dict: Definition) -> Quantity? {
        switch resolved(dict) {
        case .comprehension(let comprehension): return quantity(comprehension.value)
        case .dict(_, let values): return common(values.compactMap { quantity($0) })
        default: return nil
        }
    }

    private func quantity(ofCall function: String, _ arguments: [Definition]) -> Quantity? {
        let subjects = arguments.compactMap { words(for: $0) }
        let unit = units[function]
        let scan = arguments.lazy.compactMap { self.scanNamed(by: $0) }.first
        switch function {
        case "asymmetry_index":
            return Quantity(subject: shared(subjects), measure: "asymmetry", unit: "%")
        case "percent_change", "annualized_change":
            let quantities = arguments.prefix(2).map { quantity($0) }
            let names = zip(quantities, arguments).map { $0?.subject ?? words(for: $1) ?? "" }
            let word = function == "percent_change" ? "change" : "change per year"
            if Set(names).count == 1 {
                return Quantity(subject: names[0], measure: "volume \(word)", unit: unit)
            }
            let pair = names.joined(separator: " to ")
            return Quantity(subject: "", measure: "\(word) from \(pair)", unit: unit)
        case "percentile":
            guard case .number(let percent)? = arguments.last else { break }
            return Quantity(
                subject: subjects.last ?? "", measure: "\(percent)th percentile of intensity",
                unit: unit, scan: scan)
        case "diameter_mm":
            if case .string(let which)? = arguments.last {
                let measure = which == "axial" ? "axial diameter" : "\(which) diameter"
                return Quantity(subject: subjects.first ?? "", measure: measure, unit: unit)
            }
        case "is_inside" where subjects.count == 2:
            return Quantity(
                subject: subjects[0], measure: "inside \(subjects[1])", unit: nil)
        case "snr" where subjects.count == 2:
            return Quantity(
                subject: subjects[0], measure: "signal-to-noise ratio against \(subjects[1])",
                unit: nil, scan: scan)
        case "ratio" where subjects.count == 2:
            return Quantity(
                subject: subjects.joined(separator: " to "), measure: "mean intensity ratio",
                unit: nil, scan: scan)
        default: break
        }
        if let part = ResultPart.all[function] {
            return Quantity(subject: subjects.first ?? "", measure: part.measure, unit: "mm")
        }
        let measure =
            Self.measures[function]
            ?? VariableNamer.measure(function).replacing("_", with: " ")
        switch subjects.count {
        case 0: return Quantity(subject: "", measure: measure, unit: unit, scan: scan)
        case 1: return Quantity(subject: subjects[0], measure: measure, unit: unit, scan: scan)
        default:
            let word = function == "distance_mm" ? "between" : "of"
            let pair = subjects.prefix(2).joined(separator: " and ")
            return Quantity(subject: "", measure: "\(measure) \(word) \(pair)", unit: unit)
        }
    }

    /// What functions measure, where their name does not say it.
    private static let measures = [
        "mean": "mean intensity", "median": "median intensity",
        "std": "standard deviation of intensity", "minimum": "lowest intensity",
        "maximum": "highest intensity", "total": "sum of intensities",
        "contrast": "contrast to its surroundings", "snr": "signal-to-noise ratio",
        "dice": "Dice overlap", "jaccard": "Jaccard overlap", "overlap_ml": "shared volume",
        "hausdorff_mm": "Hausdorff distance", "count": "number of pieces",
        "voxels": "number of voxels",
        "diameter_mm": "longest diameter", "touches_edge": "touches the edge of the scan",
        "jacobian": "volume factor", "otsu": "Otsu threshold",
        "intracranial_volume": "intracranial volume",
    ]
}
