import Terminal

/// The letters of direction around a picture.
struct PanelLetters {
    private let letters: (left: Character, right: Character, top: Character, bottom: Character)
    private let row: Int
    private let column: Int
    private let rows: Int
    private let columns: Int

    /// - Parameters:
    ///   - row: The first cell of the picture, and its column; then its size in cells.
    init(_ frame: SliceFrame, row: Int, column: Int, rows: Int, columns: Int) {
        letters = frame.letters
        self.row = row
        self.column = column
        self.rows = rows
        self.columns = columns
    }

    /// - Parameter isCompact: Without rows of their own, those above and below stand beside the
    ///   corners.
    func draw(isCompact: Bool, onto canvas: inout Canvas) {
        func put(_ letter: Character, _ row: Int, _ column: Int) {
            canvas.write(String(letter), row: row, column: column, .annotation)
        }
        put(letters.left, row + rows / 2, column - 1)
        put(letters.right, row + rows / 2, column + columns)
        let middle = isCompact ? column - 1 : column + columns / 2
        put(letters.top, isCompact ? row : row - 1, middle)
        put(letters.bottom, isCompact ? row + rows - 1 : row + rows, middle)
    }
}
