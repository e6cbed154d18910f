import Terminal

extension ViewerState {
    /// Takes what the mouse did: the left button places the crosshair, the right one drags the
    /// window, the wheel steps through slices.
    mutating func handle(_ event: MouseEvent) {
        guard entry == nil, !showsHelp else { return }
        switch event.action {
        case .wheelUp, .wheelDown:
            let pane = layout.pane(row: event.row, column: event.column)
            step(pane?.plane ?? plane, by: event.action == .wheelUp ? 1 : -1)
        case .press(.right):
            if let pane = layout.pane(row: event.row, column: event.column) {
                activeScan = pane.scan
            }
            drag = (event.row, event.column, windows[activeScan])
        case .drag(.right): dragWindow(event)
        case .release: drag = nil
        case .press(.left), .drag(.left):
            guard let pane = layout.pane(row: event.row, column: event.column) else { return }
            plane = pane.plane
            activeScan = pane.scan
            place(pane.world(row: event.row, column: event.column, keeping: crosshair))
        }
    }

    /// To the right for more contrast, up for brighter: a twentieth of the window a cell.
    private mutating func dragWindow(_ event: MouseEvent) {
        guard let drag else { return }
        let width = drag.window.high - drag.window.low
        let middle = (drag.window.low + drag.window.high) / 2
        let narrowing = Float(event.column - drag.column) / 20
        let shift = Float(event.row - drag.row) / 20 * width
        let half = width / 2 * max(0.05, 1 - narrowing)
        windows[activeScan] = IntensityWindow(
            low: middle + shift - half, high: middle + shift + half)
    }
}
