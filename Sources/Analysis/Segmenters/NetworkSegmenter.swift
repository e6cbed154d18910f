import Foundation
import Synchronization
import Volumes

/// The vision network, steered by words: where text encoder and vision network meet.
///
/// A scan is encoded once and divided among all leaves once; then every target is a union of
/// leaves. Words that no table holds take the place of the nearest leaf's own.
package final class NetworkSegmenter<Network: AnatomyNetwork>: Segmenter {
    package let title = "vision network"
    /// Embeds texts; 384 numbers for each.
    package typealias Embedder = @Sendable ([String]) throws -> [[Float]]

    private let network: Network
    private let vocabulary: Vocabulary
    private let embed: Embedder
    private let prompts: [LeafPrompt]
    private let cache: FeatureCache<Network.Features>
    /// Held while the network computes: its scratch memory and threads serve one run at a time.
    private let turn = Mutex<Void>(())

    /// - Parameters:
    ///   - embed: The text encoder.
    ///   - cacheLimit: Bytes that features and posteriors of scans may hold.
    package init(
        network: Network, vocabulary: Vocabulary, cacheLimit: Int = 1 << 30,
        embed: @escaping Embedder
    ) throws {
        self.network = network
        self.vocabulary = vocabulary
        self.embed = embed
        cache = FeatureCache(limit: cacheLimit)
        // Left and right share their words.
        let names = vocabulary.structures.filter(\.isLeaf).map(\.name)
        let embeddings = Dictionary(
            zip(names, try embed(names)), uniquingKeysWith: { first, _ in first })
        prompts = vocabulary.leaves.map {
            LeafPrompt(embedding: embeddings[$0.structure] ?? [], side: $0.side)
        }
    }

    package func segment(
        _ scan: ScanValue, _ reading: AnatomyReading, control: RunControl
    ) throws -> Segmentation {
        guard case .target(let target) = reading.anatomy else {
            throw AnalysisError.termNeedsLabels(name: reading.anatomy.name)
        }
        if target.structure.isOverlay {
            throw AnalysisError.overlayNeedsLabels(structure: target.structure.name)
        }
        if !target.parcels.isEmpty {
            throw AnalysisError.parcelNeedsLabels(structure: target.name)
        }
        let wanted = Set(target.leaves)
        let indices = Set(
            vocabulary.leaves.indices.filter { wanted.contains(vocabulary.leaves[$0]) })
        let posterior =
            reading.isFree && target.structure.isLeaf
            ? try steered(by: reading.words, toward: target.structure, in: scan, control: control)
            : try posterior(of: scan, control: control)
        return posterior.segmentation(of: indices, header: scan.volume.header)
    }

    package func labelMap(of scan: ScanValue, control: RunControl) throws -> LabelMap {
        let posterior = try posterior(of: scan, control: control)
        var numbers = [Int32](repeating: 0, count: 256)
        for (index, leaf) in vocabulary.leaves.enumerated() {
            numbers[index] = vocabulary.labels(of: leaf).first ?? 0
        }
        let voxels = posterior.leafIndices.withUnsafeBufferPointer { source in
            [Int32](unsafeUninitializedCapacity: source.count) { target, count in
                for index in 0..<source.count { target[index] = numbers[Int(source[index])] }
                count = source.count
            }
        }
        return LabelMap(
            geometry: posterior.geometry, voxels: voxels, header: scan.volume.header)
    }

    /// Encodes a scan ahead of the first question, e.g. in the background after it was loaded.
    package func prepare(_ scan: ScanValue, control: RunControl) throws {
        _ = try posterior(of: scan, control: control)
    }

    package func cost(of scan: ScanValue) -> SegmentationCost? {
        isPrepared(scan) ? nil : network.encodingCost(of: scan.volume.geometry)
    }

    /// Whether a question about the scan is answered from the cache.
    package func isPrepared(_ scan: ScanValue) -> Bool {
        cache.entry(for: scan.identity)?.posterior != nil
    }

    /// The scan divided among the leaves under their own names.
    private func posterior(of scan: ScanValue, control: RunControl) throws -> LeafPosterior {
        if let known = cache.entry(for: scan.identity)?.posterior { return known }
        return try inTurn(control) {
            var entry = try encoded(scan, control: control)
            if let known = entry.posterior { return known }
            let posterior = try network.posterior(
                of: entry.features, leaves: prompts, control: control)
            entry.posterior = posterior
            cache.store(entry, for: scan.identity)
            return posterior
        }
    }

    /// The scan divided among the leaves, with the user's words in the place of one structure's
    /// name.
    private func steered(
        by words: String, toward structure: Structure, in scan: ScanValue, control: RunControl
    ) throws -> LeafPosterior {
        guard let embedding = try embed([words]).first else {
            return try posterior(of: scan, control: control)
        }
        let prompts = zip(vocabulary.leaves, self.prompts).map { leaf, prompt in
            leaf.structure == structure.name
                ? LeafPrompt(embedding: embedding, side: prompt.side) : prompt
        }
        return try inTurn(control) {
            let entry = try encoded(scan, control: control)
            return try network.posterior(of: entry.features, leaves: prompts, control: control)
        }
    }

    /// The features of a scan, from the cache or from the trunk.
    private func encoded(
        _ scan: ScanValue, control: RunControl
    ) throws -> FeatureCache<Network.Features>.Entry {
        if let entry = cache.entry(for: scan.identity) { return entry }
        let named = RunControl(
            progress: {
                control.progress(
                    Progress(stage: "\(scan.name): \($0.stage)", fraction: $0.fraction))
            },
            isCancelled: control.isCancelled)
        let features = try network.encode(scan.volume, control: named)
        let entry = FeatureCache<Network.Features>.Entry(
            features: features, posterior: nil, cost: network.memoryCost(of: features))
        cache.store(entry, for: scan.identity)
        return entry
    }

    /// Waits for the network without becoming deaf to a request to stop.
    private func inTurn<Result: Sendable>(
        _ control: RunControl, _ body: () throws -> Result
    ) throws -> Result {
        while true {
            try control.check()
            if let result = try turn.withLockIfAvailable({ _ in try body() }) { return result }
            Thread.sleep(forTimeInterval: 0.02)
        }
    }
}

/// Stands in for the network where its weights are missing: says so when it is asked.
package struct MissingNetwork: Segmenter {
    package let title = "vision network"
    /// A sentence that says what is missing, and where.
    private let reason: String

    package init(reason: String) { self.reason = reason }

    package func segment(
        _ scan: ScanValue, _ reading: AnatomyReading, control: RunControl
    ) throws -> Segmentation {
        throw AnalysisError.noNetwork(reason: reason)
    }

    package func labelMap(of scan: ScanValue, control: RunControl) throws -> LabelMap {
        throw AnalysisError.noNetwork(reason: reason)
    }
}
