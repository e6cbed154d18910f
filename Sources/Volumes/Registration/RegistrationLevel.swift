import CNifti
import Dispatch

/// One resolution of a registration: points of the fixed image, and how alike the moving image is
/// there under a motion.
struct RegistrationLevel {
    /// World positions (RAS, mm) relative to `center`; three numbers a point.
    private let points: [Float]
    /// The fixed image at each point, as a bin.
    private let fixedBins: [Float]
    private let moving: Volume
    private let movingRange: ClosedRange<Double>
    let center: SIMD3<Double>
    let bins: Int

    /// The points are worked on in this many parts, whatever the number of cores, so that results do
    /// not depend on it.
    private static let parts = 8

    /// - Parameters:
    ///   - size: Of voxels, mm.
    ///   - region: Where points are taken; on any grid.
    ///   - limit: About how many points are taken at most.
    init(
        fixed: RegistrationImage, moving: RegistrationImage, size: Double, region: Mask,
        center: SIMD3<Double>, limit: Int, bins: Int,
        isCancelled: @escaping @Sendable () -> Bool
    ) throws {
        let image = try fixed.version(size, isCancelled: isCancelled)
        self.moving = try moving.version(size, isCancelled: isCancelled)
        movingRange = moving.range
        self.center = center
        self.bins = bins
        let grid = image.geometry
        let inside = try region.resampled(to: grid, byMajority: false, isCancelled: isCancelled)
        let stride = max(1, Double(inside.count) / Double(limit))
        var random = Jitter()
        var points: [Float] = []
        points.reserveCapacity(3 * min(limit + 1000, inside.count))
        var (next, seen) = (0.0, 0.0)
        let shape = grid.shape
        inside.voxels.withUnsafeBufferPointer { marks in
            for k in 0..<shape.z {
                for j in 0..<shape.y {
                    let row = shape.x * (j + shape.y * k)
                    for i in 0..<shape.x where marks[row + i] != 0 {
                        seen += 1
                        guard seen > next else { continue }
                        next += stride
                        // Between voxels, so that two grids that fit each other draw nothing to them
                        // (Thévenaz, Bierlaire and Unser 2008).
                        let index =
                            SIMD3(Double(i), Double(j), Double(k)) + random.next()
                        let place = grid.world(index) - center
                        points.append(Float(place.x))
                        points.append(Float(place.y))
                        points.append(Float(place.z))
                    }
                }
            }
        }
        self.points = points
        let toIndex = grid.affine.inverse * .translation(center)
        fixedBins = Self.lookUp(image, fixed.range, toIndex, points, bins, slopes: false).bins
    }

    var count: Int { fixedBins.count }

    /// - Parameter motion: From positions relative to the centre to world positions in the moving image.
    func histogram(_ motion: Affine) -> (histogram: JointHistogram, share: Double) {
        let found = looked(motion, slopes: false)
        let histogram = histogram(of: found.map(\.bins))
        return (histogram, histogram.total / Double(max(1, count)))
    }

    /// Normalised mutual information and its derivative by the 12 entries of `motion`.
    func information(_ motion: Affine) -> (value: Double, gradient: [Double]) {
        let found = looked(motion, slopes: true)
        let histogram = histogram(of: found.map(\.bins))
        let (value, weights) = histogram.information
        let gradients = inParts { part, range in
            var gradient = [Double](repeating: 0, count: 12)
            fixedBins.withUnsafeBufferPointer { fixed in
                points.withUnsafeBufferPointer { points in
                    guard let first = fixed.baseAddress, let place = points.baseAddress else {
                        return
                    }
                    vp_histogram_gradient(
                        first + range.lowerBound, found[part].bins, found[part].slopes,
                        place + 3 * range.lowerBound, range.count, bins, weights, &gradient)
                }
            }
            return gradient
        }
        var sums = [Double](repeating: 0, count: 12)
        for gradient in gradients { for n in 0..<12 { sums[n] += gradient[n] } }
        // From entries of the map to voxel indices to those of the map to the world.
        let inverse = moving.geometry.affine.inverse
        var entries = [Double](repeating: 0, count: 12)
        for row in 0..<3 {
            for column in 0..<4 {
                for index in 0..<3 {
                    entries[4 * row + column] += inverse[index, row] * sums[4 * index + column]
                }
            }
        }
        return (value, entries)
    }

    private typealias Found = (bins: [Float], slopes: [Float])

    private func looked(_ motion: Affine, slopes: Bool) -> [Found] {
        let toIndex = moving.geometry.affine.inverse * motion
        return inParts { _, range in
            Self.lookUp(
                moving, movingRange, toIndex,
                Array(points[3 * range.lowerBound..<3 * range.upperBound]), bins, slopes: slopes)
        }
    }

    private func histogram(of movingBins: [[Float]]) -> JointHistogram {
        let parts = inParts { part, range in
            var histogram = JointHistogram(bins: bins)
            fixedBins.withUnsafeBufferPointer { fixed in
                guard let first = fixed.baseAddress else { return }
                vp_joint_histogram(
                    first + range.lowerBound, movingBins[part], range.count, bins,
                    &histogram.counts)
            }
            return histogram
        }
        var sum = JointHistogram(bins: bins)
        for part in parts { for n in sum.counts.indices { sum.counts[n] += part.counts[n] } }
        return sum
    }

    /// Runs a body for each part of the points, on all cores.
    private func inParts<Result: Sendable>(
        _ body: (Int, Range<Int>) -> Result
    ) -> [Result] {
        let count = count
        return withoutActuallyEscaping(body) { body in
            [Result](unsafeUninitializedCapacity: Self.parts) { results, filled in
                // Each part writes one result, and nobody reads before all are done.
                nonisolated(unsafe) let (work, output) = (body, results)
                DispatchQueue.concurrentPerform(iterations: Self.parts) { part in
                    let range = part * count / Self.parts..<(part + 1) * count / Self.parts
                    (output.baseAddress.unsafelyUnwrapped + part)
                        .initialize(to: work(part, range))
                }
                filled = Self.parts
            }
        }
    }

    private static func lookUp(
        _ image: Volume, _ range: ClosedRange<Double>, _ toIndex: Affine, _ points: [Float],
        _ bins: Int, slopes wantsSlopes: Bool
    ) -> Found {
        let count = points.count / 3
        var slopes: [Float] = []
        let values = image.voxels.withUnsafeBufferPointer { voxels in
            [Float](unsafeUninitializedCapacity: count) { target, filled in
                filled = count
                guard let from = voxels.baseAddress, let to = target.baseAddress else { return }
                let shape = image.geometry.shape
                var lookup = vp_lookup(
                    voxels: from, shape: (shape.x, shape.y, shape.z), map: toIndex.rowMajor,
                    offset: range.lowerBound, scale: 0, bins: bins)
                lookup.scale = Double(bins - 4) / (range.upperBound - range.lowerBound)
                // Bin 1 is where the range begins.
                lookup.offset -= 1 / lookup.scale
                guard wantsSlopes else {
                    vp_look_up(&lookup, points, count, to, nil)
                    return
                }
                slopes = [Float](unsafeUninitializedCapacity: 3 * count) { slopes, filled in
                    vp_look_up(&lookup, points, count, to, slopes.baseAddress)
                    filled = 3 * count
                }
            }
        }
        return (values, slopes)
    }
}

extension Affine {
    /// The upper three rows, as C takes them.
    fileprivate var rowMajor:
        (
            Double, Double, Double, Double, Double, Double, Double, Double, Double, Double, Double,
            Double
        )
    {
        (
            row0.x, row0.y, row0.z, row0.w, row1.x, row1.y, row1.z, row1.w, row2.x, row2.y, row2.z,
            row2.w
        )
    }
}

/// Places inside a voxel, the same in every run (SplitMix64; Steele, Lea and Flood 2014).
private struct Jitter {
    private var state: UInt64 = 1

    /// Uniform within half a voxel of its centre along each axis.
    mutating func next() -> SIMD3<Double> { SIMD3(unit(), unit(), unit()) }

    private mutating func unit() -> Double {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        z ^= z >> 31
        return Double(z >> 11) / 9_007_199_254_740_992 - 0.5
    }
}
