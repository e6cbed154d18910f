import CNifti

/// The intensities of an image inside a mask, or of all its voxels.
///
/// Sums are formed in double precision; nothing is copied.
package struct Intensities: Sendable {
    /// One value a voxel; i runs fastest.
    private let voxels: [Float]
    /// 0 or 1 a voxel; nil for all.
    private let mask: [UInt8]?
    /// Voxels inside.
    package let count: Int
    /// Voxels inside whose value is NaN or infinite; every measure but `count` is of the others.
    package let nonFiniteCount: Int
    package let sum: Double
    /// Infinite where no finite value is inside.
    package let minimum: Float
    package let maximum: Float

    /// - Precondition: as many voxels in the mask as in the image.
    package init(_ voxels: [Float], inside mask: [UInt8]? = nil) {
        precondition(mask == nil || mask?.count == voxels.count, "one mark a voxel")
        self.voxels = voxels
        self.mask = mask
        var sample = vp_sample()
        Self.withPointers(voxels, mask) { vp_summarize($0, $1, voxels.count, &sample) }
        count = sample.count
        nonFiniteCount = sample.non_finite
        sum = sample.sum
        minimum = sample.minimum
        maximum = sample.maximum
    }

    /// - Precondition: a voxel is inside.
    package var mean: Double { sum / Double(count) }

    /// The population's standard deviation: the root of the mean square distance from the mean.
    package var standardDeviation: Double {
        let mean = mean
        let squares = Self.withPointers(voxels, mask) {
            vp_sum_of_squares($0, $1, voxels.count, mean)
        }
        return (squares / Double(count)).squareRoot()
    }

    /// The value below which a share of the values lies, with straight lines between neighbours
    /// (Hyndman and Fan 1996, definition 7, which is NumPy's).
    ///
    /// - Parameter share: 0 to 1.
    /// - Precondition: a voxel is inside, and all inside are finite.
    package func quantile(_ share: Double) -> Double {
        precondition(count > 0 && nonFiniteCount == 0 && (0...1).contains(share))
        let place = share * Double(count - 1)
        let lower = Int(place)
        let low = Double(value(atRank: lower))
        let rest = place - Double(lower)
        guard rest > 0 else { return low }
        let high = Double(value(atRank: lower + 1))
        // From the nearer end, as NumPy does, so that rounding is the same.
        return rest < 0.5 ? low + (high - low) * rest : high - (high - low) * (1 - rest)
    }

    /// The values in bins between ascending, evenly spaced edges; a bin holds its lower edge, the
    /// last one both.
    ///
    /// - Returns: One count a bin. Values outside the edges and NaN are not counted.
    package func histogram(edges: [Double]) -> [Int] {
        precondition(edges.count >= 2, "a bin has two edges")
        var counts = [Int](repeating: 0, count: edges.count - 1)
        Self.withPointers(voxels, mask) {
            vp_histogram($0, $1, voxels.count, edges, edges.count - 1, &counts)
        }
        return counts
    }

    private func value(atRank rank: Int) -> Float {
        var value: Float = 0
        let fits = Self.withPointers(voxels, mask) {
            vp_order_statistic($0, $1, voxels.count, rank, &value)
        }
        precondition(fits != 0, "out of memory")
        return value
    }

    private static func withPointers<Result>(
        _ voxels: [Float], _ mask: [UInt8]?,
        _ body: (UnsafePointer<Float>, UnsafePointer<UInt8>?) -> Result
    ) -> Result {
        voxels.withUnsafeBufferPointer { values in
            // A grid has at least one voxel, so that the pointer is there.
            guard let base = values.baseAddress else { preconditionFailure("no voxels") }
            guard let mask else { return body(base, nil) }
            return mask.withUnsafeBufferPointer { body(base, $0.baseAddress) }
        }
    }
}
