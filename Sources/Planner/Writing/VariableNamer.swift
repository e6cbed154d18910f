import Foundation
import Script

/// Gives a program's variables the names a person would choose from what defines them.
///
/// `segment(t1, "left hippocampus")` becomes `left_hippocampus`, its `volume_ml` becomes
/// `left_hippocampus_volume`, the difference of two volumes `hippocampus_volume_difference`.
package struct VariableNamer {
    /// Functions whose call names an anatomy phrase, with the place of the phrase.
    let phrasePlaces: [String: Int]
    /// Names that may not be given: workspace, functions, keywords of the language.
    private let reserved: Set<String>
    let scans: Set<String>
    /// Masks of the workspace.
    private let masks: Set<String>
    /// Variables of the program at hand that a phrase defines.
    private var maskVariables: Set<Int> = []
    /// What defines each of them, or what it walks through.
    private(set) var definitions: [Int: Definition] = [:]
    /// Those that stand in anatomy phrases.
    private(set) var phraseVariables: Set<Int> = []
    private(set) var choices = TextChoices([])

    init(catalogue: [Signature], context: PlanningContext) {
        phrasePlaces = catalogue.phrasePlaces
        reserved = Self.words
            .union(catalogue.map(\.name)).union(LanguageFunctions.signatures.map(\.name))
            .union(context.items.map(\.name))
        scans = Set(context.scans.map(\.name))
        masks = Set(context.masks.map(\.name))
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
        definitions = Dictionary(
            lines.map { ($0.variable, $0.definition) }, uniquingKeysWith: { first, _ in first })
        choices = TextChoices(lexemes)
        phraseVariables = Self.variables(
            TextChoices.phrases(in: lexemes, places: phrasePlaces), definitions)
        let lives = Self.lives(lexemes)
        // Loops one after the other may share a name.
        var loops: [String: [ClosedRange<Int>]] = [:]
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
            if let life = lives[line.variable], let others = loops[name],
                !others.contains(where: life.overlaps)
            {
                names[line.variable] = name
            } else {
                names[line.variable] = Self.unused(name, &taken)
            }
            if let life = lives[line.variable], let given = names[line.variable] {
                loops[given, default: []].append(life)
            }
        }
        return names
    }

    /// A name for the parameter of a lambda, which is no variable of the program.
    func spare(beside names: [Int: String]) -> String {
        var taken = reserved.union(names.values)
        let free = ["name", "key", "item"].first { !taken.contains($0) }
        return free ?? Self.unused("name", &taken)
    }

    // MARK: - What a definition is called

    private static let fallback = "result"

    private func wish(for line: Line, names: [Int: String]) -> String {
        guard line.isLoop else { return name(of: line.definition, names) }
        guard case .list(let elements) = resolved(line.definition), let first = elements.first
        else { return wordForText(line.variable, names) ?? "item" }
        switch first {
        case .string, .formatted: return wordForText(line.variable, names) ?? "name"
        case .number: return "number"
        case .item(let name) where scans.contains(name): return "scan"
        case .variable, .item, .call:
            // Nothing but masks is defined by a phrase.
            return elements.allSatisfy(isMask) ? "mask" : commonName(elements, names) ?? "item"
        default: return commonName(elements, names) ?? "item"
        }
    }

    func isMask(_ definition: Definition) -> Bool {
        switch definition {
        case .binary("&", _, _), .binary("|", _, _), .complement: true
        case .call(let function, _): phrasePlaces[function] != nil
        case .variable(let number): maskVariables.contains(number)
        case .item(let name): masks.contains(name)
        default: false
        }
    }

    func name(of definition: Definition, _ names: [Int: String]) -> String {
        switch definition {
        case .call(let function, let arguments):
            return name(ofCall: function, arguments, names)
        case .binary(let sign, let left, let right):
            return name(ofSign: sign, left, right, names)
        case .negated(let inner): return name(of: inner, names)
        case .variable(let number): return names[number] ?? "v\(number)"
        case .item(let name): return name
        case .string(let content): return Self.identifier(content)
        case .formatted(let text): return words(of: text)
        case .complement(let inner): return "outside_" + name(of: inner, names)
        case .list(let elements):
            if let word = wordForList(elements) { return word }
            return commonName(elements, names).map { $0 + "_values" } ?? "values"
        case .dict(_, let values): return plural(of: values)
        case .comprehension(let comprehension): return plural(of: [comprehension.value])
        case .element(let dict, let key):
            let measure = resolved(dict).values.first.map(measure) ?? "value"
            return "\(name(of: key, names))_\(measure)"
        case .number: return "number"
        case .truth: return "condition"
        }
    }

    private func name(
        ofCall function: String, _ arguments: [Definition], _ names: [Int: String]
    ) -> String {
        if let place = phrasePlaces[function], place < arguments.count {
            switch arguments[place] {
            case .string(let phrase): return Self.identifier(phrase)
            case .formatted(let text): return words(of: text)
            default: return "mask"
            }
        }
        switch function {
        case "argmax", "argmin":
            let word = function == "argmax" ? "largest" : "smallest"
            let key = arguments.first.flatMap { wordForKey($0) }
            return key.map { "\(word)_\($0)" } ?? word
        case "ascending", "descending":
            return arguments.first.flatMap { wordForKey($0) }.map { "ordered_\($0)s" } ?? "order"
        case "abs":
            return arguments.first.map { "absolute_" + name(of: $0, names) } ?? Self.fallback
        case "round":
            return arguments.first.map { "rounded_" + name(of: $0, names) } ?? Self.fallback
        case "max", "min":
            let word = function == "max" ? "largest" : "smallest"
            return word + (commonName(arguments, names).map { "_" + $0 } ?? "")
        case "len": return "count"
        case "table": return "results"
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
        if let subject {
            let name = name(of: subject, names)
            return name == "mask" && !reserved.contains(measure) ? measure : "\(name)_\(measure)"
        }
        if case .item(let scan) = arguments.first { return "\(scan)_\(measure)" }
        return measure
    }

    /// The words that the names of all of them share, in the order of the first.
    func commonName(_ definitions: [Definition], _ names: [Int: String]) -> String? {
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
        case .call(_, let arguments): arguments.compactMap { scan(of: $0) }.first
        case .comprehension(let comprehension): scan(of: comprehension.value)
        case .item(let name): scans.contains(name) ? name : nil
        default: nil
        }
    }
}
