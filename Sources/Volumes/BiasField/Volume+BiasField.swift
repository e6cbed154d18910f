import CNifti
import Foundation

extension Volume {
    /// The image without the slow change of brightness that a coil lays over it: N4 (Tustison et al.
    /// 2010), on blocks of about 4 mm.
    ///
    /// In logarithms, the histogram inside the head is sharpened again and again, and what the voxels
    /// lie above their sharpened values is fitted by smooth splines, of 1, 2, 4 and 8 pieces across the
    /// field of view. The mean logarithm inside the head stays.
    ///
    /// - Returns: nil for an image with nothing bright in it.
    /// - Throws: `CancellationError`.
    package func biasCorrected(isCancelled: @escaping @Sendable () -> Bool) throws -> Volume? {
        let blocks = blocks(of: 4)
        let small = try shrunk(by: blocks, isCancelled: isCancelled)
        let all = Intensities(small.voxels)
        guard all.minimum < all.maximum else { return nil }
        let threshold = max(0, Float(all.otsuThreshold()))
        let head = small.voxels.map { $0 > threshold ? UInt8(1) : 0 }
        let logarithms = small.voxels.map { log(max($0, .leastNormalMagnitude)) }
        let inside = Intensities(logarithms, inside: head)
        guard inside.count > 1, inside.minimum < inside.maximum else { return nil }
        let grid = SplineLattice.Grid(
            shape: small.geometry.shape, blocks: blocks, of: geometry.shape)
        var field = [Float](repeating: 0, count: logarithms.count)
        var lattices: [SplineLattice] = []
        for spans in [1, 2, 4, 8] {
            var lattice = SplineLattice(spans: spans)
            for _ in 0..<Self.rounds {
                if isCancelled() { throw CancellationError() }
                let even = zip(logarithms, field).map { $0 - $1 }
                let sharpening = HistogramSharpening(even, inside: head)
                guard sharpening.step > 0 else { break }
                var step = SplineLattice(spans: spans)
                step.add(
                    fitOf: even.map(sharpening.excess), inside: head, on: grid)
                var change = [Float](repeating: 0, count: field.count)
                try change.withUnsafeMutableBufferPointer { buffer in
                    guard let base = buffer.baseAddress else { return }
                    try step.add(to: base, on: grid, isCancelled: isCancelled)
                }
                for index in field.indices { field[index] += change[index] }
                for index in lattice.numbers.indices {
                    lattice.numbers[index] += step.numbers[index]
                }
                let ratios = Intensities(change.map { exp($0) }, inside: head)
                if ratios.standardDeviation / ratios.mean < Self.tolerance { break }
            }
            lattices.append(lattice)
        }
        let mean = Float(Intensities(field, inside: head).mean)
        // B-splines of equal numbers are constant.
        for index in lattices[0].numbers.indices { lattices[0].numbers[index] -= mean }
        return try divided(byExponentialOf: lattices, isCancelled: isCancelled)
    }

    /// At each number of pieces, and the change below which fewer will do (the coefficient of
    /// variation of the field's last factor).
    private static let rounds = 50
    private static let tolerance = 0.001

    private func divided(
        byExponentialOf lattices: [SplineLattice], isCancelled: @escaping @Sendable () -> Bool
    ) throws -> Volume {
        let grid = SplineLattice.Grid(shape: geometry.shape)
        var result = [Float](repeating: 0, count: voxels.count)
        try result.withUnsafeMutableBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return }
            for lattice in lattices {
                try lattice.add(to: base, on: grid, isCancelled: isCancelled)
            }
            try voxels.withUnsafeBufferPointer { source in
                guard let from = source.baseAddress else { return }
                nonisolated(unsafe) let (input, output) = (from, base)
                let slice = geometry.shape.x * geometry.shape.y
                try VoxelKernels.inSlabs(of: geometry.shape.z, isCancelled: isCancelled) { slab in
                    vp_even_out(
                        input + slab.lowerBound * slice, output + slab.lowerBound * slice,
                        slab.count * slice)
                }
            }
        }
        return Volume(geometry: geometry, voxels: result, header: header)
    }
}
