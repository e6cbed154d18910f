import Terminal
import Volumes

/// Three slices through the middle of a mask, side by side, with what one must know to read them.
package struct OrthogonalPreview: Sendable {
    package let renderer: SliceRenderer
    package let focus: SliceFocus
    /// The only plane to draw; nil for all that show something.
    private let plane: SlicePlane?

    /// What the slices show of the world; all at one scale.
    let box: WorldBox

    /// - Parameter focus: Where the slices cross; the middle of the masks, or of the scan, when none
    ///   is given.
    package init(renderer: SliceRenderer, focus: SliceFocus? = nil, plane: SlicePlane? = nil) {
        self.renderer = renderer
        self.plane = plane
        self.focus = focus ?? SliceFocus(middleOf: renderer.overlays, in: renderer.volume.geometry)
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
    package func draw(in size: TerminalSize) -> Canvas { compose(in: size).canvas }

    /// The same with slices as fine as pixels are, 8×16 of them a cell.
    package func picture(in size: TerminalSize) -> Picture {
        let (canvas, insets) = compose(in: size)
        return Picture(canvas, insets: insets)
    }

    private func compose(in size: TerminalSize) -> (canvas: Canvas, insets: [Picture.Inset]) {
        guard size.columns >= 6, size.rows >= 3 else { return (Canvas(rows: 0, columns: 0), []) }
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
            smallestColumnWidth: renderer.volume.geometry.voxelSize.min() / 3,
            cellAspect: renderer.cellAspect)

        let picture = layout.rows + borderRows
        var canvas = Canvas(rows: picture + titleRows + caption.count, columns: size.columns)
        var insets: [Picture.Inset] = []
        for (plane, panel) in zip(planes, layout.panels) {
            let frame = frame(plane, panel: panel, columnWidth: layout.columnWidth)
            let top = (isCompact ? 0 : 1) + (layout.rows - panel.rows) / 2
            canvas.draw(renderer.draw(frame), row: top, column: panel.column)
            insets.append(
                Picture.Inset(
                    row: top, column: panel.column,
                    cells: TerminalSize(rows: panel.rows, columns: panel.columns), frame: frame,
                    renderer: renderer))
            PanelLetters(
                frame, row: top, column: panel.column, rows: panel.rows, columns: panel.columns
            ).draw(isCompact: isCompact, onto: &canvas)
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
        drawScale(layout.columnWidth, beside: caption.last, onto: &canvas)
        return (canvas, insets)
    }

    /// A bar of known length, where the last line of the caption leaves room for it.
    private func drawScale(
        _ columnWidth: Double, beside line: StyledText?, onto canvas: inout Canvas
    ) {
        guard let line,
            let bar = ScaleBar(columnWidth: columnWidth, room: canvas.columns / 4)
        else { return }
        let column = canvas.columns - bar.text.count
        guard column >= line.width + 2 else { return }
        canvas.write(bar.text, row: canvas.rows - 1, column: column, .annotation)
    }

    private static let roomyRows = 14
    private static let leastImageRows = 3
    private static let roomyColumns = 34

    /// In little room one plane: that in which the masks are largest, else the axial.
    func planes(in size: TerminalSize) -> [SlicePlane] {
        if let plane { return [plane] }
        let planes = SlicePlane.usable(in: renderer.volume.geometry)
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
            rows: max(1, Int(extent.y / (renderer.cellAspect * width))), columnWidth: width)
        return renderer.overlays.reduce(0) { area, overlay in
            let coverage = SliceSampler(frame: frame, geometry: overlay.mask.geometry)
                .coverage(of: overlay)
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
}
