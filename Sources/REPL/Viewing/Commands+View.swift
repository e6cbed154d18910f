import Foundation
import Terminal
import Viewer
import Volumes

extension Commands {
    /// The variable that `--ascii` stands for.
    package static let displayVariable = DisplayMode.variable

    /// `voxelprompt view SCAN [MASK…]`.
    func view(_ paths: [String], machine: MachineOptions) throws -> ExitCode {
        TerminalGuard.install()
        var scans: [ViewerScan] = []
        var scanPaths: [String] = []
        var masks: [SliceOverlay] = []
        var maps: [LabelMap] = []
        for path in paths.map({ NSString(string: $0).expandingTildeInPath }) {
            let name = NSString(string: path).lastPathComponent
            if !scans.isEmpty, let map = try labels(at: path) {
                masks.append(SliceOverlay(mask: map.foreground, name: name))
                if map.counts.count > 2 { maps.append(map) }
                if !map.geometry.isSameGrid(as: scans[0].geometry) {
                    console.note("\(name) lies on another grid: shown where it is in the world")
                }
                continue
            }
            let series = try VolumeFile.readSeries(at: path)
            for warning in series.warnings { console.warn("\(name): \(warning)") }
            scans.append(ViewerScan(name: name, volumes: series.volumes))
            scanPaths.append(path)
        }
        guard scans.count <= 2 else { throw ViewerContent.Mistake.tooManyScans }
        var state = ViewerState(
            scans: scans, masks: masks, parcellations: maps,
            size: TerminalSize.current(environment: environment),
            mode: ViewerLoop.mode(environment: environment),
            cellAspect: TerminalSize.cellAspect() ?? SliceRenderer.usualCellAspect)
        let host = FileViewerHost(
            self, scans: scanPaths, masks: masks.map(\.name), machine: machine)
        defer { host.close() }
        try ViewerLoop(environment: environment, host: host).run(&state)
        return .success
    }

    /// A file as a mask or label map; nil for what looks like a scan: fractions, or more different
    /// numbers than structures have.
    ///
    /// - Throws: `VolumeError` for what cannot be read at all.
    private func labels(at path: String) throws -> LabelMap? {
        let description = try VolumeFile.describe(at: path)
        guard description.shape.count == 3, let range = description.range,
            range.lowerBound >= 0, description.scaling == nil
        else { return nil }
        guard let map = try? VolumeFile.readLabelMap(at: path), map.counts.count <= 300 else {
            return nil
        }
        // Intensities of 8 bits are whole numbers too: but they take nearly all values there are.
        let labels = map.counts.keys.filter { $0 != 0 }
        let span = Double(labels.max() ?? 0) - Double(labels.min() ?? 0) + 1
        return labels.count > 40 && Double(labels.count) > 0.7 * span ? nil : map
    }
}
