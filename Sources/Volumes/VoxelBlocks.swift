extension Geometry {
    /// The grid of whole blocks of voxels along one axis; a partial last block is left out.
    ///
    /// - Parameter count: Voxels of a block, at least 1.
    /// - Throws: `VolumeError` where no block is whole.
    package func joined(alongAxis axis: Int, by count: Int) throws(VolumeError) -> Geometry {
        var shape = shape
        shape[axis] /= count
        return try rescaled(alongAxis: axis, by: Double(count), shape: shape)
    }

    /// The grid with every voxel divided into equal parts along one axis.
    ///
    /// - Parameter parts: At least 1.
    /// - Throws: `VolumeError` where there are more voxels than a machine counts.
    func divided(alongAxis axis: Int, by parts: Int) throws(VolumeError) -> Geometry {
        var shape = shape
        shape[axis] *= parts
        return try rescaled(alongAxis: axis, by: 1 / Double(parts), shape: shape)
    }

    /// Voxels `factor` times as long along one axis, the first one's outer face where it was.
    private func rescaled(
        alongAxis axis: Int, by factor: Double, shape: SIMD3<Int>
    ) throws(VolumeError) -> Geometry {
        var (steps, start) = (SIMD3(1.0, 1, 1), SIMD3<Double>.zero)
        steps[axis] = factor
        start[axis] = (factor - 1) / 2
        return try Geometry(
            shape: shape, affine: affine * Affine.scaling(steps, translation: start))
    }
}

extension Volume {
    /// The mean of each block of voxels along one axis; a partial last block is left out.
    ///
    /// - Parameters:
    ///   - axis: 0, 1 or 2, of the volume's own axes.
    ///   - count: Voxels of a block, at least 1.
    /// - Throws: `VolumeError` where no block is whole.
    package func averaged(alongAxis axis: Int, by count: Int) throws -> Volume {
        Volume(
            geometry: try geometry.joined(alongAxis: axis, by: count),
            voxels: VoxelKernels.blockMeans(
                of: voxels, shape: geometry.shape, axis: axis, by: count))
    }
}

extension VoxelKernels {
    /// Means of whole blocks of `count` voxels along one axis, as an image of its own.
    static func blockMeans(
        of source: [Float], shape: SIMD3<Int>, axis: Int, by count: Int
    ) -> [Float] {
        // Runs of voxels that neighbour in memory, blocks, and what lies beyond the axis.
        let inner = (0..<axis).reduce(1) { $0 * shape[$1] }
        let outer = (axis + 1..<3).reduce(1) { $0 * shape[$1] }
        let blocks = shape[axis] / count
        let share = 1 / Float(count)
        return source.withUnsafeBufferPointer { source in
            [Float](unsafeUninitializedCapacity: inner * blocks * outer) { means, filled in
                for plane in 0..<outer {
                    for block in 0..<blocks {
                        let first = (plane * shape[axis] + block * count) * inner
                        let target = (plane * blocks + block) * inner
                        for run in 0..<inner {
                            var sum = Float(0)
                            for step in 0..<count { sum += source[first + step * inner + run] }
                            means[target + run] = sum * share
                        }
                    }
                }
                filled = inner * blocks * outer
            }
        }
    }
}
