import Volumes

/// A network that encodes a scan once and then marks any leaves in it.
package protocol AnatomyNetwork: Sendable {
    /// Dense features of one scan.
    associatedtype Features: Sendable

    /// Runs the trunk: the costly part, once for each scan.
    ///
    /// - Throws: `AnalysisError.cancelled`, within 300 ms of the request.
    func encode(_ volume: Volume, control: RunControl) throws -> Features

    /// Divides the scan's own grid among the leaves.
    func posterior(
        of features: Features, leaves: [LeafPrompt], control: RunControl
    ) throws -> LeafPosterior

    /// What encoding a scan on this grid will take; nil where that cannot be told.
    func encodingCost(of geometry: Geometry) -> SegmentationCost?

    /// Bytes that the features hold.
    func memoryCost(of features: Features) -> Int
}

extension AnatomyNetwork {
    package func encodingCost(of geometry: Geometry) -> SegmentationCost? { nil }
}

/// What steers the network toward one leaf.
package struct LeafPrompt: Hashable, Sendable {
    /// The text encoder's embedding of the words without their side: 384 numbers, L2-normalised.
    package let embedding: [Float]
    /// `.both` for a leaf without sides.
    package let side: Side

    package init(embedding: [Float], side: Side) {
        self.embedding = embedding
        self.side = side
    }
}

/// Which leaf each voxel belongs to.
package struct LeafPosterior: Sendable {
    /// The scan's own grid.
    package let geometry: Geometry
    /// Index of the leaf, in the order of the prompts; i runs fastest. Length:
    /// `geometry.voxelCount`.
    package let leafIndices: [UInt8]
    /// Mean probability of each leaf where it is the most likely one, 0 to 1; `nil` where that is
    /// not known.
    package let confidence: [Double?]

    /// - Precondition: As many indices as the grid has voxels.
    package init(geometry: Geometry, leafIndices: [UInt8], confidence: [Double?]) {
        precondition(leafIndices.count == geometry.voxelCount, "indices do not fill the grid")
        self.geometry = geometry
        self.leafIndices = leafIndices
        self.confidence = confidence
    }

    var memoryCost: Int { leafIndices.count + 8 * confidence.count }

    /// The union of leaves, and its mean probability.
    func segmentation(of leaves: Set<Int>, header: SourceHeader?) -> Segmentation {
        var isWanted = [UInt8](repeating: 0, count: 256)
        for leaf in leaves where leaf < 256 { isWanted[leaf] = 1 }
        var counts = [Int](repeating: 0, count: 256)
        let voxels = leafIndices.withUnsafeBufferPointer { source in
            [UInt8](unsafeUninitializedCapacity: source.count) { target, count in
                for index in 0..<source.count {
                    let leaf = Int(source[index])
                    target[index] = isWanted[leaf]
                    counts[leaf] += 1
                }
                count = source.count
            }
        }
        var total = 0
        var sum = 0.0
        for leaf in leaves where leaf < confidence.count {
            guard let certainty = confidence[leaf] else { continue }
            total += counts[leaf]
            sum += Double(counts[leaf]) * certainty
        }
        return Segmentation(
            mask: Mask(geometry: geometry, voxels: voxels, header: header),
            confidence: total > 0 ? sum / Double(total) : nil)
    }
}
