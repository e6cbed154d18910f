import Foundation

/// How often each pair of intensities meets: rows for the fixed image, columns for the moving one.
struct JointHistogram {
    /// Number of bins on each side.
    let bins: Int
    /// `bins` rows of `bins` numbers.
    var counts: [Double]

    init(bins: Int) {
        self.bins = bins
        counts = [Double](repeating: 0, count: bins * bins)
    }

    var total: Double { counts.reduce(0, +) }

    /// Rows and columns summed, as shares of the whole.
    private func margins(_ total: Double) -> (fixed: [Double], moving: [Double]) {
        var fixed = [Double](repeating: 0, count: bins)
        var moving = fixed
        for row in 0..<bins {
            for column in 0..<bins {
                let share = counts[row * bins + column] / total
                fixed[row] += share
                moving[column] += share
            }
        }
        return (fixed, moving)
    }

    private static func entropy(_ shares: [Double]) -> Double {
        shares.reduce(0) { $1 > 0 ? $0 - $1 * log($1) : $0 }
    }

    /// Normalised mutual information (Studholme, Hill and Hawkes 1999), 1 to 2, and its derivative by
    /// each cell, up to a constant for each row, which does not count where every point keeps its row.
    ///
    /// 1 and no derivative where there is nothing to compare.
    var information: (value: Double, weights: [Double]) {
        let total = total
        guard total > 0 else { return (1, [Double](repeating: 0, count: counts.count)) }
        let (fixed, moving) = margins(total)
        let single = Self.entropy(fixed) + Self.entropy(moving)
        let joint = Self.entropy(counts.map { $0 / total })
        guard joint > 1e-9 else { return (1, [Double](repeating: 0, count: counts.count)) }
        let value = single / joint
        let logs = moving.map { $0 > 0 ? log($0) : 0 }
        var weights = [Double](repeating: 0, count: counts.count)
        for row in 0..<bins {
            for column in 0..<bins {
                let cell = row * bins + column
                // An empty cell gains as if it held a small part of a point.
                let share = max(counts[cell], 1e-3) / total
                weights[cell] = (value * log(share) - logs[column]) / (joint * total)
            }
        }
        return (value, weights)
    }

    /// Which part of the spread of one image's intensities the other one's explain: the correlation
    /// ratio (Roche et al. 1998) as a correlation, 0 to 1; the larger of both directions.
    var correlation: Double {
        func explained(_ count: (Int, Int) -> Double) -> Double {
            var (sum, squares, total, between) = (0.0, 0.0, 0.0, 0.0)
            for row in 0..<bins {
                var (n, s) = (0.0, 0.0)
                for column in 0..<bins {
                    let c = count(row, column)
                    n += c
                    s += c * Double(column)
                    squares += c * Double(column * column)
                }
                total += n
                sum += s
                if n > 0 { between += s * s / n }
            }
            guard total > 0 else { return 0 }
            let variance = squares - sum * sum / total
            return variance > 1e-9 * total ? (between - sum * sum / total) / variance : 0
        }
        let ratio = max(
            explained { counts[$0 * bins + $1] }, explained { counts[$1 * bins + $0] })
        return max(0, min(1, ratio)).squareRoot()
    }
}
