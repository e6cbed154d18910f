import CTerminal

/// The size of a terminal in cells.
package struct TerminalSize: Hashable, Sendable {
    package var rows: Int
    package var columns: Int

    package init(rows: Int, columns: Int) {
        self.rows = rows
        self.columns = columns
    }

    /// What every terminal has shown since the VT100, and what files are written for.
    package static let standard = TerminalSize(rows: 24, columns: 80)

    /// The size of the terminal on a stream; without one, what `LINES` and `COLUMNS` say, else
    /// 24×80.
    package static func current(
        of stream: StandardStream = .output, environment: [String: String] = [:]
    ) -> TerminalSize {
        var rows: Int32 = 0
        var columns: Int32 = 0
        if ct_terminal_size(stream.rawValue, &rows, &columns) == 0 {
            return TerminalSize(rows: Int(rows), columns: Int(columns))
        }
        func positive(_ name: String) -> Int? {
            environment[name].flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
        }
        return TerminalSize(
            rows: positive("LINES") ?? standard.rows,
            columns: positive("COLUMNS") ?? standard.columns)
    }
}
