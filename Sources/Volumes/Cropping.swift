extension Geometry {
    /// The same voxels in the world, fewer or more of them.
    ///
    /// - Parameters:
    ///   - first: Index here of what becomes voxel (0, 0, 0); may be negative.
    ///   - shape: Of the new grid, each at least 1.
    /// - Throws: `VolumeError` for more voxels than a machine counts.
    package func cut(from first: SIMD3<Int>, shape: SIMD3<Int>) throws(VolumeError) -> Geometry {
        let moved = Affine(
            columns: (affine.column(0), affine.column(1), affine.column(2)),
            translation: affine.apply(SIMD3<Double>(first)))
        return try Geometry(shape: shape, affine: moved)
    }

    /// A grid over the same field of view with other voxels: its axes, centre and, but for rounding
    /// to whole voxels, its edges stay.
    ///
    /// - Parameter voxelSize: mm, each above 0.
    /// - Throws: `VolumeError` for more voxels than a machine counts.
    package func regridded(voxelSize size: SIMD3<Double>) throws(VolumeError) -> Geometry {
        var shape = SIMD3<Int>()
        for axis in 0..<3 {
            let extent = Double(self.shape[axis]) * voxelSize[axis]
            let count = (extent / size[axis]).rounded()
            guard count < 1e9 else { throw VolumeError(.emptyShape([Int.max])) }
            shape[axis] = max(1, Int(count))
        }
        let columns = (0..<3).map { affine.column($0) * (size[$0] / voxelSize[$0]) }
        let middle = affine.apply(SIMD3<Double>(self.shape &- SIMD3(1, 1, 1)) / 2)
        let half = SIMD3<Double>(shape &- SIMD3(1, 1, 1)) / 2
        let origin =
            middle - columns[0] * half.x - columns[1] * half.y - columns[2] * half.z
        return try Geometry(
            shape: shape,
            affine: Affine(columns: (columns[0], columns[1], columns[2]), translation: origin))
    }
}

extension Geometry {
    /// A grid with its axes along right, anterior, superior that holds all of the given ones, with the
    /// smallest of their voxel sizes along each axis.
    ///
    /// - Precondition: at least one grid.
    /// - Throws: `VolumeError` for more voxels than a machine counts.
    package static func upright(around grids: [Geometry]) throws(VolumeError) -> Geometry {
        var size = SIMD3<Double>(repeating: .infinity)
        var low = size
        var high = -size
        for grid in grids {
            for (axis, direction) in grid.orientation.directions.enumerated() {
                let world = direction.worldAxis
                size[world] = min(size[world], grid.voxelSize[axis])
            }
            for corner in grid.corners.map(grid.world) {
                low = pointwiseMin(low, corner)
                high = pointwiseMax(high, corner)
            }
        }
        let steps = (high - low) / size
        guard steps.max() < 1e9 else { throw VolumeError(.emptyShape([Int.max])) }
        // A step that is whole but for rounding adds no voxel.
        let shape = SIMD3<Int>((steps - SIMD3(repeating: 1e-6)).rounded(.up)) &+ SIMD3(1, 1, 1)
        let slack = (SIMD3<Double>(shape &- SIMD3(1, 1, 1)) - steps) / 2
        return try Geometry(
            shape: pointwiseMax(shape, SIMD3(1, 1, 1)),
            affine: .scaling(size, translation: low - slack * size))
    }

    /// Whole voxels along each axis that cover a length, mm.
    package func steps(covering length: Double) -> SIMD3<Int> {
        // A length of three voxels is not four because of rounding.
        let counts = (0..<3).map { Int((length / voxelSize[$0] - 1e-6).rounded(.up)) }
        return SIMD3(max(0, counts[0]), max(0, counts[1]), max(0, counts[2]))
    }

    /// False where certainly no voxel of the other grid meets one of this grid, judged by the boxes
    /// around both, each along the other's axes.
    package func mayOverlap(_ other: Geometry) -> Bool {
        func reaches(_ a: Geometry, _ b: Geometry) -> Bool {
            let indices = b.corners.map { a.index(ofWorld: b.world($0)) }
            return (0..<3).allSatisfy { axis in
                let along = indices.map { $0[axis] }
                guard let low = along.min(), let high = along.max() else { return false }
                return high >= -0.5 && low <= Double(a.shape[axis]) - 0.5
            }
        }
        return reaches(self, other) && reaches(other, self)
    }
}

extension VoxelKernels {
    /// The voxels of a grid that was cut or widened; `fill` where the source has none.
    static func cut<Element: BitwiseCopyable>(
        _ source: [Element], shape: SIMD3<Int>, from first: SIMD3<Int>, to newShape: SIMD3<Int>,
        fill: Element
    ) -> [Element] {
        var result = [Element](repeating: fill, count: newShape.x * newShape.y * newShape.z)
        // Indices of the new grid that lie in the old one.
        let low = SIMD3(repeating: 0).replacing(with: 0 &- first, where: first .< 0)
        let high = pointwiseMin(newShape, shape &- first)
        guard high.x > low.x, high.y > low.y, high.z > low.z else { return result }
        source.withUnsafeBufferPointer { from in
            result.withUnsafeMutableBufferPointer { to in
                for k in low.z..<high.z {
                    for j in low.y..<high.y {
                        let target = newShape.x * (j + newShape.y * k)
                        let row = shape.x * (j + first.y + shape.y * (k + first.z)) + first.x
                        let values = from[row + low.x..<row + high.x]
                        _ = to[target + low.x..<target + high.x].update(fromContentsOf: values)
                    }
                }
            }
        }
        return result
    }
}

extension Volume {
    /// - Parameter geometry: `self.geometry.cut(from: first, shape:)`.
    package func cut(from first: SIMD3<Int>, to geometry: Geometry, fill: Float = 0) -> Volume {
        Volume(
            geometry: geometry,
            voxels: VoxelKernels.cut(
                voxels, shape: self.geometry.shape, from: first, to: geometry.shape, fill: fill),
            header: header)
    }
}

extension Mask {
    /// - Parameter geometry: `self.geometry.cut(from: first, shape:)`.
    package func cut(from first: SIMD3<Int>, to geometry: Geometry) -> Mask {
        Mask(
            geometry: geometry,
            voxels: VoxelKernels.cut(
                voxels, shape: self.geometry.shape, from: first, to: geometry.shape, fill: 0),
            header: header)
    }
}

extension LabelMap {
    /// - Parameter geometry: `self.geometry.cut(from: first, shape:)`.
    package func cut(from first: SIMD3<Int>, to geometry: Geometry) -> LabelMap {
        LabelMap(
            geometry: geometry,
            voxels: VoxelKernels.cut(
                voxels, shape: self.geometry.shape, from: first, to: geometry.shape, fill: 0),
            names: names, header: header)
    }
}
