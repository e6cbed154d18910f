import Terminal
import Volumes

/// All that the viewer knows: what is shown, where, and how. Keys change it, a pure function draws
/// it; it knows no terminal.
package struct ViewerState: Sendable {
    /// How masks are drawn.
    enum Marking: CaseIterable, Sendable {
        case automatic, outline, fill, hidden

        var style: MarkStyle {
            switch self {
            case .automatic, .hidden: .automatic
            case .outline: .outline
            case .fill: .fill
            }
        }

        var name: String {
            switch self {
            case .automatic: "filled when small"
            case .outline: "outlined"
            case .fill: "filled"
            case .hidden: "hidden"
            }
        }
    }

    /// One, or two side by side with one crosshair.
    package let scans: [ViewerScan]
    package private(set) var masks: [SliceOverlay]
    /// Maps whose names are given for the point under the crosshair.
    package let parcellations: [LabelMap]

    /// World position, RAS, mm.
    package internal(set) var crosshair: SIMD3<Double>
    /// The plane that keys move in.
    package internal(set) var plane = SlicePlane.axial
    package internal(set) var isLarge = false
    /// The scan whose window keys change.
    package internal(set) var activeScan = 0
    package internal(set) var windows: [IntensityWindow]
    /// The volume of a series, from 0.
    package internal(set) var volumeNumber = 0
    package internal(set) var zoom = 1.0
    package internal(set) var opacity: Float = 0.5
    var marking = Marking.automatic
    package internal(set) var convention: DisplayConvention
    package internal(set) var showsCrosshair = true
    package internal(set) var selectedMask: Int?
    /// The piece of the selected mask, from 0; nil before one was asked for.
    package internal(set) var piece: Int?
    package internal(set) var showsHelp = false
    package internal(set) var entry: ViewerEntry?
    /// Said once, until the next key.
    package var message: String?
    /// Where a right drag began, with the window then.
    var drag: (row: Int, column: Int, window: IntensityWindow)?
    package var size: TerminalSize
    package private(set) var mode: DisplayMode
    package var cellAspect: Double

    /// - Parameters:
    ///   - scans: One or two, in one world space.
    ///   - masks: Drawn over all scans, on any grids.
    /// - Precondition: one or two scans.
    package init(
        scans: [ViewerScan], masks: [SliceOverlay] = [], parcellations: [LabelMap] = [],
        size: TerminalSize, mode: DisplayMode, cellAspect: Double = SliceRenderer.usualCellAspect,
        convention: DisplayConvention = .radiological
    ) {
        precondition((1...2).contains(scans.count), "one scan or two")
        self.scans = scans
        self.masks = masks
        self.parcellations = parcellations
        self.size = size
        self.mode = mode
        self.cellAspect = cellAspect
        self.convention = convention
        windows = scans.map(\.window)
        crosshair = SliceFocus(middleOf: masks, in: scans[0].geometry).world
        selectedMask = masks.isEmpty ? nil : 0
        // A scan of one slice shows that one.
        let planes = SlicePlane.usable(in: scans[0].geometry)
        if planes.count == 1 {
            plane = planes[0]
            isLarge = true
        }
    }

    /// "t1 with left hippocampus".
    package var title: String {
        let names = scans.map(\.name).joined(separator: " and ")
        return masks.isEmpty
            ? names : "\(names) with \(masks.map(\.name).joined(separator: ", "))"
    }

    /// The scan that the crosshair's voxel counts in.
    package var scan: ViewerScan { scans[activeScan] }

    /// The crosshair and the voxel it is in.
    package var focus: SliceFocus { SliceFocus(world: crosshair, in: scan.geometry) }

    /// Names of the masks and of the labels under the crosshair, masks first.
    package var namesUnderCrosshair: [String] {
        let inside = masks.filter { overlay in
            overlay.mask.geometry.offset(nearestTo: crosshair)
                .map { overlay.mask.voxels[$0] != 0 } ?? false
        }.map(\.name)
        let labels = parcellations.compactMap { map -> String? in
            guard let offset = map.geometry.offset(nearestTo: crosshair), map.voxels[offset] != 0
            else { return nil }
            let label = map.voxels[offset]
            return map.names[label] ?? "label \(label)"
        }
        return inside + labels.filter { !inside.contains($0) }
    }

    /// Puts a mask beside the others, or in the place of one of its name, and goes to it.
    package mutating func show(_ mask: SliceOverlay) {
        if let index = masks.firstIndex(where: { $0.name == mask.name }) {
            masks[index] = mask
            select(index)
        } else {
            masks.append(mask)
            select(masks.count - 1)
        }
    }

    mutating func select(_ index: Int) {
        selectedMask = index
        piece = nil
        if marking == .hidden { marking = .automatic }
        if !masks[index].isEmpty {
            crosshair = SliceFocus(middleOf: [masks[index]], in: scan.geometry).world
            message = masks[index].name
        } else {
            message = "\(masks[index].name) is empty"
        }
    }

    /// The same on another level of display.
    func withMode(_ mode: DisplayMode) -> ViewerState {
        var state = self
        state.mode = mode
        return state
    }

    /// The box around all scans: as far as the crosshair goes.
    var reach: WorldBox {
        scans.dropFirst().reduce(WorldBox(around: scans[0].geometry)) {
            $0.union(WorldBox(around: $1.geometry))
        }
    }

    mutating func place(_ world: SIMD3<Double>) {
        let reach = reach
        crosshair = world.clamped(lowerBound: reach.lower, upperBound: reach.upper)
    }
}
