import Script

/// The words for every outcome that is no program, fitted to what is loaded.
struct Answers {
    let catalogue: [Signature]
    let structures: [StructureName]
    let context: PlanningContext

    /// Examples beside a refusal: a hint, not a list.
    private static let fewExamples = 2
    private static let mostChoices = 6

    /// What to say for an intent that is no program.
    func outcome(for intent: Intent, prompt: String) -> Outcome {
        switch intent {
        case .program, .refuseScope:
            .refusal(
                reason: "That is nothing this tool can do: it finds, measures, compares and shows "
                    + "structures of the head in the scans that are loaded.",
                suggestions: Array(examples.prefix(Self.fewExamples)))
        case .refuseScan: missingScan
        case .askScan:
            .question(text: "Which scan do you mean?", choices: context.scans.map(\.name))
        case .askStructure: whichStructure(prompt)
        case .help: .help(text: helpText)
        case .workspace: .workspace
        case .history: .answer(text: historyText)
        }
    }

    /// What was asked so far, and what it left.
    private var historyText: String {
        guard !context.earlier.isEmpty else {
            return "Nothing has run yet in this session."
        }
        let asked = context.earlier.enumerated().map { "  \($0 + 1). \($1.prompt)" }
        var lines = ["Asked and run so far, the last one at the end:"] + asked
        let made = context.items.filter { $0.isDerived || $0.kind != .volume }
        if !made.isEmpty {
            let names = made.map { "\($0.name) (\($0.kind.description))" }
            lines.append("They left \(Self.list(names)). :list shows more.")
        }
        if let code = context.earlier.last?.code, !code.isEmpty {
            lines.append("The last one ran this:")
            lines += code.split(separator: "\n", omittingEmptySubsequences: false).map { "  \($0)" }
        }
        return lines.joined(separator: "\n")
    }

    /// A prompt without a word.
    var nothingAsked: Outcome {
        .refusal(
            reason: "Nothing was asked.", suggestions: Array(examples.prefix(Self.fewExamples)))
    }

    static let notUnderstoodReason = "That was not understood: please say it in other words."

    /// A prompt of which the decoder can make nothing.
    var notUnderstood: Outcome {
        .refusal(
            reason: Self.notUnderstoodReason,
            suggestions: Array(examples.prefix(Self.fewExamples)))
    }

    private var missingScan: Outcome {
        let names = context.scans.map(\.name)
        guard !names.isEmpty else {
            return .refusal(
                reason: "That needs a scan, and none is loaded.",
                suggestions: [":load PATH", ":load PATH as NAME"])
        }
        let loaded = names.count == 1 ? "The only scan loaded is" : "Loaded are"
        return .refusal(
            reason: "That needs a scan that is not loaded. \(loaded) \(Self.list(names)).",
            suggestions: [":load PATH as NAME"])
    }

    private func whichStructure(_ prompt: String) -> Outcome {
        let choices = structuresNamed(in: prompt)
        let example = exampleStructures.first.map { "; for example \"\($0.text)\"" } ?? ""
        return .question(
            text: choices.isEmpty
                ? "Which structure do you mean? Please name it\(example)."
                : "Which structure do you mean?",
            choices: choices)
    }

    /// Structures whose name or synonym shares a word with the prompt, the closest first.
    func structuresNamed(in prompt: String) -> [String] {
        let asked = Set(Self.words(prompt))
        let scored = structures.compactMap { structure -> (name: String, score: Double)? in
            let scores = ([structure.name] + structure.synonyms).map { name -> Double in
                let words = Self.words(name)
                let shared = words.filter(asked.contains).count
                return words.isEmpty ? 0 : Double(shared) + Double(shared) / Double(words.count)
            }
            guard let best = scores.max(), best > 0 else { return nil }
            return (structure.name, best)
        }
        // Swift's sort keeps no order among equals: the table's order decides.
        let order = scored.enumerated().sorted {
            ($1.element.score, $0.offset) < ($0.element.score, $1.offset)
        }
        return order.prefix(Self.mostChoices).map(\.element.name)
    }

    /// Words of three letters or more, in lower case and without a plural's s.
    private static func words(_ text: String) -> [String] {
        text.lowercased().split { !$0.isLetter }.map(String.init)
            .filter { $0.count > 2 && !common.contains($0) }
            .map { word in
                let isPlural = word.count > 3 && word.hasSuffix("s") && !word.hasSuffix("us")
                return isPlural ? String(word.dropLast()) : word
            }
    }

    /// Words that structures share with any sentence.
    private static let common: Set<String> = ["the", "and", "left", "right", "both", "for", "with"]

    /// "a", "a and b", "a, b and c".
    static func list(_ names: [String]) -> String {
        guard let last = names.last, names.count > 1 else { return names.first ?? "" }
        return names.dropLast().joined(separator: ", ") + " and " + last
    }
}
