import Terminal
import Volumes

/// Three slices through the middle of a mask, side by side, with what one must know to read them.
package struct OrthogonalPreview: Sendable {
    package let renderer: SliceRenderer
    package let focus: SliceFocus

    /// What the slices show of the world; all at one scale.
    let box: WorldBox

    /// - Parameter focus: Where the slices cross; the middle of the masks, or of the scan, when none
    ///   is given.
    package init(renderer: SliceRenderer, focus: SliceFocus? = nil) {
        self.renderer = renderer
        self.focus = focus ?? SliceFocus(middleOf: renderer.overlays, in: renderer.volume)
        let content = WorldBox(contentOf: renderer.volume, window: renderer.window)
        // A mask that reaches beyond what is bright must be seen whole.
        let whole = WorldBox(around: renderer.volume.geometry)
        let point = WorldBox(lower: self.focus.world, upper: self.focus.world)
        box = content.union(point.padded(by: 2).intersection(whole))
    }

    /// The picture in at most so many cells: as wide as it needs, as many rows as it needs.
    ///
    /// - Parameters:
    ///   - size: The room there is. With less than 34 columns only one plane is drawn, with less
    ///     than 14 rows the letters stand in the picture; nothing is drawn below 6×3.
    package func draw(in size: TerminalSize) -> Canvas {
        guard size.columns >= 6, size.rows >= 3 else { return Canvas(rows: 0, columns: 0) }
        let planes = planes(in: size)
        let isCompact = size.rows < Self.roomyRows
        var caption = captionLines(columns: size.columns, isCompact: isCompact, planes: planes)
        let borderRows = isCompact ? 0 : 2
        let titleRows = 1
        // The picture comes first; the caption gets what is left.
        let captionRoom = max(0, size.rows - titleRows - borderRows - Self.leastImageRows)
        caption = Array(caption.prefix(captionRoom))
        let imageRows = size.rows - titleRows - borderRows - caption.count
        let layout = PanelLayout(
            extents: planes.map(extent), columns: size.columns, rows: imageRows,
            smallestColumnWidth: renderer.volume.geometry.voxelSize.min() / 3)

        let picture = layout.rows + borderRows
        var canvas = Canvas(rows: picture + titleRows + caption.count, columns: size.columns)
        for (plane, panel) in zip(planes, layout.panels) {
            let frame = frame(plane, panel: panel, columnWidth: layout.columnWidth)
            let top = (isCompact ? 0 : 1) + (layout.rows - panel.rows) / 2
            canvas.draw(renderer.draw(frame), row: top, column: panel.column)
            drawLetters(frame, panel: panel, top: top, isCompact: isCompact, onto: &canvas)
            // A picture alone has all the width for its title.
            let room = planes.count == 1 ? size.columns : panel.columns + 2
            let title = title(plane, room: room)
            let start = panel.column + (panel.columns - title.count) / 2
            let column = max(0, min(start, size.columns - title.count))
            canvas.write(title, row: picture, column: column, .annotation)
        }
        for (index, line) in caption.enumerated() {
            canvas.write(line, row: picture + titleRows + index, column: 0)
        }
        return canvas
    }

    private static let roomyRows = 14
    private static let leastImageRows = 3
    private static let roomyColumns = 34

    /// The planes that show something: a scan of one slice has only one. In little room, the one
    /// in which the masks are largest, else the axial.
    func planes(in size: TerminalSize) -> [SlicePlane] {
        let voxels = renderer.volume.geometry
        let extent = WorldBox(around: voxels).size
        let thickness = voxels.voxelSize
        let usable = SlicePlane.allCases.filter { plane in
            [plane.horizontalAxis, plane.verticalAxis].allSatisfy { axis in
                let voxelAxis =
                    voxels.orientation.directions
                    .firstIndex { $0.worldAxis == axis } ?? axis
                return voxels.shape[voxelAxis] > 1 || extent[axis] > 2 * thickness[voxelAxis]
            }
        }
        let planes = usable.isEmpty ? SlicePlane.allCases : usable
        guard size.columns < Self.roomyColumns, planes.count > 1 else { return planes }
        let shown = planes.max { markedArea($0) < markedArea($1) }
        let axial = planes.last.map { [$0] } ?? planes
        return shown.map { markedArea($0) > 0 ? [$0] : axial } ?? axial
    }

    /// Square millimetres of the masks in a plane, coarsely.
    private func markedArea(_ plane: SlicePlane) -> Double {
        let extent = extent(plane)
        let width = max(extent.x / 60, 1e-6)
        let frame = renderer.frame(
            plane, center: center(plane), columns: 60,
            rows: max(1, Int(extent.y / (2 * width))), columnWidth: width)
        return renderer.overlays.reduce(0) { area, overlay in
            let coverage = SliceSampler(frame: frame, geometry: overlay.mask.geometry)
                .coverage(of: overlay.mask)
            let covered = coverage.reduce(0) { $0 + Double($1) }
            return area + covered * frame.pixelSize.x * frame.pixelSize.y
        }
    }

    /// Millimetres across and down that a plane shows.
    private func extent(_ plane: SlicePlane) -> SIMD2<Double> {
        SIMD2(box.size[plane.horizontalAxis], box.size[plane.verticalAxis])
    }

    private func center(_ plane: SlicePlane) -> SIMD3<Double> {
        var center = box.center
        center[plane.axis] = focus.world[plane.axis]
        return center
    }

    private func frame(
        _ plane: SlicePlane, panel: PanelLayout.Panel, columnWidth: Double
    ) -> SliceFrame {
        renderer.frame(
            plane, center: center(plane), columns: panel.columns, rows: panel.rows,
            columnWidth: columnWidth)
    }

    private func drawLetters(
        _ frame: SliceFrame, panel: PanelLayout.Panel, top: Int, isCompact: Bool,
        onto canvas: inout Canvas
    ) {
        let letters = frame.letters
        let middleRow = top + panel.rows / 2
        let middleColumn = panel.column + panel.columns / 2
        func put(_ letter: Character, _ row: Int, _ column: Int) {
            canvas.write(String(letter), row: row, column: column, .annotation)
        }
        put(letters.left, middleRow, panel.column - 1)
        put(letters.right, middleRow, panel.column + panel.columns)
        // Without a row of their own they stand beside the corners.
        put(letters.top, isCompact ? top : top - 1, isCompact ? panel.column - 1 : middleColumn)
        put(
            letters.bottom, isCompact ? top + panel.rows - 1 : top + panel.rows,
            isCompact ? panel.column - 1 : middleColumn)
    }
}
