import Analysis
import Foundation
import Script
import Session
import Terminal

/// A program line by line in plain words, made from its syntax tree, the declarations of the
/// functions that it calls, and what is known of the scans.
struct ProgramExplanation {
    let outline: ProgramOutline
    /// The calls that may run the network.
    let networkCalls: [NetworkCall]
    /// Who answers for a scan, and what that takes.
    let cost: (String) -> Engine.ScanCost?

    init(_ checked: Engine.Checked, cost: @escaping (String) -> Engine.ScanCost?) {
        outline = ProgramOutline(checked.program)
        networkCalls = checked.networkCalls
        self.cost = cost
    }

    /// What is said about one step.
    struct Paragraph: Hashable {
        /// Text of the program, several lines where the step has them.
        let code: String
        let depth: Int
        let sentences: [String]
    }

    /// One for each step, in the order of the program.
    var paragraphs: [Paragraph] {
        var seen: Set<String> = []
        return outline.steps.map { step in
            var sentences = step.calls.compactMap(Self.sentence)
            sentences += Self.effect(of: step).map { [$0] } ?? []
            sentences += network(step, seen: &seen)
            return Paragraph(code: step.text, depth: step.depth, sentences: sentences)
        }
    }

    /// The paragraphs as they are shown: code in its colours, the words below it.
    ///
    /// - Parameter columns: Where lines of words end.
    func lines(columns: Int) -> [StyledText] {
        paragraphs.flatMap { paragraph -> [StyledText] in
            let indent = 2 + 4 * min(paragraph.depth, 6)
            let words = paragraph.sentences.flatMap { sentence in
                let room = max(20, columns - indent - 4)
                let lines = TextWidth.wrapped(sentence, to: room)
                return lines.enumerated().map { index, line in
                    StyledText(String(repeating: " ", count: indent + (index == 0 ? 2 : 4)))
                        + StyledText(line, .note)
                }
            }
            return CodeView.lines(paragraph.code, indent: indent) + words
        }
    }

    // MARK: - Sentences

    /// "volume_ml: volume of a mask in millilitres (mask: left)".
    private static func sentence(_ call: ProgramOutline.Call) -> String? {
        let summary: String
        if let signature = call.signature {
            summary = signature.summary
        } else if call.name.hasPrefix(".") {
            summary = Reference.summary(ofMethod: String(call.name.dropFirst())) ?? ""
        } else {
            let known =
                call.name.hasPrefix("math.")
                ? Builtins.mathSignatures[String(call.name.dropFirst(5))]
                : Builtins.signatures[call.name]
            summary = known?.summary ?? "a function of the program or of the workspace"
        }
        guard !summary.isEmpty else { return nil }
        let given = call.arguments.map { argument in
            let unit = call.signature?.parameters.first { $0.name == argument.name }?.unit
            let value = shortened(argument.text) + (unit.map { " " + $0 } ?? "")
            return argument.name.map { "\($0): \(value)" } ?? value
        }
        let words = summary.prefix(1).lowercased() + summary.dropFirst()
        let bare = words.hasSuffix(".") ? String(words.dropLast()) : words
        return "\(call.name): \(bare)"
            + (given.isEmpty ? "" : " (\(given.joined(separator: "; ")))")
    }

    private static func effect(of step: ProgramOutline.Step) -> String? {
        switch step.form {
        case .calls: return nil
        case .names(let names, let value, let call):
            return "\(names.joined(separator: ", ")): \(result(of: call, value))"
        case .changes(let name): return "\(name) is changed"
        case .condition(let test, let isFirst):
            return (isFirst ? "only if this holds: " : "else, if this holds: ") + shortened(test)
        case .otherwise: return "in all other cases"
        case .each(let name, let items):
            return "once for each item of \(shortened(items)), called \(name)"
        case .whilst(let test): return "again and again, as long as this holds: \(shortened(test))"
        case .defines(let name, let parameters, let documentation):
            let given = parameters.isEmpty ? "" : " with \(parameters.joined(separator: ", "))"
            let first = documentation?.split(separator: "\n").first.map { ": \($0)" } ?? ""
            return "\(name) is a function that runs only when it is called\(given)\(first)"
        case .gives(let value): return value.map { "gives back \(shortened($0))" } ?? "ends here"
        case .requires(let test): return "stops with an error unless this holds: \(shortened(test))"
        case .forgets(let names): return "\(names.joined(separator: ", ")) is forgotten"
        case .attempts: return "tries the lines below"
        case .onError(let errors):
            return "if that fails" + (errors.map { " with \($0)" } ?? "")
        case .afterAll: return "in any case, at the end"
        case .raises(let error): return "stops with \(error.map(shortened) ?? "the same error")"
        case .leavesLoop: return "leaves the loop"
        case .nextRound: return "goes on with the next round"
        case .nothing: return "does nothing"
        }
    }

    private static func result(of call: ProgramOutline.Call?, _ value: String) -> String {
        guard let call else { return "the value of \(shortened(value))" }
        guard let signature = call.signature, signature.result != .none else {
            return "what \(call.name) gives"
        }
        let unit = signature.resultUnit.map { " in \($0)" } ?? ""
        let summary = signature.resultSummary
        return signature.result.phrase + unit + (summary.isEmpty ? "" : "; \(summary)")
    }

    // MARK: - Costs

    private func network(_ step: ProgramOutline.Step, seen: inout Set<String>) -> [String] {
        let calls = networkCalls.filter { call in
            step.calls.contains {
                $0.name == call.function && $0.span.start <= call.span.start
                    && call.span.end <= $0.span.end
            }
        }
        guard !calls.isEmpty else { return [] }
        let scans = Array(Set(calls.flatMap(\.scans))).sorted()
        if scans.isEmpty {
            return ["goes through the network; which scans shows only when it runs"]
        }
        return scans.map { scan in
            let isNew = seen.insert(scan).inserted
            switch cost(scan) {
            case .labelMap(let title): return "\(scan): answered by the label map \(title), at once"
            case .network(let cost) where isNew:
                return "\(scan) goes through the network: \(NetworkCost.text(cost))"
            case .network, .known: return "\(scan) has been through the network: at once"
            case nil: return "\(scan) may go through the network"
            }
        }
    }

    private static func shortened(_ text: String) -> String {
        text.count <= 48 ? text : text.prefix(47) + "…"
    }
}

/// What the network takes, in words.
enum NetworkCost {
    /// "about 4 s, 0.6 GB, in 2 slabs".
    static func text(_ cost: SegmentationCost) -> String {
        let seconds = max(1, Int(cost.seconds.rounded()))
        let memory = String(format: "%.1f GB", max(0.1, Double(cost.memory) / 1e9))
        return "about \(seconds) s, \(memory)"
            + (cost.parts > 1 ? ", in \(cost.parts) slabs" : "")
    }
}
