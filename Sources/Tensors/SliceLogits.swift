/// Logits of the two slices of a field that a plane of a finer grid lies between: the owner of that
/// memory. One thread at a time uses it.
final class SliceLogits {
    private let values: [UnsafeMutablePointer<Float>]
    private let capacity: Int
    /// The slice that each half holds.
    private var held = [-1, -1]

    /// - Parameter count: values of one slice.
    init(count: Int) {
        capacity = count
        values = (0..<2).map { _ in .allocate(capacity: count) }
    }

    deinit {
        for half in values { half.deallocate() }
    }

    /// A slice's values, computed if neither half holds them. Neighbours never displace each other.
    func slice(
        _ index: Int, compute: (UnsafeMutablePointer<Float>) -> Void
    ) -> UnsafePointer<Float> {
        let half = index & 1
        if held[half] != index {
            compute(values[half])
            held[half] = index
        }
        return UnsafePointer(values[half])
    }
}

/// Sums of the winners' probabilities and their number, by leaf.
///
/// Only one thread at a time may fill it, and nothing reads it before that thread is done.
final class Tally: @unchecked Sendable {
    let posteriors: UnsafeMutableBufferPointer<Double>
    let wins: UnsafeMutableBufferPointer<Int64>

    init(leaves: Int) {
        posteriors = .allocate(capacity: leaves)
        wins = .allocate(capacity: leaves)
        posteriors.initialize(repeating: 0)
        wins.initialize(repeating: 0)
    }

    deinit {
        posteriors.deallocate()
        wins.deallocate()
    }

    /// For each leaf, the mean probability where it wins; nil where it never does.
    ///
    /// The order of the tallies is that of the parts, so that every run gives the same sums.
    static func means(of tallies: [Tally]) -> [Float?] {
        guard let first = tallies.first else { return [] }
        return first.wins.indices.map { leaf in
            let count = tallies.reduce(0) { $0 + $1.wins[leaf] }
            let sum = tallies.reduce(0) { $0 + $1.posteriors[leaf] }
            return count > 0 ? Float(sum / Double(count)) : nil
        }
    }
}
