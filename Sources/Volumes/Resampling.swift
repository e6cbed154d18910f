/// How values between voxel centres are found.
package enum Interpolation: String, Sendable, CaseIterable {
    case nearest
    case linear
}

extension Volume {
    /// The scan on another grid, through the affines of both.
    ///
    /// A voxel reaches half its size beyond its centre: there the outermost value holds; beyond
    /// that the result is 0. Going to much larger voxels, smooth first: nothing is averaged.
    package func resampled(to target: Geometry, interpolation: Interpolation) -> Volume {
        if target == geometry { return self }
        let voxels = VoxelKernels.resampled(
            self.voxels, from: geometry, to: target, interpolation: interpolation)
        return Volume(geometry: target, voxels: voxels, header: header)
    }
}

extension Mask {
    /// The mask on another grid by the nearest voxel; 0 outside of this grid.
    package func resampled(to target: Geometry) -> Mask {
        if target == geometry { return self }
        let voxels = VoxelKernels.resampledNearest(self.voxels, from: geometry, to: target)
        return Mask(geometry: target, voxels: voxels, header: header)
    }
}

extension LabelMap {
    /// The labels on another grid by the nearest voxel, so that no new label arises; 0 outside
    /// of this grid.
    package func resampled(to target: Geometry) -> LabelMap {
        if target == geometry { return self }
        let voxels = VoxelKernels.resampledNearest(self.voxels, from: geometry, to: target)
        return LabelMap(geometry: target, voxels: voxels, names: names, header: header)
    }
}
