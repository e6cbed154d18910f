import CNifti
import Dispatch

/// A smooth field over a grid: cubic B-splines on a few numbers.
struct SplineLattice {
    /// Pieces of the curve along each axis; one axis then has 3 numbers more.
    let spans: Int
    /// i runs fastest. Length: `(spans + 3)³`.
    var numbers: [Float]

    private var size: Int { spans + 3 }

    init(spans: Int) {
        self.spans = spans
        let size = spans + 3
        numbers = [Float](repeating: 0, count: size * size * size)
    }

    /// The grid whose voxels are looked up: of the field of view's own voxels, or of blocks of them.
    struct Grid {
        /// Of the grid itself.
        let shape: SIMD3<Int>
        /// Where along the field of view the voxels of each axis lie, 0 to 1.
        fileprivate let places: [[Double]]

        init(shape: SIMD3<Int>) { self.init(shape: shape, blocks: SIMD3(1, 1, 1), of: shape) }

        /// - Parameters:
        ///   - blocks: Voxels of the whole grid in one of this grid.
        ///   - whole: Voxels of the whole grid.
        init(shape: SIMD3<Int>, blocks: SIMD3<Int>, of whole: SIMD3<Int>) {
            self.shape = shape
            places = (0..<3).map { axis in
                (0..<shape[axis]).map { index in
                    let first = index * blocks[axis]
                    let last = min(first + blocks[axis], whole[axis])
                    return Double(first + last) / 2 / Double(whole[axis])
                }
            }
        }
    }

    /// The numbers that come nearest to the values inside a mask, by one pass of multilevel B-spline
    /// approximation (Lee, Wolberg and Shin 1997); added to those that are there.
    ///
    /// - Parameters:
    ///   - values: One a voxel of the grid.
    ///   - mask: The same.
    mutating func add(fitOf values: [Float], inside mask: [UInt8], on grid: Grid) {
        let count = numbers.count
        // A fixed number of parts, so that results do not depend on the cores.
        let parts = 4
        let slices = grid.shape.z
        let found = withLattice(on: grid) { lattice in
            [([Double], [Double])](unsafeUninitializedCapacity: parts) { results, filled in
                // Each part writes one result, and nobody reads before all are done.
                nonisolated(unsafe) let (lattice, output) = (lattice, results)
                DispatchQueue.concurrentPerform(iterations: parts) { part in
                    var sums = [Double](repeating: 0, count: count)
                    var shares = sums
                    vp_lattice_gather(
                        lattice, values, mask, &sums, &shares, part * slices / parts,
                        (part + 1) * slices / parts)
                    (output.baseAddress.unsafelyUnwrapped + part).initialize(to: (sums, shares))
                }
                filled = parts
            }
        }
        for index in 0..<count {
            let sum = found.reduce(0) { $0 + $1.0[index] }
            let share = found.reduce(0) { $0 + $1.1[index] }
            if share > 1e-12 { numbers[index] += Float(sum / share) }
        }
    }

    /// Adds the field to values of a grid, for some of its slices.
    func add(
        to target: UnsafeMutablePointer<Float>, on grid: Grid,
        isCancelled: @escaping @Sendable () -> Bool
    ) throws {
        try withLattice(on: grid) { lattice in
            // The slabs write to disjoint slices.
            nonisolated(unsafe) let (lattice, output) = (lattice, target)
            try VoxelKernels.inSlabs(of: grid.shape.z, isCancelled: isCancelled) { slab in
                let fits = vp_lattice_add(
                    lattice, numbers, output, slab.lowerBound, slab.upperBound)
                precondition(fits != 0, "out of memory")
            }
        }
    }

    private func withLattice<Result>(
        on grid: Grid, _ body: (UnsafePointer<vp_lattice>) throws -> Result
    ) rethrows -> Result {
        let axes = grid.places.map { places in
            places.map { place -> (start: Int, weights: [Float]) in
                let along = place * Double(spans)
                let start = max(0, min(spans - 1, Int(along)))
                let t = along - Double(start)
                let u = 1 - t
                let weights = [
                    u * u * u / 6, (4 - 6 * t * t + 3 * t * t * t) / 6,
                    (4 - 6 * u * u + 3 * u * u * u) / 6, t * t * t / 6,
                ]
                return (start, weights.map { Float($0) })
            }
        }
        let starts = axes.map { $0.map(\.start) }
        let weights = axes.map { $0.flatMap(\.weights) }
        return try withPointers(starts) { starts in
            try withPointers(weights) { weights in
                var lattice = vp_lattice(
                    shape: (grid.shape.x, grid.shape.y, grid.shape.z),
                    lattice: (size, size, size), starts: starts, weights: weights)
                return try body(&lattice)
            }
        }
    }

    private func withPointers<Element, Result>(
        _ arrays: [[Element]],
        _ body: (
            (UnsafePointer<Element>, UnsafePointer<Element>, UnsafePointer<Element>)
        ) throws -> Result
    ) rethrows -> Result {
        try arrays[0].withUnsafeBufferPointer { x in
            try arrays[1].withUnsafeBufferPointer { y in
                try arrays[2].withUnsafeBufferPointer { z in
                    guard let x = x.baseAddress, let y = y.baseAddress, let z = z.baseAddress
                    else { preconditionFailure("a grid has voxels along each axis") }
                    return try body((x, y, z))
                }
            }
        }
    }
}
