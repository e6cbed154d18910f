import CNifti

/// Exact Euclidean distances on a grid.
package enum DistanceTransform {
    /// Squared distance, mm², from every voxel's centre to the nearest one with `wanted` in `marks`.
    ///
    /// A sheared grid is taken as if its axes stood upright on each other.
    ///
    /// - Parameters:
    ///   - marks: One value a voxel of `geometry`.
    ///   - isCancelled: Asked every few slices.
    /// - Returns: One value a voxel; infinite everywhere where no voxel is marked.
    /// - Throws: `CancellationError`.
    package static func squared(
        to wanted: UInt8, in marks: [UInt8], geometry: Geometry,
        isCancelled: @escaping @Sendable () -> Bool
    ) throws -> [Float] {
        precondition(marks.count == geometry.voxelCount, "one mark a voxel")
        let shape = geometry.shape.array
        let size = [geometry.voxelSize.x, geometry.voxelSize.y, geometry.voxelSize.z]
        return try marks.withUnsafeBufferPointer { marked in
            try [Float](unsafeUninitializedCapacity: marks.count) { target, count in
                guard let from = marked.baseAddress, let to = target.baseAddress else { return }
                // The slabs write to disjoint planes.
                nonisolated(unsafe) let (input, output) = (from, to)
                for axis in 0..<3 {
                    let planes = axis == 2 ? shape[1] : shape[2]
                    try VoxelKernels.inSlabs(of: planes, isCancelled: isCancelled) { slab in
                        let fits = vp_squared_distances(
                            input, wanted, shape, size, Int32(axis), output, slab.lowerBound,
                            slab.upperBound)
                        precondition(fits != 0, "out of memory")
                    }
                }
                count = marks.count
            }
        }
    }
}
