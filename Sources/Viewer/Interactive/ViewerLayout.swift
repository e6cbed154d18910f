import Terminal
import Volumes

/// Where the pictures of the viewer stand, and what each of their pixels is in the world.
struct ViewerLayout {
    struct Pane {
        let scan: Int
        let plane: SlicePlane
        /// The first cell of the picture.
        let row: Int
        let column: Int
        let cells: TerminalSize
        let frame: SliceFrame

        func contains(row: Int, column: Int) -> Bool {
            (self.row..<self.row + cells.rows).contains(row)
                && (self.column..<self.column + cells.columns).contains(column)
        }

        /// The world position (RAS, mm) in the middle of a cell.
        ///
        /// - Parameter point: Where the plane lies.
        func world(row: Int, column: Int, keeping point: SIMD3<Double>) -> SIMD3<Double> {
            let down = Double(row - self.row) + 0.5
            var world = frame.world(
                column: Double(column - self.column) + 0.5,
                row: down * Double(frame.rows) / Double(cells.rows))
            world[plane.axis] = point[plane.axis]
            return world
        }
    }

    let panes: [Pane]
    /// Millimetres of a cell across.
    let columnWidth: Double
    /// Rows for the pictures, from the top; what is below is for words.
    let pictureRows: Int
    /// Without rows for letters and titles.
    let isCompact: Bool

    func pane(row: Int, column: Int) -> Pane? {
        panes.first { $0.contains(row: row, column: column) }
    }

    /// Rows for letters above and below a picture, and its title.
    private static let borderRows = 3
    private static let roomyRows = 18
    private static let roomyColumns = 34

    private typealias Row = [(scan: Int, plane: SlicePlane)]

    init(_ state: ViewerState) {
        let size = state.size
        let compact = size.rows < Self.roomyRows
        let statusRows = compact ? min(2, max(0, size.rows - 3)) : 5
        let border = compact ? 0 : Self.borderRows
        isCompact = compact
        let pictureRows = max(1, size.rows - statusRows)
        self.pictureRows = pictureRows
        let view = Self.view(state)

        func extent(_ plane: SlicePlane) -> SIMD2<Double> {
            SIMD2(view.size[plane.horizontalAxis], view.size[plane.verticalAxis])
        }
        /// Millimetres a cell at which an arrangement fits.
        func scale(_ rows: [Row]) -> Double {
            let across = rows.map { row in
                row.reduce(0) { $0 + extent($1.plane).x }
                    / Double(max(row.count, size.columns - 3 * row.count + 1))
            }
            let high = rows.reduce(0) { $0 + ($1.map { extent($0.plane).y }.max() ?? 0) }
            let room = max(rows.count, pictureRows - border * rows.count)
            return max(across.max() ?? 0, high / (Double(room) * state.cellAspect), 1e-6)
        }
        let arrangements = Self.arrangements(state)
        let chosen = arrangements.min { scale($0) < scale($1) } ?? []
        let finest = state.scans.map { $0.geometry.voxelSize.min() }.min() ?? 1
        let columnWidth = max(scale(chosen), finest / 6)
        self.columnWidth = columnWidth

        var panes: [Pane] = []
        var top = 0
        for row in chosen {
            let sizes = row.map { item in
                let extent = extent(item.plane) / columnWidth
                return TerminalSize(
                    rows: max(1, Int(extent.y / state.cellAspect + 1e-6)),
                    columns: max(1, Int(extent.x + 1e-6)))
            }
            let high = sizes.map(\.rows).max() ?? 1
            let wide = sizes.reduce(0) { $0 + $1.columns + 3 } - 1
            var column = max(0, (size.columns - wide) / 2) + 1
            for (item, cells) in zip(row, sizes) {
                var center = view.center
                center[item.plane.axis] = state.crosshair[item.plane.axis]
                panes.append(
                    Pane(
                        scan: item.scan, plane: item.plane,
                        row: top + (compact ? 0 : 1) + (high - cells.rows) / 2, column: column,
                        cells: cells,
                        frame: SliceFrame(
                            plane: item.plane, center: center, cells: cells,
                            columnWidth: columnWidth, mode: state.mode,
                            cellAspect: state.cellAspect, convention: state.convention)))
                column += cells.columns + 3
            }
            top += high + border
        }
        self.panes = panes
    }

    /// The part of the world that is seen.
    private static func view(_ state: ViewerState) -> WorldBox {
        let content = state.scans.dropFirst().reduce(state.scans[0].content) {
            $0.union($1.content)
        }
        let point = WorldBox(lower: state.crosshair, upper: state.crosshair)
        let whole = content.union(point.padded(by: 2).intersection(state.reach))
        guard state.zoom > 1 else { return whole }
        let half = whole.size / (2 * state.zoom)
        let center = state.crosshair.clamped(
            lowerBound: whole.lower + half, upperBound: whole.upper - half)
        return WorldBox(lower: center - half, upper: center + half)
    }

    /// The ways in which the pictures can be put in rows.
    private static func arrangements(_ state: ViewerState) -> [[Row]] {
        let isSmall = state.size.columns < roomyColumns
        let usable = SlicePlane.usable(in: state.scans[0].geometry)
        let planes = state.isLarge || isSmall ? [state.plane] : usable
        let scans = Array(state.scans.indices)
        let byScan = scans.map { scan in planes.map { (scan: scan, plane: $0) } }
        let byPlane = planes.map { plane in scans.map { (scan: $0, plane: plane) } }
        var result = [byScan, byPlane]
        if scans.count == 1, planes.count == 3 {
            result.append([[byScan[0][1], byScan[0][0]], [byScan[0][2]]])
        }
        return result
    }
}

extension ViewerState {
    var layout: ViewerLayout { ViewerLayout(self) }
}
