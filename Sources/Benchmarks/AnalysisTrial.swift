import Foundation
import Volumes

/// What the benchmark of the analysis works on, and its rows.
struct AnalysisTrial {
    struct Row {
        let name: String
        var repeats = 3
        /// - Returns: What the row found, where that is worth a line.
        let body: () throws -> String?
    }

    let scan: Volume
    /// What is bright.
    private let head: Mask
    /// Another mask of about its size.
    private let other: Mask
    /// The scan as if the head had moved, with noise.
    private let moving: Volume
    /// Fixed to moving.
    private let motion: Affine
    /// A grid that is turned against the scan's.
    private let turned: Geometry

    init(scan: Volume) throws {
        self.scan = scan
        let threshold = Float(Intensities(scan.voxels).otsuThreshold())
        let grid = scan.geometry
        head = Mask(geometry: grid, voxels: scan.voxels.map { $0 > threshold ? 1 : 0 })
        other = Mask(geometry: grid, voxels: scan.voxels.map { $0 > threshold * 1.3 ? 1 : 0 })
        let middle = grid.world(SIMD3<Double>(grid.shape) / 2)
        motion =
            Affine.translation(middle + SIMD3(12, -9, 13))
            * Affine(rotationVector: SIMD3(0.12, -0.15, 0.18)) * .translation(-middle)
        let there = try grid.moved(by: motion)
        var numbers = NoiseNumbers()
        let moved = Volume(geometry: there, voxels: scan.voxels).resampled(
            to: grid, interpolation: .cubic)
        moving = Volume(
            geometry: grid, voxels: moved.voxels.map { max(0, $0 + 6 * numbers.normal()) })
        turned = try grid.moved(
            by: .translation(middle) * Affine(rotationVector: SIMD3(0.1, 0.2, 0.3))
                * .translation(-middle))
    }

    /// The inputs, for the other side.
    func write(to folder: String) throws {
        try VolumeFile.write(scan, to: folder + "/scan.nii")
        try VolumeFile.write(head, to: folder + "/head.nii")
        try VolumeFile.write(other, to: folder + "/other.nii")
        try VolumeFile.write(moving, to: folder + "/moving.nii")
        let rows = [motion, turned.affine].map {
            $0.elements.map { "\($0)" }.joined(separator: " ")
        }
        try TextFile.write(rows.joined(separator: "\n") + "\n", to: folder + "/affines.txt")
    }

    var rows: [Row] {
        let never: @Sendable () -> Bool = { false }
        let all = Intensities(scan.voxels)
        let edges = Intensities.edges(
            from: Double(all.minimum), to: Double(all.maximum), bins: 256)
        let ball = Volume.ball(radius: 1, voxelSize: scan.geometry.voxelSize, limit: 100) ?? []
        return [
            Row(name: "distance_map") {
                _ = try head.distanceMap(isCancelled: never)
                return nil
            },
            Row(name: "dilate 3 mm") {
                _ = try head.dilated(by: 3, isCancelled: never)
                return nil
            },
            Row(name: "fill_holes") {
                _ = head.filled()
                return nil
            },
            Row(name: "components") {
                "\(MaskPieces(of: head, connectivity: .faces).labelMap().counts.count - 1) pieces"
            },
            Row(name: "surface_area_mm2") {
                String(format: "%.0f mm2", MaskSurface(of: head).area)
            },
            Row(name: "hausdorff_mm") {
                let distance = try MaskDistance.hausdorff(
                    head, other, percentile: 100, isCancelled: never)
                return String(format: "%.3f mm", distance ?? 0)
            },
            Row(name: "smooth 4 mm") {
                _ = try scan.smoothed(width: 4, isCancelled: never)
                return nil
            },
            Row(name: "median_filter 1 mm") {
                _ = try scan.medianFiltered(over: ball, isCancelled: never)
                return nil
            },
            Row(name: "gradient") {
                _ = try scan.gradientLength(isCancelled: never)
                return nil
            },
            Row(name: "resample linear") {
                _ = scan.resampled(to: turned, interpolation: .linear)
                return nil
            },
            Row(name: "resample cubic") {
                _ = scan.resampled(to: turned, interpolation: .cubic)
                return nil
            },
            Row(name: "otsu") { String(format: "%.1f", Intensities(scan.voxels).otsuThreshold()) },
            Row(name: "histogram") {
                _ = Intensities(scan.voxels).histogram(edges: edges)
                return nil
            },
            Row(name: "percentile") {
                String(format: "%.3f", Intensities(scan.voxels).quantile(0.95))
            },
            Row(name: "bias_correct", repeats: 2) {
                _ = try scan.biasCorrected(isCancelled: never)
                return nil
            },
            Row(name: "register rigid", repeats: 2) {
                let found = try Registration(
                    moving: moving, fixed: scan, model: .rigid, isCancelled: never)
                return String(format: "at most %.3f mm off", distance(found.transform))
            },
        ]
    }

    /// Greatest distance, mm, from the true motion at the edges of a brain.
    private func distance(_ found: Affine) -> Double {
        let middle = scan.geometry.world(SIMD3<Double>(scan.geometry.shape) / 2)
        return (0..<8).map { corner in
            let point =
                middle
                + SIMD3(
                    corner & 1 == 0 ? -60 : 60, corner & 2 == 0 ? -70 : 70,
                    corner & 4 == 0 ? -50 : 50)
            let way = found.apply(point) - motion.apply(point)
            return (way * way).sum().squareRoot()
        }.max() ?? 0
    }
}

/// Noise, the same in every run.
private struct NoiseNumbers {
    private var state: UInt64 = 9

    private mutating func unit() -> Float {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Float(state >> 40) / Float(1 << 24)
    }

    /// About normal, of standard deviation 1: the sum of twelve uniform numbers.
    mutating func normal() -> Float { (0..<12).reduce(-6) { sum, _ in sum + unit() } }
}
