/// A bar that shows how long a round number of millimetres is in a picture.
struct ScaleBar: Hashable, Sendable {
    let millimetres: Int
    /// Cells that the bar covers, its ends included.
    let columns: Int

    /// The longest round bar that fits.
    ///
    /// - Parameters:
    ///   - columnWidth: Millimetres of a cell across.
    ///   - room: Cells for the bar.
    /// - Returns: nil where no bar of at least two cells fits.
    init?(columnWidth: Double, room: Int) {
        guard columnWidth > 0 else { return nil }
        for length in [200, 100, 50, 20, 10, 5, 2, 1] {
            let cells = Int((Double(length) / columnWidth).rounded())
            if cells <= room, cells >= 2 {
                (millimetres, columns) = (length, cells)
                return
            }
        }
        return nil
    }

    /// `|-----| 50 mm`.
    var text: String {
        "|" + String(repeating: "-", count: columns - 2) + "| \(millimetres) mm"
    }
}
