import CNifti

extension Volume {
    /// Voxels along each axis in a block that comes nearest to an edge of `size`, mm; 1 at least.
    func blocks(of size: Double) -> SIMD3<Int> {
        var blocks = SIMD3(1, 1, 1)
        for axis in 0..<3 {
            let count = (size / geometry.voxelSize[axis]).rounded()
            blocks[axis] = Int(max(1, min(count, Double(geometry.shape[axis]))))
        }
        return blocks
    }

    /// The image on a coarser grid, each voxel the mean of a block of whole voxels; at the upper ends
    /// of the axes, of those that are left.
    ///
    /// - Throws: `CancellationError`.
    func shrunk(
        by factors: SIMD3<Int>, isCancelled: @escaping @Sendable () -> Bool
    ) throws -> Volume {
        let old = geometry
        if factors == SIMD3(1, 1, 1) { return self }
        let shape = (old.shape &+ factors &- SIMD3(1, 1, 1)) / factors
        let new = try old.rescaled(by: SIMD3<Double>(factors), shape: shape)
        let means = try voxels.withUnsafeBufferPointer { source in
            try [Float](unsafeUninitializedCapacity: new.voxelCount) { target, count in
                guard let from = source.baseAddress, let to = target.baseAddress else { return }
                // The slabs write to disjoint slices, and nobody reads before all are done.
                nonisolated(unsafe) let (input, output) = (from, to)
                try VoxelKernels.inSlabs(of: shape.z, isCancelled: isCancelled) { slab in
                    vp_block_means(
                        input, old.shape.array, factors.array, output, slab.lowerBound,
                        slab.upperBound)
                }
                count = new.voxelCount
            }
        }
        return Volume(geometry: new, voxels: means, header: header)
    }
}
