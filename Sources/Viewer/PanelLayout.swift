/// Where pictures stand side by side, at one scale and in the room there is.
struct PanelLayout {
    struct Panel: Hashable {
        /// The first cell of the picture; the letter at its left stands before it.
        var column: Int
        var columns: Int
        var rows: Int
    }

    let panels: [Panel]
    /// Rows of the highest picture.
    let rows: Int
    /// Millimetres of a cell across.
    let columnWidth: Double

    /// Cells between the letters of two pictures.
    private static let gap = 1

    /// - Parameters:
    ///   - extents: Millimetres across and down of each picture.
    ///   - columns: The room with the letters; at least 3 for each picture.
    ///   - rows: The room without the letters; at least 1.
    ///   - smallestColumnWidth: Pictures are not made larger than this many millimetres a cell.
    ///   - cellAspect: How many times as high as wide a cell is.
    init(
        extents: [SIMD2<Double>], columns: Int, rows: Int, smallestColumnWidth: Double,
        cellAspect: Double
    ) {
        let count = max(1, extents.count)
        let room = max(count, columns - 2 * count - Self.gap * (count - 1))
        let width = extents.reduce(0) { $0 + $1.x }
        let height = extents.map(\.y).max() ?? 0
        let scale = max(
            smallestColumnWidth, width / Double(room),
            height / (Double(max(1, rows)) * cellAspect), 1e-6)
        columnWidth = scale

        // Rounding must not push the last picture out of the room.
        var left = room
        var start = 1
        var panels: [Panel] = []
        for (index, extent) in extents.enumerated() {
            let later = extents.count - 1 - index
            let wanted = max(1, Int((extent.x / scale).rounded()))
            let columns = max(1, min(wanted, left - later))
            left -= columns
            let high = Int((extent.y / (scale * cellAspect)).rounded())
            panels.append(
                Panel(column: start, columns: columns, rows: max(1, min(rows, high))))
            start += columns + 2 + Self.gap
        }
        self.panels = panels
        self.rows = panels.map(\.rows).max() ?? 0
    }
}
