import Foundation
import Script

/// Gives a program's variables the names a person would choose from what defines them.
///
/// `segment(t1, "left hippocampus")` becomes `left_hippocampus`, its `volume_ml` becomes
/// `left_hippocampus_volume`, the difference of two volumes `hippocampus_volume_difference`.
struct VariableNamer {
    /// Functions whose call names an anatomy phrase, with the place of the phrase.
    private let phrasePlaces: [String: Int]
    /// Names that may not be given: workspace, functions, keywords of the language.
    private let reserved: Set<String>
    private let scans: Set<String>
    /// Variables of the program at hand that a phrase defines.
    private var maskVariables: Set<Int> = []

    init(catalogue: [Signature], context: PlanningContext) {
        phrasePlaces = catalogue.phrasePlaces
        reserved = Self.words
            .union(catalogue.map(\.name)).union(LanguageFunctions.signatures.map(\.name))
            .union(context.items.map(\.name))
        scans = Set(context.scans.map(\.name))
    }

    /// A variable and the line that first defines it.
    struct Line: Equatable {
        let variable: Int
        let definition: Definition
        let isLoop: Bool
    }

    /// Names by variable number.
    mutating func names(for lexemes: [Lexeme]) -> [Int: String] {
        let lines = Self.lines(lexemes)
        maskVariables = Set(
            lines.filter { !$0.isLoop && isMask($0.definition) }.map(\.variable))
        let labels = Self.labels(lexemes)
        var names: [Int: String] = [:]
        // What names of later lines are made from: without the number that makes a name free.
        var stems: [Int: String] = [:]
        var taken = reserved
        let wished = lines.map { wish(for: $0, names: [:]) }
        for (index, line) in lines.enumerated() where names[line.variable] == nil {
            var name = wish(for: line, names: stems)
            if name == Self.fallback, let label = labels[line.variable] { name = label }
            let scan = scan(of: line.definition)
            let isShared = wished.indices.contains {
                wished[$0] == wished[index] && self.scan(of: lines[$0].definition) != scan
            }
            if let scan, isShared || (scans.count > 1 && taken.contains(name)) {
                name = Self.identifier("\(name) \(scan)")
            }
            stems[line.variable] = name
            names[line.variable] = Self.unused(name, &taken)
        }
        return names
    }

    // MARK: - What a definition is called

    private static let fallback = "result"

    private func wish(for line: Line, names: [Int: String]) -> String {
        guard line.isLoop else { return name(of: line.definition, names) }
        guard case .list(let elements) = line.definition, let first = elements.first else {
            return "item"
        }
        switch first {
        case .string: return "name"
        case .number: return "number"
        case .item(let name) where scans.contains(name): return "scan"
        case .variable, .item, .call:
            // Nothing but masks is defined by a phrase.
            return elements.allSatisfy(isMask) ? "mask" : commonName(elements, names) ?? "item"
        default: return commonName(elements, names) ?? "item"
        }
    }

    private func isMask(_ definition: Definition) -> Bool {
        switch definition {
        case .call(let function, _): phrasePlaces[function] != nil
        case .variable(let number): maskVariables.contains(number)
        default: false
        }
    }

    private func name(of definition: Definition, _ names: [Int: String]) -> String {
        switch definition {
        case .call(let function, let arguments):
            return name(ofCall: function, arguments, names)
        case .binary(let sign, let left, let right):
            return name(ofSign: sign, left, right, names)
        case .negated(let inner): return name(of: inner, names)
        case .variable(let number): return names[number] ?? "v\(number)"
        case .item(let name): return name
        case .string(let content): return Self.identifier(content)
        case .list(let elements):
            return commonName(elements, names).map { $0 + "_values" } ?? "values"
        case .dict: return "values"
        case .number: return "number"
        case .truth: return "condition"
        }
    }

    private func name(
        ofCall function: String, _ arguments: [Definition], _ names: [Int: String]
    ) -> String {
        if let place = phrasePlaces[function], place < arguments.count,
            case .string(let phrase) = arguments[place]
        {
            return Self.identifier(phrase)
        }
        switch function {
        case "abs":
            return arguments.first.map { "absolute_" + name(of: $0, names) } ?? Self.fallback
        case "round":
            return arguments.first.map { "rounded_" + name(of: $0, names) } ?? Self.fallback
        case "max", "min":
            let word = function == "max" ? "largest" : "smallest"
            return word + (commonName(arguments, names).map { "_" + $0 } ?? "")
        case "len": return "count"
        default: break
        }
        let measure = Self.measure(function)
        // What is measured is the mask rather than the scan it lies in.
        let subject = arguments.last { argument in
            switch argument {
            case .variable, .call: true
            case .item(let name): !scans.contains(name)
            default: false
            }
        }
        if let subject { return name(of: subject, names) + "_" + measure }
        if case .item(let scan) = arguments.first { return "\(scan)_\(measure)" }
        return measure
    }

    private func name(
        ofSign sign: String, _ left: Definition, _ right: Definition, _ names: [Int: String]
    ) -> String {
        func common(_ definitions: [Definition], _ word: String) -> String {
            commonName(definitions, names).map { "\($0)_\(word)" } ?? word
        }
        switch sign {
        case "-": return common([left, right], "difference")
        case "+": return common(terms(.binary("+", left, right)), "total")
        case "*":
            let factors = [left, right].filter { !$0.isNumber }
            return factors.first.map { "scaled_" + name(of: $0, names) } ?? "product"
        case "/":
            return quotient(left, right, names, common)
        case "<", "<=": return common([left, right], "is_smaller")
        case ">", ">=": return common([left, right], "is_larger")
        case "==": return common([left, right], "is_equal")
        case "!=": return common([left, right], "differs")
        default: return "condition"
        }
    }

    /// Ratios, percentages, averages and the asymmetry index.
    private func quotient(
        _ left: Definition, _ right: Definition, _ names: [Int: String],
        _ common: ([Definition], String) -> String
    ) -> String {
        if right.isNumber {
            let summands = terms(left)
            return summands.count > 1
                ? common(summands, "average") : "scaled_" + name(of: left, names)
        }
        guard case .binary("*", .number("100"), let part) = left else {
            return common([left, right], "ratio")
        }
        if case .binary("-", let first, let second) = part {
            if case .binary("/", .binary("+", _, _), .number) = right {
                return common([first, second], "asymmetry")
            }
            return common([first, second], "change_percent")
        }
        return name(of: part, names) + "_percent"
    }

    /// The summands of a sum.
    private func terms(_ definition: Definition) -> [Definition] {
        guard case .binary("+", let left, let right) = definition else { return [definition] }
        return terms(left) + terms(right)
    }

    /// The words that the names of all of them share, in the order of the first.
    private func commonName(_ definitions: [Definition], _ names: [Int: String]) -> String? {
        let lists = definitions.filter { !$0.isNumber }.map {
            name(of: $0, names).split(separator: "_").map(String.init)
        }
        guard let first = lists.first else { return nil }
        guard lists.count > 1 else { return first.joined(separator: "_") }
        let shared = first.filter { word in lists.allSatisfy { $0.contains(word) } }
        return shared.isEmpty ? nil : shared.joined(separator: "_")
    }

    private func scan(of definition: Definition) -> String? {
        switch definition {
        case .call(_, let arguments):
            arguments.compactMap { scan(of: $0) }.first
        case .item(let name): scans.contains(name) ? name : nil
        default: nil
        }
    }
}
