import CNifti

/// Exact Euclidean distances on a grid.
package enum DistanceTransform {
    /// Squared distance, mm², from every voxel's centre to the nearest one with `wanted` in `marks`.
    ///
    /// A sheared grid is taken as if its axes stood upright on each other.
    ///
    /// - Parameter marks: One value a voxel of `geometry`.
    /// - Returns: One value a voxel; infinite everywhere where no voxel is marked.
    package static func squared(
        to wanted: UInt8, in marks: [UInt8], geometry: Geometry
    ) -> [Float] {
        precondition(marks.count == geometry.voxelCount, "one mark a voxel")
        let shape = [geometry.shape.x, geometry.shape.y, geometry.shape.z]
        let size = [geometry.voxelSize.x, geometry.voxelSize.y, geometry.voxelSize.z]
        return [Float](unsafeUninitializedCapacity: marks.count) { target, count in
            guard let base = target.baseAddress else { return }
            precondition(
                vp_squared_distances(marks, wanted, shape, size, base) != 0, "out of memory")
            count = marks.count
        }
    }
}
