/// How values between voxel centres are found.
package enum Interpolation: String, Sendable, CaseIterable {
    case nearest
    case linear
    /// Cubic B-splines through the voxels; overshoots at sharp edges.
    case cubic
}

extension Volume {
    /// The scan on another grid, through the affines of both.
    ///
    /// A voxel reaches half its size beyond its centre: there the outermost value holds (for
    /// `.cubic`, the image mirrored about its outermost centres); beyond that the result is 0.
    /// Going to much larger voxels, smooth first: nothing is averaged.
    package func resampled(to target: Geometry, interpolation: Interpolation) -> Volume {
        uncancelled { try resampled(to: target, interpolation: interpolation, isCancelled: $0) }
    }

    /// - Parameter isCancelled: Asked every few slices.
    /// - Throws: `CancellationError`.
    package func resampled(
        to target: Geometry, interpolation: Interpolation,
        isCancelled: @escaping @Sendable () -> Bool
    ) throws -> Volume {
        if target == geometry { return self }
        let voxels = try VoxelKernels.resampled(
            self.voxels, from: geometry, to: target, interpolation: interpolation,
            isCancelled: isCancelled)
        return Volume(geometry: target, voxels: voxels, header: header)
    }
}

extension Mask {
    /// The mask on another grid by the nearest voxel; 0 outside of this grid.
    package func resampled(to target: Geometry) -> Mask {
        uncancelled { try resampled(to: target, byMajority: false, isCancelled: $0) }
    }

    /// - Parameters:
    ///   - byMajority: Inside is where linear interpolation of 0 and 1 gives more than a half;
    ///     else the nearest voxel decides.
    ///   - isCancelled: Asked every few slices.
    /// - Throws: `CancellationError`.
    package func resampled(
        to target: Geometry, byMajority: Bool, isCancelled: @escaping @Sendable () -> Bool
    ) throws -> Mask {
        if target == geometry { return self }
        let voxels =
            byMajority
            ? try VoxelKernels.resampledByMajority(
                self.voxels, from: geometry, to: target, isCancelled: isCancelled)
            : try VoxelKernels.resampledNearest(
                self.voxels, from: geometry, to: target, isCancelled: isCancelled)
        return Mask(geometry: target, voxels: voxels, header: header)
    }
}

extension LabelMap {
    /// The labels on another grid by the nearest voxel, so that no new label arises; 0 outside
    /// of this grid.
    package func resampled(to target: Geometry) -> LabelMap {
        uncancelled { try resampled(to: target, byMajority: false, isCancelled: $0) }
    }

    /// - Parameters:
    ///   - byMajority: The label with the most weight in linear interpolation, the smaller of two
    ///     equal ones; else that of the nearest voxel. No new label arises.
    ///   - isCancelled: Asked every few slices.
    /// - Throws: `CancellationError`.
    package func resampled(
        to target: Geometry, byMajority: Bool, isCancelled: @escaping @Sendable () -> Bool
    ) throws -> LabelMap {
        if target == geometry { return self }
        let voxels =
            byMajority
            ? try VoxelKernels.resampledByMajority(
                self.voxels, from: geometry, to: target, isCancelled: isCancelled)
            : try VoxelKernels.resampledNearest(
                self.voxels, from: geometry, to: target, isCancelled: isCancelled)
        return LabelMap(geometry: target, voxels: voxels, names: names, header: header)
    }
}
