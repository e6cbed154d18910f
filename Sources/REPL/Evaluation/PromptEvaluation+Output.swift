import Foundation

extension PromptEvaluation {
    /// The report as a terminal shows it.
    var text: String {
        var lines: [String] = []
        for group in groups {
            lines.append(Self.row(group.title, "right", "of", ""))
            lines += group.rows.map { row in Self.row("  " + row.name, row.share) }
            lines.append("")
        }
        lines.append(Self.row("all", total))
        lines.append(Self.row("declined, of those that have to be", declined))
        lines.append(Self.row("had to be, of those declined", declinedRightly))
        let programs = programs
        for (name, count) in [
            ("can be read", programs.parsed), ("pass the checker", programs.checked),
            ("run to their end", programs.finished),
        ] {
            lines.append(
                Self.row("programs that \(name)", Share(right: count, all: programs.all)))
        }
        if let planning {
            lines.append(
                String(
                    format: "planning: median %.2f s, at worst %.2f s", planning.median,
                    planning.worst))
        }
        return lines.joined(separator: "\n")
    }

    private static func row(_ name: String, _ share: Share) -> String {
        let percent = share.fraction.map { String(format: "%.1f %%", 100 * $0) } ?? "-"
        return row(name, "\(share.right)", "\(share.all)", percent)
    }

    private static func row(
        _ name: String, _ right: String, _ all: String, _ percent: String
    ) -> String {
        func left(_ text: String, _ width: Int) -> String {
            text + String(repeating: " ", count: max(0, width - text.count))
        }
        func filled(_ text: String, _ width: Int) -> String {
            String(repeating: " ", count: max(0, width - text.count)) + text
        }
        let line = left(name, 38) + filled(right, 7) + filled(all, 6) + filled(percent, 10)
        return String(line.reversed().drop { $0 == " " }.reversed())
    }
}

extension PromptEvaluation.Result {
    /// One line of `--json`.
    var json: JSONText {
        .object([
            .init(name: "id", value: .string(item.id)),
            .init(name: "prompt", value: .string(item.prompt)),
            .init(name: "task", value: .string(item.task)),
            .init(name: "right", value: .bool(isRight)),
            .init(name: "shortfalls", value: .array(shortfalls.map(JSONText.string))),
            .init(name: "outcome", value: .string(found.kind.rawValue)),
            .init(name: "code", value: .optional(found.code)),
            .init(name: "alternatives", value: .array(found.alternatives.map(JSONText.string))),
            .init(name: "answer", value: .string(found.answer)),
            .init(name: "error", value: .optional(found.error)),
            .init(name: "planning_seconds", value: .number((planning * 1000).rounded() / 1000)),
        ])
    }
}
