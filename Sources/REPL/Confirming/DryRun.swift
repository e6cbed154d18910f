import Analysis
import Foundation
import Script
import Session
import Terminal

/// What a program would compute, show and save, without running any of it.
struct DryRun {
    let outline: ProgramOutline
    let workspace: Workspace
    let outlook: Engine.Outlook?
    /// Whether a file is there already.
    var fileExists: (String) -> Bool = {
        FileManager.default.fileExists(atPath: NSString(string: $0).expandingTildeInPath)
    }

    /// One kind of consequence.
    struct Section: Hashable {
        let title: String
        let items: [String]
    }

    /// Those that the program has, in the order in which a reader wants to know them.
    var sections: [Section] {
        [
            Section(title: "through the network", items: network),
            Section(title: "compute", items: computed),
            Section(title: "replace", items: replaced),
            Section(title: "forget", items: forgotten),
            Section(title: "show", items: described(.shows)),
            Section(title: "report", items: described(.reports) + printed),
            Section(title: "save", items: saved),
        ].filter { !$0.items.isEmpty }
    }

    func lines(columns: Int) -> [StyledText] {
        let width = sections.map(\.title.count).max() ?? 0
        let rows = sections.flatMap { section in
            section.items.enumerated().flatMap { index, item -> [StyledText] in
                let title = index == 0 ? section.title : ""
                let room = max(20, columns - width - 5)
                return TextWidth.wrapped(item, to: room).enumerated().map { row, line in
                    StyledText(
                        "  " + TextWidth.padded(row == 0 ? title : "", to: width) + "  ", .emphasis)
                        + StyledText(line)
                }
            }
        }
        let head = rows.isEmpty ? "It would leave nothing behind." : "Nothing was run. It would:"
        return [StyledText(head, .hint)] + rows
    }

    private var network: [String] {
        outlook.map { outlook in
            outlook.scans.map { $0 } + ["in all \(NetworkCost.text(outlook.cost))"]
        } ?? []
    }

    /// Names that steps outside of functions give values to, each once.
    private var assignments: [(name: String, text: String)] {
        var order: [String] = []
        var texts: [String: String] = [:]
        for step in outline.steps {
            guard case .names(let names, let value, let call) = step.form else { continue }
            for name in names.flatMap(Self.plainNames) where !order.contains(name) {
                order.append(name)
                texts[name] = Self.kind(of: call, value, workspace) + Self.proviso(step)
            }
        }
        return order.map { ($0, texts[$0] ?? "") }
    }

    private var computed: [String] {
        assignments.filter { workspace[name: $0.name] == nil }.map { "\($0.name): \($0.text)" }
    }

    private var replaced: [String] {
        assignments.compactMap { name, text in
            guard let entry = workspace[name: name] else { return nil }
            return "\(name), now \(entry.kind.phrase): \(text)"
        }
    }

    private var forgotten: [String] {
        outline.steps.flatMap { step -> [String] in
            guard case .forgets(let names) = step.form else { return [] }
            return names.map { $0 + Self.proviso(step) }
        }
    }

    private func described(_ effect: Signature.Effect) -> [String] {
        outline.steps.flatMap { step in
            step.calls.filter { $0.signature?.effect == effect }.map { call in
                call.arguments.map { argument in
                    argument.constant.map { "“\($0)”" } ?? argument.text
                }.joined(separator: ", ") + Self.proviso(step)
            }
        }
    }

    private var printed: [String] {
        outline.steps.flatMap { step in
            step.calls.filter { $0.name == "print" }.map { call in
                "text of " + call.arguments.map(\.text).joined(separator: ", ")
                    + Self.proviso(step)
            }
        }
    }

    private var saved: [String] {
        outline.steps.flatMap { step in
            step.calls.filter { $0.signature?.effect == .writesFile }.map { call in
                let value = call.arguments.first?.text ?? ""
                guard let path = call.arguments.last else { return value }
                guard let constant = path.constant else {
                    return "\(value) as the file that \(path.text) names" + Self.proviso(step)
                }
                let isThere = fileExists(constant)
                return "\(value) as \(constant)"
                    + (isThere ? " (is there already: it would ask)" : "") + Self.proviso(step)
            }
        }
    }

    // MARK: - Words

    private static func proviso(_ step: ProgramOutline.Step) -> String {
        var words =
            step.conditions.isEmpty
            ? "" : ", if " + step.conditions.joined(separator: " and ")
        if step.repeats { words += words.isEmpty ? ", each time round" : " (each time round)" }
        return words
    }

    /// The names of a target: those of "a, (b, c)"; none of "d[0]".
    private static func plainNames(_ target: String) -> [String] {
        let isPlain = target.allSatisfy {
            $0.isLetter || $0.isNumber || "_,() *".contains($0)
        }
        guard isPlain else { return [] }
        return target.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init)
    }

    private static func kind(
        of call: ProgramOutline.Call?, _ value: String, _ workspace: Workspace
    ) -> String {
        if let signature = call?.signature {
            let unit = signature.resultUnit.map { ", \($0)" } ?? ""
            return signature.result.phrase + unit + ", from \(signature.name)"
        }
        if let entry = workspace[name: value] {
            return "\(entry.kind.phrase), the same as \(value)"
        }
        return value.count <= 48 ? value : value.prefix(47) + "…"
    }
}
