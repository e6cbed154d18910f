import COneDNN
import Synchronization

extension LinearHead {
    /// How sure the head is of each leaf, and where some leaves come near to winning.
    ///
    /// - Parameter leaves: those whose place is asked for.
    /// - Returns: for each leaf, the mean of its softmax probability over the voxels of the field
    ///   where it is the best (nil where there is none); and the box around the voxels where one of
    ///   `leaves` is the best or within `ChangedLeaves.reach` of it.
    /// - Throws: `CancellationError`.
    func confidence(
        of field: FeatureField, near leaves: Set<Int>, isCancelled: @escaping @Sendable () -> Bool
    ) throws -> (confidence: [Float?], reach: ExtentBox?) {
        let extent = field.extent
        let wanted = leaves.sorted()
        // As many parts whatever the machine, so that sums are always the same.
        let parts = min(extent.depth, 32)
        let tallies = (0..<parts).map { _ in Tally(leaves: leafCount) }
        let reach = Mutex<ExtentBox?>(nil)
        Threads.parallel(parts) { part in
            let logits = UnsafeMutablePointer<Float>.allocate(capacity: extent.width * stride)
            defer { logits.deallocate() }
            var bounds = ExtentBounds()
            field.bits.withUnsafeBufferPointer { bits in
                for z in extent.depth * part / parts..<extent.depth * (part + 1) / parts {
                    if isCancelled() { return }
                    for y in 0..<extent.height {
                        let row = (z * extent.height + y) * extent.width
                        apply(
                            to: bits, voxels: row..<row + extent.width, into: logits,
                            tally: tallies[part])
                        guard !wanted.isEmpty else { continue }
                        for x in 0..<extent.width
                        where Self.isNear(wanted, in: logits + x * stride, count: leafCount) {
                            bounds.include(z, y, x)
                        }
                    }
                }
            }
            guard let box = bounds.box else { return }
            reach.withLock { $0 = $0?.union(box) ?? box }
        }
        if isCancelled() { throw CancellationError() }
        return (Tally.means(of: tallies), reach.withLock { $0 })
    }

    private static func isNear(
        _ leaves: [Int], in logits: UnsafePointer<Float>, count: Int
    ) -> Bool {
        let own = leaves.reduce(-Float.infinity) { max($0, logits[$1]) } + ChangedLeaves.reach
        for leaf in 0..<count where logits[leaf] > own { return false }
        return true
    }
}
