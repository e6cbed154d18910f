import Analysis
import Session
import Terminal
import Viewer
import Volumes

/// What the viewer shows of a workspace.
struct ViewerContent {
    /// Why names cannot be shown together: the facts. `description` makes the prose.
    enum Mistake: Error, Hashable, CustomStringConvertible {
        case nothingToSee(name: String, kind: String)
        case tooManyScans

        var description: String {
            switch self {
            case .nothingToSee(let name, let kind):
                "“\(name)” is a \(kind), nothing to look at: name a scan or a mask."
            case .tooManyScans:
                "The viewer shows one scan or two side by side. Name fewer."
            }
        }
    }

    /// One or two.
    private(set) var scans: [ScanValue] = []
    private var masks: [SliceOverlay] = []
    private var parcellations: [LabelMap] = []

    /// - Parameters:
    ///   - entries: What was named. A mask alone brings its scan, a scan alone its masks.
    /// - Throws: `Mistake`.
    init(_ entries: [Workspace.Entry], in workspace: Workspace, vocabulary: Vocabulary) throws {
        for entry in entries {
            switch entry.value {
            case .object(let scan as ScanValue): scans.append(scan)
            case .object(let mask as MaskValue): add(mask, named: entry.name)
            case .object(let labels as LabelMapValue): add(labels, vocabulary)
            default:
                throw Mistake.nothingToSee(name: entry.name, kind: entry.kind.description)
            }
        }
        if scans.isEmpty { addScan(of: entries) }
        guard (1...2).contains(scans.count) else { throw Mistake.tooManyScans }
        if masks.isEmpty { addMasks(of: scans[0], in: workspace) }
        for scan in scans {
            if let labels = workspace.labels[scan.name], scan.file != nil {
                parcellations.append(Self.named(labels.map, vocabulary))
            }
        }
    }

    func state(environment: [String: String]) -> ViewerState {
        ViewerState(
            scans: scans.map { ViewerScan(name: $0.name, volumes: [$0.volume]) }, masks: masks,
            parcellations: parcellations,
            size: TerminalSize.current(environment: environment),
            mode: ViewerLoop.mode(environment: environment),
            cellAspect: TerminalSize.cellAspect() ?? SliceRenderer.usualCellAspect)
    }

    private mutating func add(_ mask: MaskValue, named name: String) {
        masks.append(SliceOverlay(mask: mask.mask, name: mask.name))
    }

    private mutating func add(_ labels: LabelMapValue, _ vocabulary: Vocabulary) {
        let map = labels.labelMap
        masks.append(SliceOverlay(mask: map.foreground, name: labels.name))
        parcellations.append(Self.named(map, vocabulary))
    }

    /// A mask's own scan; what has none is shown in grey itself.
    private mutating func addScan(of entries: [Workspace.Entry]) {
        for entry in entries {
            switch entry.value {
            case .object(let mask as MaskValue):
                let own = Showing.Image.mask(mask).drawn
                scans = [mask.scan ?? ScanValue(computed: own, name: entry.name)]
            case .object(let labels as LabelMapValue):
                let own = Showing.Image.labelMap(labels).drawn
                scans = [ScanValue(computed: own, name: entry.name)]
            default: continue
            }
            return
        }
    }

    /// The last few masks that were found in a scan.
    private mutating func addMasks(of scan: ScanValue, in workspace: Workspace) {
        let found = workspace.entries.filter { entry in
            guard case .object(let mask as MaskValue) = entry.value else { return false }
            return mask.scan?.identity == scan.identity
        }
        for entry in found.suffix(6) {
            if case .object(let mask as MaskValue) = entry.value { add(mask, named: entry.name) }
        }
    }

    /// A label map whose numbers are called as the program calls them.
    static func named(_ map: LabelMap, _ vocabulary: Vocabulary) -> LabelMap {
        var names = map.names
        for label in map.counts.keys {
            if let leaf = vocabulary.leaf(ofLabel: label) { names[label] = leaf.description }
        }
        return LabelMap(geometry: map.geometry, voxels: map.voxels, names: names)
    }
}

extension LabelMap {
    /// All that has a label.
    var foreground: Mask {
        Mask(geometry: geometry, voxels: voxels.map { $0 == 0 ? 0 : 1 }, header: header)
    }
}
