/// Names for lists, dicts and what walks through them.
extension VariableNamer {
    /// What a variable stands for.
    func resolved(_ definition: Definition) -> Definition {
        guard case .variable(let number) = definition, let found = definitions[number] else {
            return definition
        }
        return resolved(found)
    }

    /// The variables that expressions are made of, and those that these walk through.
    static func variables(
        _ definitions: [Definition], _ known: [Int: Definition]
    ) -> Set<Int> {
        var found: Set<Int> = []
        var open = definitions
        while let definition = open.popLast() {
            var numbers: [Int] = []
            if case .variable(let number) = definition { numbers = [number] }
            if case .formatted(let text) = definition {
                numbers = text.parts.compactMap { part in
                    if case .variable(let number) = part { number } else { nil }
                }
            }
            for number in numbers where found.insert(number).inserted {
                if case .variable? = known[number] { open += [known[number]].compactMap(\.self) }
            }
            if case .comprehension = definition { continue }
            open += definition.parts
        }
        return found
    }

    /// What a text variable of a `for` is called: a side, a structure, or as what named it before.
    func wordForText(_ variable: Int, _ names: [Int: String]) -> String? {
        let texts = choices.texts(of: variable)
        guard !texts.isEmpty || definitions[variable].map(isKeyed) == true else { return nil }
        if texts.allSatisfy(Self.isSide), !texts.isEmpty { return "side" }
        if phraseVariables.contains(variable) { return "structure" }
        switch definitions[variable] {
        case .variable?, .call?: return definitions[variable].flatMap { wordForKey($0) } ?? "name"
        default: return "name"
        }
    }

    private func isKeyed(_ definition: Definition) -> Bool {
        switch resolved(definition) {
        case .dict: true
        case .comprehension(let comprehension): comprehension.isDict
        case .call(let function, _): Expansion.orders[function] != nil
        default: false
        }
    }

    /// What one key of a dict is, or one text of a list.
    func wordForKey(_ definition: Definition) -> String? {
        switch resolved(definition) {
        case .comprehension(let comprehension) where comprehension.isDict:
            return wordForText(comprehension.variable, [:])
        case .call(let function, let arguments) where Expansion.orders[function] != nil:
            return arguments.first.flatMap { wordForKey($0) }
        case .list(let elements):
            return wordForList(elements).map { String($0.dropLast()) }
        default: return nil
        }
    }

    /// What a list is called whose elements are scans or texts.
    func wordForList(_ elements: [Definition]) -> String? {
        if elements.allSatisfy({ isScan($0) }) { return "scans" }
        let texts = elements.compactMap { element -> String? in
            if case .string(let text) = element { text } else { nil }
        }
        guard texts.count == elements.count, !texts.isEmpty else { return nil }
        if texts.allSatisfy(Self.isSide) { return "sides" }
        let isAsked = phraseVariables.contains { choices.texts(of: $0) == texts }
        return isAsked ? "structures" : "names"
    }

    private func isScan(_ definition: Definition) -> Bool {
        if case .item(let name) = definition { scans.contains(name) } else { false }
    }

    private static func isSide(_ text: String) -> Bool { text == "left" || text == "right" }

    /// The words of a text with variables in it: "left {name}" is a `left_mask`, "{side} hippocampus" a
    /// `hippocampus`.
    func words(of text: FormattedText) -> String {
        let words = Self.plainWords(of: text)
        if words.isEmpty { return "mask" }
        return Self.isSide(words) ? "\(words)_mask" : Self.identifier(words)
    }

    private static func plainWords(of text: FormattedText) -> String {
        let plain = text.parts.compactMap { part in
            if case .text(let text) = part { text } else { nil }
        }
        return plain.joined(separator: " ").split(separator: " ").joined(separator: " ")
    }

    // MARK: - Values together

    /// What values that measure the same are called together: `volumes`, `left_mean_intensities`.
    func plural(of values: [Definition]) -> String {
        let words = Set(values.map(measure))
        guard let word = words.first, words.count == 1 else { return "values" }
        // Of both sides nothing is said.
        let subjects = Set(values.flatMap { formattedPhrases(in: $0).map(Self.plainWords) })
        let subject = subjects.count == 1 ? subjects.first ?? "" : ""
        let plural: String
        if word.hasSuffix("y") {
            plural = word.dropLast() + "ies"
        } else {
            plural = word + "s"
        }
        return subject.isEmpty ? plural : Self.identifier("\(subject) \(plural)")
    }

    private func formattedPhrases(in definition: Definition) -> [FormattedText] {
        if case .formatted(let text) = definition { return [text] }
        return definition.parts.flatMap { formattedPhrases(in: $0) }
    }

    /// What a value measures, in one word.
    func measure(_ definition: Definition) -> String { measure(definition, levels: 4) }

    private func measure(_ definition: Definition, levels: Int) -> String {
        guard levels > 0 else { return "value" }
        func measure(_ part: Definition) -> String { self.measure(part, levels: levels - 1) }
        let definition = resolved(definition)
        if isMask(definition) { return "mask" }
        switch definition {
        case .call("abs", let arguments), .call("round", let arguments):
            return arguments.first.map(measure) ?? "value"
        case .call(let function, _):
            return Self.measures[function] ?? Self.measure(function)
        case .binary("-", let left, let right):
            let word = measure(left)
            return word == measure(right) ? "\(word)_difference" : "difference"
        case .binary("/", .binary("*", .number("100"), .binary("-", _, _)), _): return "asymmetry"
        case .binary("/", .binary("*", .number("100"), _), _): return "percentage"
        case .binary("/", let left, .number): return measure(left)
        case .binary("/", _, _): return "ratio"
        case .binary("+", let left, _): return "total_\(measure(left))"
        case .binary("*", _, _): return "product"
        case .binary: return "comparison"
        case .negated(let inner): return measure(inner)
        case .element(let dict, _): return resolved(dict).values.first.map(measure) ?? "value"
        case .list: return "list"
        default: return "value"
        }
    }

    private static let measures = [
        "mean": "mean_intensity", "median": "median_intensity", "minimum": "lowest_intensity",
        "maximum": "highest_intensity", "std": "intensity_deviation", "total": "intensity_sum",
        "asymmetry_index": "asymmetry", "percent_change": "change",
        "annualized_change": "yearly_change", "count": "piece_count", "voxels": "voxel_count",
        "dice": "dice_overlap", "jaccard": "jaccard_overlap",
    ]
}

extension Definition {
    /// The values of a dict or list, or the one that stands for them all.
    var values: [Definition] {
        switch self {
        case .dict(_, let values): values
        case .list(let elements): elements
        case .comprehension(let comprehension): [comprehension.value]
        default: []
        }
    }
}
