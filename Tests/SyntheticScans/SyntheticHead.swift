import Volumes

/// A head made of balls, small enough for tests: FreeSurfer numbers on 20×24×20 voxels of 8 mm,
/// and a T1-like scan of it.
package struct SyntheticHead {
    /// The radii of the hippocampi, mm; the right one is larger by default.
    package var leftRadius = 15.0
    package var rightRadius = 19.0

    package init(leftRadius: Double = 15, rightRadius: Double = 19) {
        self.leftRadius = leftRadius
        self.rightRadius = rightRadius
    }

    package static let geometry = Geometry(
        shape: SIMD3(20, 24, 20), voxelSize: SIMD3(8, 8, 8), origin: SIMD3(-76, -92, -76))

    package var labels: LabelMap {
        let grid = Self.geometry
        var voxels = [Int32](repeating: 0, count: grid.voxelCount)
        for offset in 0..<grid.voxelCount {
            voxels[offset] = label(at: grid.world(SIMD3<Double>(grid.index(ofOffset: offset))))
        }
        return LabelMap(geometry: grid, voxels: voxels)
    }

    /// Each tissue at an intensity of its own.
    package var scan: Volume {
        let intensities: [Int32: Float] = [
            0: 0, 2: 110, 41: 110, 3: 80, 42: 80, 17: 76, 53: 76, 4: 30, 43: 30, 16: 100,
        ]
        let labels = labels
        return Volume(
            geometry: labels.geometry, voxels: labels.voxels.map { intensities[$0] ?? 0 })
    }

    /// Writes `t1.nii.gz` and `labels.nii.gz` into a folder.
    package func write(to folder: String) throws {
        try VolumeFile.write(scan, to: folder + "/t1.nii.gz")
        try VolumeFile.write(labels, to: folder + "/labels.nii.gz")
    }

    /// The volume of the voxels that carry a label, mL.
    package func millilitres(of label: Int32) -> Double {
        labels.mask(of: [label]).volumeInMillilitres
    }

    private func label(at point: SIMD3<Double>) -> Int32 {
        func isInside(_ center: SIMD3<Double>, _ radii: SIMD3<Double>) -> Bool {
            let scaled = (point - center) / radii
            return (scaled * scaled).sum() < 1
        }
        func isInside(_ center: SIMD3<Double>, _ radius: Double) -> Bool {
            isInside(center, SIMD3(repeating: radius))
        }
        let isLeft = point.x < 0
        if isInside(SIMD3(0, -30, -44), 14) { return 16 }
        if isInside(SIMD3(-28, -20, -14), leftRadius) { return 17 }
        if isInside(SIMD3(28, -20, -14), rightRadius) { return 53 }
        if isInside(SIMD3(-12, 0, 20), 12) { return 4 }
        if isInside(SIMD3(12, 0, 20), 12) { return 43 }
        if isInside(.zero, SIMD3(55, 68, 55)) { return isLeft ? 2 : 41 }
        if isInside(.zero, SIMD3(70, 85, 70)) { return isLeft ? 3 : 42 }
        return 0
    }
}
