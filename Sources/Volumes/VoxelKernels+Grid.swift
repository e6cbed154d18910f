import CNifti

extension VoxelKernels {
    /// Voxels moved to their places after a permutation of the axes.
    static func permuted<Element: BitwiseCopyable>(
        _ source: [Element], shape: SIMD3<Int>, by permutation: AxisPermutation
    ) -> [Element] {
        let strides = [1, shape.x, shape.x * shape.y]
        var sizes = [Int](repeating: 0, count: 3)
        var steps = [Int](repeating: 0, count: 3)
        var start = 0
        for axis in 0..<3 {
            let from = permutation.sourceAxis[axis]
            sizes[axis] = shape[from]
            steps[axis] = permutation.isFlipped[axis] ? -strides[from] : strides[from]
            if permutation.isFlipped[axis] { start += strides[from] * (shape[from] - 1) }
        }
        return source.withUnsafeBytes { bytes in
            [Element](unsafeUninitializedCapacity: source.count) { target, count in
                vp_permute(
                    bytes.baseAddress, target.baseAddress, MemoryLayout<Element>.stride, start,
                    sizes, steps)
                count = source.count
            }
        }
    }

    /// - Throws: `CancellationError`.
    static func resampled(
        _ source: [Float], from: Geometry, to: Geometry, interpolation: Interpolation,
        isCancelled: @escaping @Sendable () -> Bool = { false }
    ) throws -> [Float] {
        switch interpolation {
        case .nearest:
            return try resampledNearest(source, from: from, to: to, isCancelled: isCancelled)
        case .linear:
            return try resampled(source, from: from, to: to, isCancelled) {
                vp_resample_linear($0, $1, $2, $3.lowerBound, $3.upperBound)
            }
        case .cubic:
            let coefficients = try splineCoefficients(
                source, shape: from.shape, isCancelled: isCancelled)
            return try resampled(coefficients, from: from, to: to, isCancelled) {
                vp_resample_cubic($0, $1, $2, $3.lowerBound, $3.upperBound)
            }
        }
    }

    /// - Throws: `CancellationError`.
    static func resampledNearest<Element: BitwiseCopyable>(
        _ source: [Element], from: Geometry, to: Geometry,
        isCancelled: @escaping @Sendable () -> Bool = { false }
    ) throws -> [Element] {
        try resampled(source, from: from, to: to, isCancelled) {
            vp_resample_nearest(
                $0, $1, MemoryLayout<Element>.stride, $2, $3.lowerBound, $3.upperBound)
        }
    }

    /// The label that linear interpolation gives the most weight; 8-bit or 32-bit labels.
    ///
    /// - Throws: `CancellationError`.
    static func resampledByMajority<Label: BitwiseCopyable & FixedWidthInteger>(
        _ source: [Label], from: Geometry, to: Geometry,
        isCancelled: @escaping @Sendable () -> Bool
    ) throws -> [Label] {
        precondition(Label.self == UInt8.self || Label.self == Int32.self)
        let size = MemoryLayout<Label>.stride
        return try resampled(source, from: from, to: to, isCancelled) {
            vp_resample_majority(
                $0, $1, size, $2, $3.lowerBound, $3.upperBound)
        }
    }

    private static func splineCoefficients(
        _ source: [Float], shape: SIMD3<Int>, isCancelled: @escaping @Sendable () -> Bool
    ) throws -> [Float] {
        let sizes = [shape.x, shape.y, shape.z]
        var result = source
        try result.withUnsafeMutableBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return }
            // The slabs write to disjoint planes.
            nonisolated(unsafe) let data = base
            for axis in 0..<3 {
                try inSlabs(of: axis == 2 ? shape.y : shape.z, isCancelled: isCancelled) { slab in
                    let fits = vp_spline_coefficients(
                        data, sizes, Int32(axis), slab.lowerBound, slab.upperBound)
                    precondition(fits != 0, "out of memory")
                }
            }
        }
        return result
    }

    /// One call per slab of target slices, slabs in parallel.
    private static func resampled<Element: BitwiseCopyable>(
        _ source: [Element], from: Geometry, to: Geometry,
        _ isCancelled: @escaping @Sendable () -> Bool,
        slab:
            @Sendable (
                UnsafeRawPointer?, UnsafeMutableRawPointer?, UnsafePointer<vp_grid>, Range<Int>
            ) -> Void
    ) throws -> [Element] {
        let map = from.affine.inverse * to.affine
        var grid = vp_grid()
        for row in 0..<3 {
            for column in 0..<4 {
                withUnsafeMutableBytes(of: &grid.map) {
                    $0.storeBytes(
                        of: map[row, column],
                        toByteOffset: (row * 4 + column) * MemoryLayout<Double>.stride,
                        as: Double.self)
                }
            }
        }
        grid.source_shape = (from.shape.x, from.shape.y, from.shape.z)
        grid.target_shape = (to.shape.x, to.shape.y, to.shape.z)
        return try source.withUnsafeBytes { bytes in
            try [Element](unsafeUninitializedCapacity: to.voxelCount) { target, count in
                // The slabs write to disjoint slices, and nobody reads before all are done.
                nonisolated(unsafe) let input = bytes.baseAddress
                nonisolated(unsafe) let output = UnsafeMutableRawPointer(target.baseAddress)
                let grid = grid
                try inSlabs(of: to.shape.z, isCancelled: isCancelled) { slices in
                    withUnsafePointer(to: grid) { slab(input, output, $0, slices) }
                }
                count = to.voxelCount
            }
        }
    }
}
