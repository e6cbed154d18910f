import Script

/// Makes the label and the unit of a report from the value that it reports.
///
/// The decoder writes what is reported; what it is called follows from that: `volume_ml` of the left
/// hippocampus is the "left hippocampus volume", in mL.
struct ReportLabel {
    /// Functions that name an anatomy phrase, with the place of the phrase.
    let phrasePlaces: [String: Int]
    /// Functions that say a value beside a label.
    private let labelled: Set<String>
    let units: [String: String]
    /// What masks of the workspace hold, by name.
    let masks: [String: String]
    let scans: Set<String>
    /// What masks that programs made hold, by name; a mask of a file is another than the network's.
    private let made: [String: String]
    /// What defines each variable of the program so far.
    private var definitions: [Int: Definition] = [:]
    /// Whether the program reads more than one scan, so that labels name it.
    private var namesScans = false

    init(catalogue: [Signature], context: PlanningContext) {
        phrasePlaces = catalogue.phrasePlaces
        labelled = Set(
            catalogue.filter { $0.parameters.first?.name == "label" }.map(\.name))
        units = Dictionary(
            catalogue.compactMap { signature in
                signature.resultUnit.map { (signature.name, $0) }
            }, uniquingKeysWith: { _, last in last })
        masks = Dictionary(
            context.masks.map { ($0.name, $0.details.isEmpty ? $0.name : $0.details) },
            uniquingKeysWith: { _, last in last })
        scans = Set(context.scans.map(\.name))
        made = Dictionary(
            context.masks.filter(\.isDerived).map { ($0.name, $0.details) },
            uniquingKeysWith: { _, last in last })
    }

    /// The program with every open label filled in.
    func filled(_ lexemes: [Lexeme]) -> [Lexeme] {
        var copy = self
        return copy.fill(lexemes)
    }

    /// Takes in what a program's variables are.
    private mutating func define(by lines: [VariableNamer.Line]) {
        for line in lines where !line.isLoop { definitions[line.variable] = line.definition }
    }

    private mutating func fill(_ lexemes: [Lexeme]) -> [Lexeme] {
        let lines = VariableNamer.lines(lexemes)
        define(by: lines)
        namesScans = scans.count { lexemes.contains(.item($0)) } > 1
        let keys = keys(in: lexemes)
        var result: [Lexeme] = []
        var index = 0
        while index < lexemes.count {
            if let key = keys[index] {
                result.append(key)
                index += 1
                continue
            }
            guard lexemes[index] == .label || isLabel(lexemes, index) else {
                result.append(lexemes[index])
                index += 1
                continue
            }
            guard index + 2 < lexemes.count, lexemes[index + 1] == .symbol(",") else {
                result.append(.string("value"))
                index += 1
                continue
            }
            let value = argument(lexemes, from: index + 2)
            let isNamed = lexemes[value].first.map(Self.isParameter) ?? false
            let label = label(for: Definition(lexemes[value].dropFirst(isNamed ? 1 : 0)))
            let isOpen = lexemes[index] == .label
            let text = isOpen ? FormattedText(marked: label.text).lexeme : lexemes[index]
            result += [text, .symbol(",")] + lexemes[value]
            if !isNamed, lexemes[value.upperBound] == .symbol(")"), let unit = label.unit {
                result += [.symbol(","), .string(unit)]
            }
            index = value.upperBound
        }
        return result
    }

    /// Whether a label stands at an index whose value has still to get its unit: one with a variable in
    /// it, or beside a value that a key picks.
    private func isLabel(_ lexemes: [Lexeme], _ index: Int) -> Bool {
        guard index > 1, lexemes[index - 1] == .symbol("("),
            case .function(let name) = lexemes[index - 2], labelled.contains(name)
        else { return false }
        switch lexemes[index] {
        case .variable, .formatted: return true
        case .string:
            guard index + 2 < lexemes.count else { return false }
            let value = Definition(lexemes[argument(lexemes, from: index + 2)])
            return if case .element = value { true } else { false }
        default: return false
        }
    }

    private static func isParameter(_ lexeme: Lexeme) -> Bool {
        if case .parameter = lexeme { true } else { false }
    }

    /// The range of an argument, up to the comma or parenthesis that ends it.
    func argument(_ lexemes: [Lexeme], from start: Int) -> Range<Int> {
        var depth = 0
        var index = start
        while index < lexemes.count - 1 {
            switch lexemes[index] {
            case .symbol(let symbol) where ["(", "[", "{"].contains(symbol): depth += 1
            case .symbol(let symbol) where [")", "]", "}"].contains(symbol):
                if depth == 0 { return start..<index }
                depth -= 1
            case .symbol(","), .newline:
                if depth == 0 { return start..<index }
            default: break
            }
            index += 1
        }
        return start..<index
    }

    /// What a definition stands for once its variables are looked up.
    func resolved(_ definition: Definition) -> Definition {
        switch definition {
        case .variable(let number): return definitions[number].map(resolved) ?? definition
        case .element(let dict, let key):
            guard case .comprehension(let comprehension) = resolved(dict) else { return definition }
            return resolved(comprehension.value.replacing(comprehension.variable, with: key))
        default: return definition
        }
    }

    /// Whether a program compares, subtracts or measures something against itself, reports a number
    /// or segments a structure twice, or asks for what lies between a number and itself.
    func isVain(_ lexemes: [Lexeme]) -> Bool {
        let lines = VariableNamer.lines(lexemes)
        var values: [Int: Definition] = [:]
        for line in lines where !line.isLoop {
            values[line.variable] = whole(line.definition, values)
        }
        let calls = lexemes.split(separator: .newline)
            .map { $0.filter { $0 != .indent && $0 != .dedent } }
            .filter { if case .function? = $0.first { true } else { false } }
            .map { whole(Definition($0), values) }
        let found = lines.map { whole($0.definition, values) } + calls
        let onlyOnce = found.filter { definition in
            guard case .call(let name, _) = definition else { return false }
            return name == "segment" || name == "report"
        }
        return onlyOnce.indices.contains { onlyOnce[..<$0].contains(onlyOnce[$0]) }
            || found.contains { isVain($0) }
    }

    /// A definition with what its variables hold, and what masks of the only scan show, in their place.
    private func whole(_ definition: Definition, _ values: [Int: Definition]) -> Definition {
        switch definition {
        case .variable(let number): return values[number] ?? definition
        case .item(let name):
            guard scans.count == 1, let mask = made[name] else { return definition }
            return .call("segment", scans.map { .item($0) } + [.string(mask)])
        default: return definition.mapped { whole($0, values) }
        }
    }

    private func isVain(_ definition: Definition) -> Bool {
        switch definition {
        case .binary(let sign, let left, let right):
            if sign != "+", sign != "*", resolved(left) == resolved(right) { return true }
        case .call(let function, let arguments):
            if Self.ofTwo.contains(function), arguments.count > 1,
                measured(arguments[0]) == measured(arguments[1])
                    || arguments.prefix(2).contains(where: \.isNumber)
            {
                return true
            }
            if ["clip", "threshold"].contains(function), arguments.count > 2,
                arguments[1] == arguments[2]
            {
                return true
            }
        case .list(let elements):
            // The same structure twice: the decoder has lost another.
            let texts = elements.compactMap { element -> String? in
                if case .string(let text) = element { text } else { nil }
            }
            if Set(texts).count < texts.count { return true }
        default: break
        }
        return definition.parts.contains { isVain($0) }
    }

    /// A mask in the place of its volume: functions of two volumes take either.
    private func measured(_ definition: Definition) -> Definition {
        let value = resolved(definition)
        guard case .call("volume_ml", let arguments) = value, let mask = arguments.first else {
            return value
        }
        return resolved(mask)
    }

    /// Functions that compare their first two arguments.
    private static let ofTwo: Set<String> = [
        "dice", "jaccard", "overlap_ml", "distance_mm", "hausdorff_mm", "is_inside",
        "asymmetry_index", "percent_change", "annualized_change", "register", "resample_like",
        "halfway",
    ]

    /// The scan that a value was taken from, where labels name it.
    func scanNamed(by definition: Definition) -> String? {
        namesScans ? scan(of: definition) : nil
    }

    func scan(of definition: Definition) -> String? {
        switch resolved(definition) {
        case .item(let name): return scans.contains(name) ? name : nil
        case .call(_, let arguments): return firstScan(of: arguments)
        case .binary(let sign, let left, let right) where ["&", "|"].contains(sign):
            return firstScan(of: [left, right])
        case .complement(let inner): return scan(of: inner)
        case .comprehension(let comprehension): return scan(of: comprehension.value)
        case .element(let dict, _): return scan(of: dict)
        default: return nil
        }
    }

    private func firstScan(of definitions: [Definition]) -> String? {
        for definition in definitions {
            if let scan = scan(of: definition) { return scan }
        }
        return nil
    }
}
