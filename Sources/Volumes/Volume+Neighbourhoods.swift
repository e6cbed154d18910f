import CNifti

extension Volume {
    /// The offsets of the voxels whose centre lies within a radius, the voxel itself included.
    ///
    /// A sheared grid is taken as if its axes stood upright on each other.
    ///
    /// - Parameters:
    ///   - radius: mm; 0 or more.
    ///   - limit: More offsets than this are not listed.
    /// - Returns: Steps along i, j, k; nil where there are more than `limit`.
    package static func ball(
        radius: Double, voxelSize: SIMD3<Double>, limit: Int
    ) -> [SIMD3<Int>]? {
        // A voxel that lies on the limit counts.
        let square = radius * radius * (1 + 1e-9)
        let reach = (0..<3).map { Int(min(radius * (1 + 1e-9) / voxelSize[$0], 1e6)) }
        guard reach.allSatisfy({ $0 <= limit }) else { return nil }
        var offsets: [SIMD3<Int>] = []
        for k in -reach[2]...reach[2] {
            for j in -reach[1]...reach[1] {
                for i in -reach[0]...reach[0] {
                    let step = SIMD3<Double>(SIMD3(i, j, k)) * voxelSize
                    guard (step * step).sum() <= square else { continue }
                    guard offsets.count < limit else { return nil }
                    offsets.append(SIMD3(i, j, k))
                }
            }
        }
        return offsets
    }

    /// Each voxel replaced by the median of those at the offsets from it; mirrored beyond the edges.
    ///
    /// - Parameters:
    ///   - offsets: An odd number, symmetric about 0.
    ///   - isCancelled: Asked every few slices.
    /// - Throws: `CancellationError`.
    package func medianFiltered(
        over offsets: [SIMD3<Int>], isCancelled: @escaping @Sendable () -> Bool
    ) throws -> Volume {
        precondition(offsets.count % 2 == 1, "a middle value")
        let shape = [geometry.shape.x, geometry.shape.y, geometry.shape.z]
        let flat = offsets.flatMap { [$0.x, $0.y, $0.z] }
        return try filtered(isCancelled) { source, target, slices in
            let fits = vp_median(
                source, target, shape, flat, offsets.count, slices.lowerBound, slices.upperBound)
            precondition(fits != 0, "out of memory")
        }
    }

    /// The length of the gradient in the world, intensity a mm: central differences between
    /// neighbours, one-sided ones at the edges, 0 along an axis of one voxel. Right for oblique
    /// and sheared grids.
    ///
    /// - Throws: `CancellationError`.
    package func gradientLength(isCancelled: @escaping @Sendable () -> Bool) throws -> Volume {
        let shape = [geometry.shape.x, geometry.shape.y, geometry.shape.z]
        let inverse = geometry.affine.inverse
        let rows = (0..<3).flatMap { row in (0..<3).map { inverse[row, $0] } }
        return try filtered(isCancelled) { source, target, slices in
            vp_gradient(source, target, shape, rows, slices.lowerBound, slices.upperBound)
        }
    }

    /// Fills a new image slab by slab.
    private func filtered(
        _ isCancelled: @escaping @Sendable () -> Bool,
        slab: @Sendable (UnsafePointer<Float>, UnsafeMutablePointer<Float>, Range<Int>) -> Void
    ) throws -> Volume {
        let result = try voxels.withUnsafeBufferPointer { input in
            try [Float](unsafeUninitializedCapacity: input.count) { output, count in
                guard let from = input.baseAddress, let to = output.baseAddress else { return }
                // The slabs write to disjoint slices, and nobody reads before all are done.
                nonisolated(unsafe) let (source, target) = (from, to)
                try VoxelKernels.inSlabs(of: geometry.shape.z, isCancelled: isCancelled) {
                    slab(source, target, $0)
                }
                count = input.count
            }
        }
        return Volume(geometry: geometry, voxels: result, header: header)
    }
}
