import Terminal

extension Picture {
    /// A slice that takes the place of its cells.
    struct Inset {
        let row: Int
        let column: Int
        let cells: TerminalSize
        let frame: SliceFrame
        let renderer: SliceRenderer
    }

    /// Pixels of a cell across and down.
    private static let cell = (width: 8, height: 16)

    /// A canvas as pixels: its words as they stand, its slices as fine as pixels are.
    ///
    /// - Parameter insets: Where slices stand on the canvas, and what they show.
    init(_ canvas: Canvas, insets: [Inset]) {
        let (wide, high) = Self.cell
        self.init(width: canvas.columns * wide, height: canvas.rows * high)
        for row in 0..<canvas.rows {
            for column in 0..<canvas.columns {
                let cell = canvas[row, column]
                guard let character = cell.character, character != " " else { continue }
                draw(
                    character, x: column * wide,
                    y: row * high + (high - PixelFont.height) / 2, Self.color(of: cell.style))
            }
        }
        for inset in insets { draw(inset) }
    }

    private mutating func draw(_ inset: Inset) {
        let coarse = inset.frame
        let columns = inset.cells.columns * Self.cell.width
        let rows = inset.cells.rows * Self.cell.height
        let fine = SliceFrame(
            plane: coarse.plane, center: coarse.center, columns: columns, rows: rows,
            pixelSize: SIMD2(
                coarse.pixelSize.x * Double(coarse.columns) / Double(columns),
                coarse.pixelSize.y * Double(coarse.rows) / Double(rows)),
            convention: coarse.convention)
        let colors = inset.renderer.pixelColors(fine)
        for y in 0..<rows {
            for x in 0..<columns {
                self[inset.column * Self.cell.width + x, inset.row * Self.cell.height + y] =
                    colors[y * columns + x]
            }
        }
    }

    private static func color(of style: Style) -> PixelColor {
        switch style {
        case .overlay(let number): .ofMask(number)
        case .annotation: .crosshair
        default: .white
        }
    }
}

extension ViewerState {
    /// What is shown, without the last line, as a picture.
    package var picture: Picture {
        let insets = layout.panes.map { pane in
            Picture.Inset(
                row: pane.row, column: pane.column, cells: pane.cells, frame: pane.frame,
                renderer: renderer(pane.scan))
        }
        return Picture(displayed, insets: insets)
    }

    /// What is shown, without the last line, as characters.
    package var text: String { displayed.text }

    /// In characters whatever the terminal shows, and without help or a line being typed.
    private var displayed: Canvas {
        var state = withMode(.ascii)
        state.showsHelp = false
        let canvas = state.canvas
        var kept = Canvas(rows: canvas.rows - 1, columns: canvas.columns)
        kept.draw(canvas, row: 0, column: 0)
        return kept
    }
}
