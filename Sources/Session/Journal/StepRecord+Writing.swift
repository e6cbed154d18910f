import Foundation

extension StepRecord {
    /// The step as a section of the session file, line end included.
    package var text: String {
        var parts: [String] = ["## Step \(number)"]
        if let prompt { parts.append(Self.quote(prompt)) }
        if let program { parts.append("- Program: \(Self.line(program))") }
        if let code {
            if let generatedCode, generatedCode != code {
                parts.append(Self.fence(generatedCode, info: "python generated"))
                parts.append("Changed before it ran:")
                parts.append(Self.fence(code, info: "python run"))
            } else {
                parts.append(Self.fence(code, info: "python"))
            }
        }
        if !output.isEmpty { parts.append(Self.fence(output, info: "text output")) }
        if !values.isEmpty { parts.append(table) }
        if let error { parts.append(Self.fence(error, info: "text error")) }
        parts.append(facts.map { "- " + $0 }.joined(separator: "\n"))
        parts.append(Self.endMark(number))
        return parts.joined(separator: "\n\n") + "\n\n"
    }

    static func endMark(_ number: Int) -> String { "<!-- end of step \(number) -->" }

    static let tableHead = "| Value | Result | Unit |"

    private var facts: [String] {
        warnings.map { "Warning: \(Self.line($0))" }
            + names.map { "Name: \(Self.line($0))" }
            + saved.map { "Saved: \(Self.line($0))" }
            + Self.numbers("Undone", undone) + Self.numbers("Redone", redone)
            + [
                "Status: \(status.rawValue)",
                "Seconds: plan \(Self.seconds(seconds.plan)), run \(Self.seconds(seconds.run))",
            ]
    }

    private static func numbers(_ name: String, _ steps: [Int]) -> [String] {
        steps.isEmpty ? [] : ["\(name): \(steps.map(String.init).joined(separator: ", "))"]
    }

    private var table: String {
        let rows = values.map { value in
            let cells = [value.label, value.content.description, value.unit].map(MarkdownTable.cell)
            return "| " + cells.joined(separator: " | ") + " |"
        }
        return ([Self.tableHead, "| --- | ---: | --- |"] + rows).joined(separator: "\n")
    }

    private static func quote(_ text: String) -> String {
        lines(of: text).map { $0.isEmpty ? ">" : "> " + $0 }.joined(separator: "\n")
    }

    /// A fenced block; the fence is longer than any inside the text.
    private static func fence(_ text: String, info: String) -> String {
        var longest = 2
        var run = 0
        for character in text {
            run = character == "`" ? run + 1 : 0
            longest = max(longest, run)
        }
        let fence = String(repeating: "`", count: longest + 1)
        return "\(fence)\(info)\n\(lines(of: text).joined(separator: "\n"))\n\(fence)"
    }

    /// Lines with every kind of line end, the empty one after the last line end left out.
    private static func lines(of text: String) -> [String] {
        let unified = text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
        var lines = unified.split(separator: "\n", omittingEmptySubsequences: false).map(
            String.init)
        if lines.count > 1, lines.last == "" { lines.removeLast() }
        return lines
    }

    /// Text for a single line.
    private static func line(_ text: String) -> String {
        lines(of: text).joined(separator: " ")
    }

    private static func seconds(_ value: Double) -> String { String(format: "%.2f", value) }
}

/// Cells of a Markdown table: a bar would end a cell, a line end the table.
enum MarkdownTable {
    static func cell(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("|", with: "\\|")
            .replacing("\r\n", with: "\\n").replacing("\n", with: "\\n").replacing(
                "\r", with: "\\n")
    }

    /// The cells of a row, escapes undone; nil where the line is no row.
    static func cells(_ line: String) -> [String]? {
        guard line.hasPrefix("|") else { return nil }
        var cells: [String] = []
        var cell = ""
        var isEscaped = false
        for character in line.dropFirst() {
            if isEscaped {
                cell.append(character == "n" ? "\n" : character)
                isEscaped = false
            } else if character == "\\" {
                isEscaped = true
            } else if character == "|" {
                cells.append(cell.trimmingBlanks)
                cell = ""
            } else {
                cell.append(character)
            }
        }
        if !cell.trimmingBlanks.isEmpty { cells.append(cell.trimmingBlanks) }
        return cells
    }
}
