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

    /// How many times as high as wide a cell is, where the terminal tells its size in pixels.
    package static func cellAspect(of stream: StandardStream = .output) -> Double? {
        var width: Int32 = 0
        var height: Int32 = 0
        let size = current(of: stream)
        guard ct_terminal_pixels(stream.rawValue, &width, &height) == 0, size.rows > 0,
            size.columns > 0
        else { return nil }
        let aspect = Double(height) * Double(size.columns) / (Double(width) * Double(size.rows))
        // What no font has is a terminal that does not know.
        return (1.2...3.5).contains(aspect) ? aspect : nil
    }
}
