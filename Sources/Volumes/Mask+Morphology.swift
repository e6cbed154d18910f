import CNifti

/// Growing and shrinking by a ball, in millimetres, on voxels of any size.
///
/// The ball is one of distances between voxel centres, to one part in a million, so that it is round
/// on anisotropic grids too. Nothing is known beyond the grid: its edge neither grows into the mask
/// nor eats from it.
extension Mask {
    /// Every voxel whose centre lies at most `radius` (mm, not negative) from that of a voxel inside.
    package func dilated(
        by radius: Double, isCancelled: @escaping @Sendable () -> Bool
    ) throws -> Mask {
        guard radius > 0, let box else { return self }
        let block = box.grown(by: reach(radius), within: geometry.shape)
        let cut = cropped(to: block)
        let near = try cut.within(radius, of: 1, isCancelled)
        return near.pasted(into: geometry, at: block)
    }

    /// Every voxel inside whose centre lies further than `radius` (mm, not negative) from those of all
    /// voxels outside.
    package func eroded(
        by radius: Double, isCancelled: @escaping @Sendable () -> Bool
    ) throws -> Mask {
        guard radius > 0, let box else { return self }
        // The nearest voxel outside lies in the box or next to it.
        let block = box.grown(by: SIMD3(1, 1, 1), within: geometry.shape)
        let cut = cropped(to: block)
        return try cut.within(radius, of: 0, isCancelled).inverted().pasted(
            into: geometry, at: block)
    }

    /// Eroded, then dilated: what is thinner than the ball is gone.
    package func opened(
        by radius: Double, isCancelled: @escaping @Sendable () -> Bool
    ) throws -> Mask {
        try eroded(by: radius, isCancelled: isCancelled)
            .dilated(by: radius, isCancelled: isCancelled)
    }

    /// Dilated, then eroded: gaps narrower than the ball are closed.
    package func closed(
        by radius: Double, isCancelled: @escaping @Sendable () -> Bool
    ) throws -> Mask {
        try dilated(by: radius, isCancelled: isCancelled)
            .eroded(by: radius, isCancelled: isCancelled)
    }

    /// With the holes filled: the outside that cannot be left across faces of voxels. In a slice one
    /// voxel thick, holes in its plane.
    package func filled() -> Mask {
        guard let box else { return self }
        let block = box.grown(by: SIMD3(1, 1, 1), within: geometry.shape)
        let cut = cropped(to: block)
        let holes = MaskPieces(of: cut, connectivity: .faces, wanted: 0).enclosed()
        var voxels = cut.voxels
        for index in voxels.indices where holes.voxels[index] != 0 { voxels[index] = 1 }
        return Mask(geometry: cut.geometry, voxels: voxels, header: header)
            .pasted(into: geometry, at: block)
    }

    /// Distance, mm, from every voxel's centre to that of the nearest voxel inside; infinite
    /// everywhere for an empty mask.
    package func distanceMap(isCancelled: @escaping @Sendable () -> Bool) throws -> Volume {
        var distances = try DistanceTransform.squared(
            to: 1, in: voxels, geometry: geometry, isCancelled: isCancelled)
        vp_square_roots(&distances, distances.count)
        return Volume(geometry: geometry, voxels: distances, header: header)
    }

    /// The voxels at most `radius` from the nearest one with a value.
    private func within(
        _ radius: Double, of value: UInt8, _ isCancelled: @escaping @Sendable () -> Bool
    ) throws -> Mask {
        let squared = try DistanceTransform.squared(
            to: value, in: voxels, geometry: geometry, isCancelled: isCancelled)
        // Where there is no such voxel all distances are infinite, and so may the limit be.
        let limit = min(
            Float(radius * radius * (1 + 2e-6)), Float.greatestFiniteMagnitude)
        let near = [UInt8](unsafeUninitializedCapacity: squared.count) { target, count in
            guard let base = target.baseAddress else { return }
            vp_at_most(squared, squared.count, limit, base)
            count = squared.count
        }
        return Mask(geometry: geometry, voxels: near, header: header)
    }

    private func inverted() -> Mask {
        Mask(geometry: geometry, voxels: voxels.map { $0 ^ 1 }, header: header)
    }

    /// Voxels that a radius (mm) spans along i, j, k; no more than the grid has.
    private func reach(_ radius: Double) -> SIMD3<Int> {
        var reach = SIMD3<Int>()
        for axis in 0..<3 {
            let voxels = radius / geometry.voxelSize[axis] * (1 + 1e-6)
            reach[axis] = Int(min(voxels, Double(geometry.shape[axis])))
        }
        return reach
    }
}
