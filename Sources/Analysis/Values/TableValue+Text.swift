import Script

extension TableValue {
    /// What separates the fields of a table in a file.
    package enum Separator: String, Hashable, Sendable, CaseIterable {
        case comma = ","
        case tab = "\t"
    }

    /// Rows that are shown; a file holds all.
    private static let shownRows = 100
    /// Characters of a cell that are shown.
    private static let shownCharacters = 60

    /// Aligned columns under their names, numbers to the right and with four digits.
    package var display: String {
        if columns.isEmpty { return summary }
        let shown = rows.prefix(Self.shownRows).map { $0.map(Self.short) }
        let lines = [columns.map(Self.shortened)] + shown
        let widths = columns.indices.map { column in
            lines.map { $0[column].count }.max() ?? 0
        }
        let isNumeric = columns.indices.map(isNumeric)
        var text = lines.map { line in
            let cells = line.indices.map { column in
                let gap = String(repeating: " ", count: widths[column] - line[column].count)
                return isNumeric[column] ? gap + line[column] : line[column] + gap
            }
            return cells.joined(separator: "  ").trimmingEnd()
        }
        if rows.count > shown.count { text.append("… and \(rows.count - shown.count) more rows") }
        return text.joined(separator: "\n")
    }

    /// The table as comma- or tab-separated values: a line of names, then every row, numbers with
    /// all their digits, None as an empty field (RFC 4180, with bare line feeds).
    package func separatedValues(by separator: Separator) -> String {
        ([columns] + rows.map { $0.map(Self.exact) })
            .map { line in
                // A line with nothing on it would be passed over by those who read it.
                if line == [""] { return "\"\"" }
                return line.map { Self.quoted($0, separator) }
                    .joined(separator: separator.rawValue)
            }
            .joined(separator: "\n") + "\n"
    }

    private func isNumeric(_ column: Int) -> Bool {
        rows.contains { $0[column].number != nil }
            && rows.allSatisfy { row in
                if case .nothing = row[column] { return true }
                return row[column].number != nil
            }
    }

    private static func short(_ value: Value) -> String {
        switch value {
        case .nothing: ""
        case .bool(let truth): truth ? "yes" : "no"
        case .float(let number): NumberText.short(number)
        default: shortened(value.display)
        }
    }

    /// A text on one line, cut where it grows long.
    static func shortened(_ text: String) -> String {
        let line = String(
            text.prefix(shownCharacters + 1).map { $0.isNewline || $0 == "\t" ? " " : $0 })
        return line.count <= shownCharacters ? line : line.prefix(shownCharacters - 1) + "…"
    }

    private static func exact(_ value: Value) -> String {
        if case .nothing = value { return "" }
        return value.display
    }

    private static func quoted(_ field: String, _ separator: Separator) -> String {
        let needsQuotes = field.contains { character in
            character.isNewline || character == "\"" || String(character) == separator.rawValue
        }
        return needsQuotes ? "\"\(field.replacing("\"", with: "\"\""))\"" : field
    }
}

extension String {
    fileprivate func trimmingEnd() -> String {
        String(reversed().drop { $0 == " " }.reversed())
    }
}
