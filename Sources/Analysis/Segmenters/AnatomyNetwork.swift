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

    /// Divides a grid that may be coarser than the scan's own among the leaves, if that is quicker.
    func coarsePosterior(
        of features: Features, leaves: [LeafPrompt], control: RunControl
    ) throws -> LeafPosterior

    /// The same where all but a few leaves have the prompts of a division that is known.
    ///
    /// - Parameter changed: Indices of the leaves whose prompts are others.
    func posterior(
        of features: Features, leaves: [LeafPrompt], changed: Set<Int>, from known: LeafPosterior,
        control: RunControl
    ) throws -> LeafPosterior

    /// Features of several scans of one person as one.
    ///
    /// - Parameters:
    ///   - features: At least one; the first covers the grid of `scan`.
    ///   - scan: Of the scan on whose grid the result lies, with its own fine detail as far as the first
    ///     of `features` counts.
    ///   - doubted: Indices of scans that count only where no other one lies.
    func fuse(
        _ features: [Features], onto scan: Features, doubted: Set<Int>, control: RunControl
    ) throws -> Features

    /// Whether the network knows what lies over the anatomy.
    var marksOverlays: Bool { get }

    /// Marks what lies over the anatomy, such as lesions: index 1, the rest 0.
    ///
    /// - Precondition: `marksOverlays`.
    /// - Parameters:
    ///   - features: Of scans of one person, at least one; the result lies on the first one's grid.
    ///   - doubted: Indices of scans that count only where no other one lies.
    ///   - leaves: All of them.
    ///   - tissues: Indices of the leaves of white matter, of cortex and of ventricles.
    func overlay(
        of features: [Features], doubted: Set<Int>, prompt: LeafPrompt, leaves: [LeafPrompt],
        tissues: [Set<Int>], control: RunControl
    ) throws -> LeafPosterior

    /// Divides the cortex of a scan among parcels.
    ///
    /// - Parameters:
    ///   - posterior: The scan's leaves.
    ///   - parcels: All of them.
    ///   - groups: Which of them compete within which leaf.
    /// - Returns: Indices of parcels, `LeafPosterior.outside` where none competes.
    func parcels(
        of features: Features, within posterior: LeafPosterior, parcels: [LeafPrompt],
        groups: [ParcelPromptGroup], control: RunControl
    ) throws -> LeafPosterior

    /// What encoding a scan on this grid will take; nil where that cannot be told.
    func encodingCost(of geometry: Geometry) -> SegmentationCost?

    /// Bytes that the features hold.
    func memoryCost(of features: Features) -> Int

    /// What a leaf or parcel is like in the training anatomies; empty where that is not known.
    var ranges: [Leaf: AnatomyRange] { get }
}

extension AnatomyNetwork {
    package func encodingCost(of geometry: Geometry) -> SegmentationCost? { nil }
    package var ranges: [Leaf: AnatomyRange] { [:] }

    package func coarsePosterior(
        of features: Features, leaves: [LeafPrompt], control: RunControl
    ) throws -> LeafPosterior {
        try posterior(of: features, leaves: leaves, control: control)
    }

    package func posterior(
        of features: Features, leaves: [LeafPrompt], changed: Set<Int>, from known: LeafPosterior,
        control: RunControl
    ) throws -> LeafPosterior {
        try posterior(of: features, leaves: leaves, control: control)
    }
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

/// The parcels that share the voxels of one leaf.
package struct ParcelPromptGroup: Hashable, Sendable {
    /// Index of the leaf, in the order of the prompts.
    package let leaf: Int
    /// Indices of the parcels, in the order of theirs.
    package let parcels: [Int]

    package init(leaf: Int, parcels: [Int]) {
        self.leaf = leaf
        self.parcels = parcels
    }
}

/// Which leaf (or which parcel of the cortex) each voxel belongs to.
package struct LeafPosterior: Sendable {
    /// What stands for a voxel that belongs to none.
    package static let outside: UInt8 = 255

    /// The scan's own grid; of `coarsePosterior`, one that may be coarser.
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
        Self.segmentation(of: [(self, leaves)], header: header)
    }

    /// The union of leaves of several divisions of one grid, none of which overlap, and its mean
    /// probability.
    ///
    /// - Precondition: At least one division.
    static func segmentation(
        of parts: [(posterior: LeafPosterior, leaves: Set<Int>)], header: SourceHeader?
    ) -> Segmentation {
        var voxels: [UInt8] = []
        var total = 0
        var sum = 0.0
        for (posterior, leaves) in parts {
            let counts = posterior.mark(leaves, in: &voxels)
            for leaf in leaves where leaf < posterior.confidence.count {
                guard let certainty = posterior.confidence[leaf] else { continue }
                total += counts[leaf]
                sum += Double(counts[leaf]) * certainty
            }
        }
        return Segmentation(
            mask: Mask(geometry: parts[0].posterior.geometry, voxels: voxels, header: header),
            confidence: total > 0 ? sum / Double(total) : nil)
    }

    /// Adds the voxels of leaves to a mask, which is empty at first.
    ///
    /// - Returns: Voxels of each index.
    private func mark(_ leaves: Set<Int>, in mask: inout [UInt8]) -> [Int] {
        var isWanted = [UInt8](repeating: 0, count: 256)
        for leaf in leaves where leaf < confidence.count { isWanted[leaf] = 1 }
        var counts = [Int](repeating: 0, count: 256)
        let known = mask
        mask = leafIndices.withUnsafeBufferPointer { source in
            known.withUnsafeBufferPointer { known in
                [UInt8](unsafeUninitializedCapacity: source.count) { target, count in
                    for index in 0..<source.count {
                        let leaf = Int(source[index])
                        target[index] = isWanted[leaf] | (known.isEmpty ? 0 : known[index])
                        counts[leaf] += 1
                    }
                    count = source.count
                }
            }
        }
        return counts
    }
}
