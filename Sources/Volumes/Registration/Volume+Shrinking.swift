import CNifti

extension Volume {
    /// The image on a coarser grid, each voxel the mean of a block of whole voxels.
    ///
    /// - Parameter size: The new voxels' edge, mm: along each axis the block that comes nearest to it,
    ///   1 voxel at least.
    /// - Throws: `CancellationError`.
    func shrunk(toward size: Double, isCancelled: @escaping @Sendable () -> Bool) throws -> Volume {
        let old = geometry
        var blocks = SIMD3(1, 1, 1)
        for axis in 0..<3 {
            let count = (size / old.voxelSize[axis]).rounded()
            blocks[axis] = Int(max(1, min(count, Double(old.shape[axis]))))
        }
        let factors = blocks
        if factors == SIMD3(1, 1, 1) { return self }
        let shape = (old.shape &+ factors &- SIMD3(1, 1, 1)) / factors
        let scale = SIMD3<Double>(factors)
        let affine =
            old.affine * .scaling(scale, translation: (scale - SIMD3(repeating: 1)) / 2)
        let new = try Geometry(shape: shape, affine: affine)
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
