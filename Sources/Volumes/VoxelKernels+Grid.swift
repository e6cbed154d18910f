import CNifti
import Dispatch

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

    static func resampled(
        _ source: [Float], from: Geometry, to: Geometry, interpolation: Interpolation
    ) -> [Float] {
        switch interpolation {
        case .nearest: resampledNearest(source, from: from, to: to)
        case .linear:
            resampled(source, from: from, to: to) { source, target, grid, slices in
                vp_resample_linear(source, target, grid, slices.lowerBound, slices.upperBound)
            }
        }
    }

    static func resampledNearest<Element: BitwiseCopyable>(
        _ source: [Element], from: Geometry, to: Geometry
    ) -> [Element] {
        resampled(source, from: from, to: to) { source, target, grid, slices in
            vp_resample_nearest(
                source, target, MemoryLayout<Element>.stride, grid, slices.lowerBound,
                slices.upperBound)
        }
    }

    /// One call per slab of target slices, slabs in parallel.
    private static func resampled<Element: BitwiseCopyable>(
        _ source: [Element], from: Geometry, to: Geometry,
        slab:
            @Sendable (
                UnsafeRawPointer?, UnsafeMutableRawPointer?, UnsafePointer<vp_grid>, Range<Int>
            ) -> Void
    ) -> [Element] {
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

        // Thin slabs keep all cores busy to the end.
        let thickness = max(1, min(8, to.shape.z / 16))
        let slabs = (to.shape.z + thickness - 1) / thickness
        return source.withUnsafeBytes { bytes in
            [Element](unsafeUninitializedCapacity: to.voxelCount) { target, count in
                // The slabs write to disjoint slices, and nobody reads before all are done.
                nonisolated(unsafe) let input = bytes.baseAddress
                nonisolated(unsafe) let output = UnsafeMutableRawPointer(target.baseAddress)
                let slices = to.shape.z
                let grid = grid
                DispatchQueue.concurrentPerform(iterations: slabs) { index in
                    let first = index * thickness
                    withUnsafePointer(to: grid) {
                        slab(input, output, $0, first..<min(first + thickness, slices))
                    }
                }
                count = to.voxelCount
            }
        }
    }
}
