import CNifti
import Foundation

extension Volume {
    /// The image convolved with a Gaussian, axis by axis; mirrored beyond its edges.
    ///
    /// The kernel is sampled at voxel centres, cut at four standard deviations and scaled to the
    /// sum 1, as SciPy's `gaussian_filter` does. A sheared grid is taken as if its axes stood
    /// upright on each other.
    ///
    /// - Parameters:
    ///   - width: Full width at half maximum, mm; 0 or more and finite.
    ///   - isCancelled: Asked every few slices.
    /// - Throws: `CancellationError`.
    package func smoothed(
        width: Double, isCancelled: @escaping @Sendable () -> Bool
    ) throws -> Volume {
        let shape = [geometry.shape.x, geometry.shape.y, geometry.shape.z]
        var result = voxels
        try result.withUnsafeMutableBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return }
            // The slabs write to disjoint planes.
            nonisolated(unsafe) let target = base
            for axis in 0..<3 {
                let deviation =
                    width / (8 * log(2)).squareRoot() / geometry.voxelSize[axis]
                let kernel = LineKernel(deviation: deviation, length: shape[axis])
                guard kernel.weights.count > 1 else { continue }
                let planes = axis == 2 ? shape[1] : shape[2]
                try VoxelKernels.inSlabs(of: planes, isCancelled: isCancelled) { slab in
                    let fits = vp_convolve(
                        target, shape, Int32(axis), kernel.weights, kernel.start,
                        kernel.weights.count, slab.lowerBound, slab.upperBound)
                    precondition(fits != 0, "out of memory")
                }
            }
        }
        return Volume(geometry: geometry, voxels: result, header: header)
    }
}

/// The weights of a Gaussian along a line of voxels.
private struct LineKernel: Sendable {
    /// Offset of the first weight from the voxel that is computed.
    let start: Int
    let weights: [Float]

    /// - Parameters:
    ///   - deviation: In voxels.
    ///   - length: Of the line.
    init(deviation: Double, length: Int) {
        // So wide a kernel gives the mean of the line, cut or not.
        let reach = Int(min(4 * deviation + 0.5, 1e6))
        let raw = (-reach...reach).map { offset in
            reach == 0 ? 1 : exp(-0.5 * pow(Double(offset) / deviation, 2))
        }
        let sum = raw.reduce(0, +)
        let period = 2 * length
        guard raw.count > period else {
            start = -reach
            weights = raw.map { Float($0 / sum) }
            return
        }
        // A mirrored line repeats itself: weights a period apart meet the same voxel.
        var folded = [Double](repeating: 0, count: period)
        for (index, weight) in raw.enumerated() {
            folded[((index - reach) % period + period) % period] += weight
        }
        start = 0
        weights = folded.map { Float($0 / sum) }
    }
}
