extension Intensities {
    /// The middle of the bin, of evenly spaced ones between the smallest and the largest value, that
    /// parts the values into two classes between which the variance is largest (Otsu 1979); the first
    /// of equally good ones.
    ///
    /// - Precondition: two values differ.
    package func otsuThreshold(bins: Int = 256) -> Double {
        precondition(minimum < maximum, "values that differ")
        let edges = Self.edges(from: Double(minimum), to: Double(maximum), bins: bins)
        let counts = histogram(edges: edges)
        let middles = counts.indices.map { (edges[$0] + edges[$0 + 1]) / 2 }
        let total = Double(counts.reduce(0, +))
        let sum = zip(counts, middles).reduce(0) { $0 + Double($1.0) * $1.1 }
        var (below, sumBelow) = (0.0, 0.0)
        var best = (variance: -1.0, middle: middles[0])
        for bin in 0..<counts.count - 1 {
            below += Double(counts[bin])
            sumBelow += Double(counts[bin]) * middles[bin]
            let above = total - below
            // The outermost bins hold a voxel each, so that neither class is empty.
            let difference = sumBelow / below - (sum - sumBelow) / above
            let variance = below * above * difference * difference
            if variance > best.variance * (1 + 1e-12) { best = (variance, middles[bin]) }
        }
        return best.middle
    }

    /// Evenly spaced edges of bins; the last is `high` to the digit.
    package static func edges(from low: Double, to high: Double, bins: Int) -> [Double] {
        let width = (high - low) / Double(bins)
        return (0..<bins).map { low + Double($0) * width } + [high]
    }
}
