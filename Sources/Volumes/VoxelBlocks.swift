extension Geometry {
    /// The grid of whole blocks of voxels along one axis; a partial last block is left out.
    ///
    /// - Parameter count: Voxels of a block, at least 1.
    /// - Throws: `VolumeError` where no block is whole.
    package func joined(alongAxis axis: Int, by count: Int) throws(VolumeError) -> Geometry {
        var (factors, shape) = (SIMD3(1.0, 1, 1), shape)
        factors[axis] = Double(count)
        shape[axis] /= count
        return try rescaled(by: factors, shape: shape)
    }

    /// The grid with every voxel divided into equal parts.
    ///
    /// - Parameter parts: Along each axis, at least 1.
    /// - Throws: `VolumeError` where there are more voxels than a machine counts.
    func divided(by parts: SIMD3<Int>) throws(VolumeError) -> Geometry {
        try rescaled(by: 1 / SIMD3<Double>(parts), shape: shape &* parts)
    }

    /// Voxels `factors` times as long, the first one's outer corner where it was.
    func rescaled(
        by factors: SIMD3<Double>, shape: SIMD3<Int>
    ) throws(VolumeError) -> Geometry {
        let start = (factors - SIMD3(repeating: 1)) / 2
        return try Geometry(shape: shape, affine: affine * .scaling(factors, translation: start))
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
        let coarse = try geometry.joined(alongAxis: axis, by: count)
        var (factors, shape) = (SIMD3(1, 1, 1), geometry.shape)
        factors[axis] = count
        shape[axis] = count * coarse.shape[axis]
        let whole = cut(from: .zero, to: try geometry.cut(from: .zero, shape: shape))
        return Volume(
            geometry: coarse,
            voxels: try whole.shrunk(by: factors, isCancelled: { false }).voxels)
    }
}
