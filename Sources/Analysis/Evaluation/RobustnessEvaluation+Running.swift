import Foundation
import Volumes

extension RobustnessEvaluation {
    /// Slice thickness of the thickened scans, mm.
    private static let thickness = 5.0

    /// - Parameters:
    ///   - path: A folder as `evaluate anatomy` takes it, or one scan without labels.
    ///   - scored: Called for each row, e.g. to print it.
    /// - Throws: `EvaluationError`, `VolumeError`, `AnalysisError`.
    package static func run(
        path: String, segmenter: any Segmenter, control: RunControl,
        scored: (Row) -> Void = { _ in }
    ) throws -> RobustnessEvaluation {
        var isFolder: ObjCBool = false
        _ = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
        let items: [(name: String, scan: String, labels: String?)] =
            isFolder.boolValue
            ? try AnatomyEvaluation.items(in: path).map { ($0.name, $0.scan, $0.labels) }
            : [((path as NSString).lastPathComponent, path, nil)]
        var rows: [Row] = []
        var agreement: Double?
        for item in items {
            try control.check()
            let scan = try EvaluationScan.read(item.scan).renamed(item.name)
            let own = TruthFolding.folded(try segmenter.labelMap(of: [scan], control: control))
            let truth = try item.labels.map {
                TruthFolding.folded(try VolumeFile.readLabelMap(at: $0))
            }
            let trial = Trial(
                scan: scan, own: own, truth: truth ?? own, segmenter: segmenter, control: control)
            let thick = try trial.thickSlices()
            let found = try [thick.map(\.row), trial.halves(), trial.streams(thick)].joined()
            for row in found {
                rows.append(row)
                scored(row)
            }
            if agreement == nil { agreement = try trial.leastAgreement() }
        }
        return RobustnessEvaluation(rows: rows, reorientedAgreement: agreement)
    }

    /// One scan and what is tried with it.
    private struct Trial {
        let scan: ScanValue
        /// The unchanged scan's segmentation, and what counts as true; both folded.
        let own: LabelMap
        let truth: LabelMap
        let segmenter: any Segmenter
        let control: RunControl

        /// Axes by the direction in which they grow: sagittal, coronal and axial slices.
        private func axis(_ worldAxis: Int) -> Int {
            scan.volume.geometry.orientation.directions
                .firstIndex { $0.worldAxis == worldAxis } ?? 0
        }

        private static let planes = ["sagittal", "coronal", "axial"]
        private static let sides = [
            ("left", "right"), ("posterior", "anterior"), ("inferior", "superior"),
        ]

        private func value(_ volume: Volume, _ name: String) -> ScanValue {
            ScanValue(computed: volume, name: "\(scan.name), \(name)")
        }

        private func segmented(_ scans: [ScanValue]) throws -> LabelMap {
            try control.check()
            return TruthFolding.folded(try segmenter.labelMap(of: scans, control: control))
        }

        private func dice(_ found: LabelMap, _ truth: LabelMap) throws -> Double {
            let overlaps = try Overlap.ofLabels(truth: truth, predicted: found)
            let scores = TruthFolding.scored.compactMap { label -> Double? in
                guard let overlap = overlaps[label],
                    overlap.truthMillilitres * 1000 >= RobustnessEvaluation.smallest
                else { return nil }
                return overlap.dice
            }
            return AnatomyEvaluation.mean(scores) ?? 0
        }

        private func block(_ axis: Int) -> Int {
            let size = scan.volume.geometry.voxelSize[axis]
            return min(
                max(1, Int((RobustnessEvaluation.thickness / size).rounded())),
                scan.volume.geometry.shape[axis])
        }

        /// The scan in thick slices along one axis.
        struct ThickSlices {
            let scan: ScanValue
            let truth: LabelMap
            let row: Row
        }

        /// Sagittal, coronal and axial.
        func thickSlices() throws -> [ThickSlices] {
            try (0..<3).map { world in
                let axis = axis(world)
                let name = "\(Self.planes[world]) slices of 5 mm"
                let volume = try scan.volume.averaged(alongAxis: axis, by: block(axis))
                let truth = try GridChange.thickened(truth, axis: axis, by: block(axis))
                let own = try GridChange.thickened(own, axis: axis, by: block(axis))
                let thick = value(volume, name)
                let row = Row(
                    scan: scan.name, change: name, dice: try dice(segmented([thick]), truth),
                    unchanged: try dice(own, truth))
                return ThickSlices(scan: thick, truth: truth, row: row)
            }
        }

        func halves() throws -> [Row] {
            try (0..<3).flatMap { world in
                let axis = axis(world)
                let grows = scan.volume.geometry.orientation.directions[axis].isPositive
                return try [false, true].map { upper in
                    let sides = Self.sides[world]
                    let name = "\(upper == grows ? sides.1 : sides.0) half alone"
                    let volume = try GridChange.halved(scan.volume, axis: axis, upper: upper)
                    let truth = try GridChange.halved(truth, axis: axis, upper: upper)
                    let own = try GridChange.halved(own, axis: axis, upper: upper)
                    return Row(
                        scan: scan.name, change: name,
                        dice: try dice(segmented([value(volume, name)]), truth),
                        unchanged: try dice(own, truth))
                }
            }
        }

        /// Two scans in one call: one of them noise; two of thick slices across each other.
        ///
        /// - Parameter thick: What `thickSlices` gave.
        func streams(_ thick: [ThickSlices]) throws -> [Row] {
            let noise = value(GridChange.noise(on: scan.volume.geometry), "noise")
            let alone = try dice(own, truth)
            var rows = try [
                ("noise as second scan", [scan, noise]), ("noise as first scan", [noise, scan]),
            ]
            .map { name, scans in
                Row(
                    scan: scan.name, change: name, dice: try dice(segmented(scans), truth),
                    unchanged: alone)
            }
            let (axial, sagittal) = (thick[2], thick[0])
            let (better, other) =
                axial.row.dice >= sagittal.row.dice ? (axial, sagittal) : (sagittal, axial)
            rows.append(
                Row(
                    scan: scan.name, change: "axial and sagittal slices of 5 mm together",
                    dice: try dice(segmented([better.scan, other.scan]), better.truth),
                    unchanged: better.row.dice))
            return rows
        }

        /// The least share of voxels that keep their label, over all orders of the axes.
        func leastAgreement() throws -> Double {
            let geometry = scan.volume.geometry
            return try Orientation.all.filter { $0 != geometry.orientation }.map { orientation in
                let (turned, permutation) = scan.volume.reoriented(to: orientation)
                let found = try segmented([value(turned, "\(orientation)")])
                    .reoriented(by: permutation.inverse)
                let same = zip(found.voxels, own.voxels).reduce(0) { $0 + ($1.0 == $1.1 ? 1 : 0) }
                return Double(same) / Double(geometry.voxelCount)
            }.min() ?? 1
        }
    }
}
