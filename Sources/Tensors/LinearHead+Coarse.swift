extension LinearHead {
    /// The best leaf of each voxel of the field itself, which no detail network sharpens; the first of
    /// equals.
    ///
    /// - Parameter isCancelled: asked from any thread, for each row.
    /// - Returns: [depth, height, width].
    /// - Throws: `CancellationError`.
    package func labels(
        of field: FeatureField, isCancelled: @escaping @Sendable () -> Bool = { false }
    ) throws -> [UInt8] {
        precondition(field.channels == featureCount, "labels: features of another network")
        let extent = field.extent
        let labels = [UInt8](unsafeUninitializedCapacity: extent.count) { labels, count in
            count = extent.count
            // Each plane has its own part of the result, and nobody reads before all are done.
            nonisolated(unsafe) let output = labels
            Threads.parallel(extent.depth) { z in
                let logits = UnsafeMutablePointer<Float>.allocate(
                    capacity: extent.width * stride)
                defer { logits.deallocate() }
                field.bits.withUnsafeBufferPointer { bits in
                    for y in 0..<extent.height {
                        if isCancelled() { return }
                        let row = (z * extent.height + y) * extent.width
                        apply(to: bits, voxels: row..<row + extent.width, into: logits)
                        for x in 0..<extent.width {
                            output.initializeElement(
                                at: row + x, to: Self.best(logits + x * stride, leafCount))
                        }
                    }
                }
            }
        }
        if isCancelled() { throw CancellationError() }
        return labels
    }

    private static func best(_ logits: UnsafePointer<Float>, _ count: Int) -> UInt8 {
        var best = 0
        for leaf in 1..<max(1, count) where logits[leaf] > logits[best] { best = leaf }
        return UInt8(best)
    }
}
