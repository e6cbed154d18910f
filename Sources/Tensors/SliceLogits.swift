/// Logits and best leaves of one slice: the owner of that memory.
final class SliceLogits {
    /// [voxels, stride].
    let logits: UnsafeMutableBufferPointer<Float>

    /// [voxels].
    let best: UnsafeMutableBufferPointer<UInt8>

    init(voxels: Int, stride: Int) {
        logits = .allocate(capacity: voxels * stride)
        best = .allocate(capacity: voxels)
    }

    deinit {
        logits.deallocate()
        best.deallocate()
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
