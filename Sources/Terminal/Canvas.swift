/// One cell of a canvas.
package struct Cell: Hashable, Sendable {
    /// `nil` in the second column of a wide character.
    package var character: Character?
    package var style: Style

    package init(_ character: Character? = " ", _ style: Style = .plain) {
        self.character = character
        self.style = style
    }
}

/// A grid of cells to draw on, without a terminal: printed as lines or copied to a screen.
package struct Canvas: Hashable, Sendable {
    package let rows: Int
    package let columns: Int
    /// Row by row, `rows * columns`.
    private var cells: [Cell]

    /// An empty canvas; negative sizes count as none.
    package init(rows: Int, columns: Int) {
        self.rows = max(0, rows)
        self.columns = max(0, columns)
        cells = Array(repeating: Cell(), count: self.rows * self.columns)
    }

    /// A cell by row and column, from 0 at the upper left. Outside, reading gives a blank and
    /// writing does nothing.
    package subscript(row: Int, column: Int) -> Cell {
        get { contains(row, column) ? cells[row * columns + column] : Cell() }
        set { if contains(row, column) { cells[row * columns + column] = newValue } }
    }

    package func contains(_ row: Int, _ column: Int) -> Bool {
        (0..<rows).contains(row) && (0..<columns).contains(column)
    }

    /// Writes text from a cell on to the right, cut at the edge. Control characters become `?`, so
    /// that text from a file cannot steer the terminal.
    package mutating func write(_ text: String, row: Int, column: Int, _ style: Style = .plain) {
        var position = column
        for character in text {
            let width = TextWidth.columns(of: character)
            let isControl = character.unicodeScalars.contains {
                $0.properties.generalCategory == .control
            }
            if isControl {
                self[row, position] = Cell("?", style)
                position += 1
            } else if width == 2 {
                // Half a character cannot be shown.
                let fits = contains(row, position) && contains(row, position + 1)
                self[row, position] = Cell(fits ? character : " ", style)
                if fits { self[row, position + 1] = Cell(nil, style) }
                position += 2
            } else if width == 1 {
                self[row, position] = Cell(character, style)
                position += 1
            }
        }
    }

    /// Writes styled text from a cell on to the right.
    package mutating func write(_ text: StyledText, row: Int, column: Int) {
        var position = column
        for run in text.runs {
            write(run.text, row: row, column: position, run.style)
            position += TextWidth.columns(of: run.text)
        }
    }

    /// Copies another canvas onto this one, its upper left corner at a cell.
    package mutating func draw(_ other: Canvas, row: Int, column: Int) {
        for otherRow in 0..<other.rows {
            for otherColumn in 0..<other.columns {
                self[row + otherRow, column + otherColumn] = other[otherRow, otherColumn]
            }
        }
    }

    /// The runs of equal style in a row, with the column each starts at.
    package func runs(inRow row: Int) -> [(column: Int, text: String, style: Style)] {
        var result: [(column: Int, text: String, style: Style)] = []
        for column in 0..<columns {
            let cell = self[row, column]
            guard let character = cell.character else { continue }
            if let last = result.last, last.style == cell.style {
                result[result.count - 1].text.append(character)
            } else {
                result.append((column, String(character), cell.style))
            }
        }
        return result
    }

    /// The rows as text for an output; blanks at the ends are left out.
    package func lines(_ styleSheet: StyleSheet = .plain) -> [String] {
        (0..<rows).map { row in
            var runs = runs(inRow: row)
            while let last = runs.last, Self.looksBlank(last.style) {
                let kept = last.text.trimmingBlanksAtEnd
                if !kept.isEmpty {
                    runs[runs.count - 1].text = kept
                    break
                }
                runs.removeLast()
            }
            return runs.map { styleSheet.render($0.text, $0.style) }.joined()
        }
    }

    /// The canvas as plain text, a line per row.
    package var text: String { lines().joined(separator: "\n") }

    private static func looksBlank(_ style: Style) -> Bool {
        if case .pixels(_, let background) = style { return background == nil }
        return true
    }
}

extension String {
    fileprivate var trimmingBlanksAtEnd: String {
        guard let last = lastIndex(where: { $0 != " " }) else { return "" }
        return String(self[...last])
    }
}
