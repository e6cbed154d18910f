import Terminal
import Volumes

extension ViewerState {
    /// What the terminal shows.
    package var canvas: Canvas {
        var canvas = Canvas(rows: size.rows, columns: size.columns)
        guard size.columns >= 6, size.rows >= 3 else { return canvas }
        if showsHelp {
            drawHelp(onto: &canvas)
            return canvas
        }
        let layout = layout
        let renderers = scans.indices.map(renderer)
        for pane in layout.panes {
            canvas.draw(
                renderers[pane.scan].draw(pane.frame), row: pane.row, column: pane.column)
            PanelLetters(
                pane.frame, row: pane.row, column: pane.column, rows: pane.cells.rows,
                columns: pane.cells.columns
            ).draw(isCompact: layout.isCompact, onto: &canvas)
            if !layout.isCompact { drawTitle(of: pane, onto: &canvas) }
        }
        for (index, line) in statusLines(layout).enumerated() {
            canvas.write(line, row: layout.pictureRows + index, column: 0)
        }
        if !layout.isCompact { drawScale(layout, onto: &canvas) }
        drawBar(onto: &canvas)
        return canvas
    }

    /// Draws a scan as it is shown now.
    func renderer(_ number: Int) -> SliceRenderer {
        let scan = scans[number]
        var overlays = masks
        if marking == .hidden {
            for index in overlays.indices { overlays[index].isHidden = true }
        }
        var renderer = SliceRenderer(
            volume: scan.volumes[min(volumeNumber, scan.volumes.count - 1)], overlays: overlays,
            window: windows[number], sample: scan.sample)
        renderer.convention = convention
        renderer.mode = mode
        renderer.markStyle = marking.style
        renderer.opacity = opacity
        renderer.crosshair = showsCrosshair ? crosshair : nil
        renderer.cellAspect = cellAspect
        return renderer
    }

    private func drawTitle(of pane: ViewerLayout.Pane, onto canvas: inout Canvas) {
        let plane = pane.plane
        var title =
            "\(plane.name) \(plane.axisName) "
            + "\(OrthogonalPreview.millimetres(crosshair[plane.axis]))"
        if scans.count > 1 { title = "\(mode.shown(scans[pane.scan].name)) \(title)" }
        title = TextWidth.truncated(title, to: pane.cells.columns + 2)
        let column = pane.column + (pane.cells.columns - TextWidth.columns(of: title)) / 2
        let isActive = plane == self.plane && (scans.count == 1 || pane.scan == activeScan)
        canvas.write(
            title, row: pane.row + pane.cells.rows + 1, column: max(0, column),
            isActive ? .emphasis : .annotation)
    }

    private func statusLines(_ layout: ViewerLayout) -> [StyledText] {
        let world = (0..<3).map { OrthogonalPreview.millimetres(crosshair[$0]) }
            .joined(separator: " ")
        let voxel = (0..<3).map { String(focus.voxel[$0]) }.joined(separator: " ")
        let names = namesUnderCrosshair.map(mode.shown).joined(separator: ", ")
        if layout.isCompact {
            let side = convention == .radiological ? "R left" : "R right"
            let value = valueText(activeScan)
            let parts = [world, value, names, "v \(voxel)", side].filter { !$0.isEmpty }
            let line = TextWidth.truncated(parts.joined(separator: "; "), to: size.columns)
            return [StyledText(line)]
        }
        let values = scans.indices.map { index in
            let range = [windows[index].low, windows[index].high].map(OrthogonalPreview.number)
            return "\(mode.shown(scans[index].name)) \(valueText(index)) in window "
                + range.joined(separator: " to ")
        }
        var lines = [
            "at \(world) mm (x y z, RAS); voxel \(voxel) (i j k, from 0)",
            (values + [convention.description]).joined(separator: "; "),
            names.isEmpty ? "" : "here: \(names)",
        ]
        let count = scan.volumes.count
        if count > 1 { lines[2] += "  volume \(min(volumeNumber, count - 1) + 1) of \(count)" }
        return lines.map { StyledText(TextWidth.truncated($0, to: size.columns)) } + [legend]
    }

    private func valueText(_ number: Int) -> String {
        guard let value = scans[number].value(at: crosshair, volume: volumeNumber) else {
            return "outside"
        }
        return value.isFinite ? OrthogonalPreview.number(value) : "no number"
    }

    /// The signs and names of the masks on one line, the one at hand first emphasised.
    private var legend: StyledText {
        var line = StyledText()
        for (number, overlay) in masks.enumerated() {
            let sign = mode == .ascii ? SliceRenderer.glyph(ofMask: number) : "\u{25A0}"
            let mark = mode == .blanks ? "#" : String(sign)
            let state = overlay.isEmpty ? " (empty)" : ""
            let name = mode.shown(TextWidth.sanitised(overlay.name)) + state
            let room = size.columns - line.width - 4
            if room < 4 { break }
            if number > 0 { line.append("  ") }
            line.append(mark, .overlay(number))
            line.append(
                " " + TextWidth.truncated(name, to: room),
                number == selectedMask ? .emphasis : .plain)
        }
        return line
    }

    private func drawScale(_ layout: ViewerLayout, onto canvas: inout Canvas) {
        guard let bar = ScaleBar(columnWidth: layout.columnWidth, room: size.columns / 4) else {
            return
        }
        let row = layout.pictureRows + 2
        canvas.write(bar.text, row: row, column: size.columns - bar.text.count, .annotation)
    }

    /// The last line: what is being typed, what there is to say, or the most needed keys.
    private func drawBar(onto canvas: inout Canvas) {
        let row = size.rows - 1
        if let entry {
            let label = entry.purpose.label
            let room = max(1, size.columns - label.count - 1)
            // The end of a long line is what one types.
            var text = mode.shown(entry.text)
            while TextWidth.columns(of: text) > room { text.removeFirst() }
            canvas.write(
                StyledText(label, .prompt) + StyledText(text) + StyledText("_", .prompt), row: row,
                column: 0)
            return
        }
        let hint =
            size.columns < 60
            ? "? help, q leave" : "? help   / ask   g go to   m mask   1 2 3 0 planes   q leave"
        let text = TextWidth.truncated(mode.shown(message ?? hint), to: size.columns)
        canvas.write(TextWidth.padded(text, to: size.columns), row: row, column: 0, .bar)
    }

    private func drawHelp(onto canvas: inout Canvas) {
        let width = ViewerCommand.helpLines.map(\.keys.count).max() ?? 0
        for (row, line) in ViewerCommand.helpLines.enumerated() where row < size.rows - 1 {
            canvas.write(
                StyledText(TextWidth.padded(line.keys, to: width + 2), .emphasis)
                    + StyledText(line.meaning), row: row, column: 0)
        }
        canvas.write(
            TextWidth.padded("any key goes back", to: size.columns), row: size.rows - 1, column: 0,
            .bar)
    }
}
