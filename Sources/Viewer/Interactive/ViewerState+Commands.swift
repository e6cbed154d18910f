import Terminal
import Volumes

/// What the viewer asks of whoever runs it.
package enum ViewerRequest: Hashable, Sendable {
    case quit
    /// Words typed after `/`.
    case ask(String)
    /// A structure that is none of the masks shown.
    case locate(String)
    /// The picture, to a file.
    case save(path: String, replacing: Bool)
}

extension ViewerState {
    /// Takes a key.
    ///
    /// - Returns: What has to be done outside of the viewer.
    package mutating func handle(_ key: Key) -> ViewerRequest? {
        message = nil
        if case .mouse(let event) = key {
            handle(event)
            return nil
        }
        if entry != nil { return type(key) }
        if showsHelp {
            // Any key closes it; only leaving the program leaves.
            showsHelp = false
            return key == .control("c") ? .quit : nil
        }
        guard let command = ViewerCommand(key) else { return nil }
        return apply(command)
    }

    mutating func apply(_ command: ViewerCommand) -> ViewerRequest? {
        switch command {
        case .move(let direction, let count): move(direction, by: count)
        case .step(let count): step(plane, by: count)
        case .nextPlane(let count):
            let planes = SlicePlane.allCases
            plane = planes[(plane.rawValue + count + planes.count) % planes.count]
        case .enlarge(let wanted):
            isLarge = wanted != nil
            plane = wanted ?? plane
        case .toggleLarge: isLarge.toggle()
        case .level(let tenths): changeWindow { $0.raised(byTenths: -tenths) }
        case .contrast(let tenths): changeWindow { $0.narrowed(byTenths: tenths) }
        case .resetWindow: windows[activeScan] = scan.window
        case .zoom(let steps):
            let wanted = zoom * (steps > 0 ? 1.25 : 0.8)
            // Rounding must not keep a trace of it.
            zoom = wanted < 1.01 ? 1 : min(16, wanted)
        case .opacity(let tenths):
            let percent = (opacity * 10).rounded() + Float(tenths)
            opacity = min(10, max(0, percent)) / 10
            message = "opacity \(Int((opacity * 100).rounded())) %"
        case .nextStyle:
            let all = Marking.allCases
            let index = all.firstIndex(of: marking) ?? 0
            marking = all[(index + 1) % all.count]
            message = "masks \(marking.name)"
        case .nextMask(let count): nextMask(count)
        case .nextPiece(let count): nextPiece(count)
        case .center:
            let shown = selectedMask.map { [masks[$0]] } ?? []
            crosshair = SliceFocus(middleOf: shown, in: scan.geometry).world
        case .flipSides:
            convention = convention == .radiological ? .neurological : .radiological
        case .toggleCrosshair: showsCrosshair.toggle()
        case .nextVolume(let count): nextVolume(count)
        case .nextScan: activeScan = (activeScan + 1) % scans.count
        case .enter(let purpose):
            entry = ViewerEntry(purpose: purpose)
        case .help: showsHelp = true
        case .quit: return .quit
        }
        return nil
    }

    private mutating func move(_ direction: ViewerCommand.Direction, by count: Int) {
        let frame = SliceFrame(
            plane: plane, center: crosshair, columns: 1, rows: 1, pixelSize: SIMD2(1, 1),
            convention: convention)
        let way: SIMD3<Double> =
            switch direction {
            case .left: -frame.rightward
            case .right: frame.rightward
            case .up: -frame.downward
            case .down: frame.downward
            }
        let isAcross = direction == .left || direction == .right
        let axis = isAcross ? plane.horizontalAxis : plane.verticalAxis
        place(crosshair + way * scan.spacing(along: axis) * Double(count))
    }

    mutating func step(_ plane: SlicePlane, by count: Int) {
        var world = crosshair
        world[plane.axis] += scan.spacing(along: plane.axis) * Double(count)
        place(world)
    }

    private mutating func changeWindow(_ change: (IntensityWindow) -> IntensityWindow) {
        windows[activeScan] = change(windows[activeScan])
    }

    private mutating func nextMask(_ count: Int) {
        guard !masks.isEmpty else {
            message = "there is no mask"
            return
        }
        let first = count > 0 ? -1 : 0
        select(((selectedMask ?? first) + count + masks.count) % masks.count)
    }

    private mutating func nextPiece(_ count: Int) {
        guard let selectedMask else {
            message = "there is no mask"
            return
        }
        let overlay = masks[selectedMask]
        let pieces = MaskPieces(of: overlay.mask, connectivity: .corners)
        guard pieces.count > 0 else {
            message = "\(overlay.name) is empty"
            return
        }
        let first = count > 0 ? -1 : 0
        let number = ((piece ?? first) + count + pieces.count) % pieces.count
        piece = number
        let own = SliceOverlay(
            mask: pieces.labelMap().mask(of: [Int32(number + 1)]), name: overlay.name)
        crosshair = SliceFocus(middleOf: [own], in: scan.geometry).world
        let millilitres = OrthogonalPreview.number(
            Float(Double(pieces.sizes[number]) * overlay.mask.geometry.voxelVolume / 1000))
        message =
            "\(overlay.name): piece \(number + 1) of \(pieces.count), \(millilitres) mL"
    }

    private mutating func nextVolume(_ count: Int) {
        let volumes = scans.map(\.volumes.count).max() ?? 1
        guard volumes > 1 else {
            message = "the scan has one volume"
            return
        }
        volumeNumber = (volumeNumber + count + volumes) % volumes
        message = "volume \(volumeNumber + 1) of \(volumes)"
    }
}

extension IntensityWindow {
    /// The window moved up by tenths of its width: the picture becomes darker.
    func raised(byTenths tenths: Int) -> IntensityWindow {
        let step = (high - low) * Float(tenths) / 10
        return IntensityWindow(low: low + step, high: high + step)
    }

    /// The window made narrower about its middle by tenths of its width.
    func narrowed(byTenths tenths: Int) -> IntensityWindow {
        let middle = (low + high) / 2
        let half = (high - low) / 2 * (tenths > 0 ? 0.9 : 1 / 0.9)
        return IntensityWindow(low: middle - half, high: middle + half)
    }
}
