import Foundation
import Synchronization
import Volumes

/// The vision network, steered by words: where text encoder and vision network meet.
///
/// A scan is encoded once and divided among all leaves once; then every target is a union of
/// leaves. The cortex is divided among its parcels when one is first asked for. Words that no table
/// holds take the place of the nearest leaf's own, where they lie near to it.
package final class NetworkSegmenter<Network: AnatomyNetwork>: Segmenter {
    package let title = "vision network"
    /// Embeds texts; 384 numbers for each.
    package typealias Embedder = @Sendable ([String]) throws -> [[Float]]

    let network: Network
    let vocabulary: Vocabulary
    let embed: Embedder
    let prompts: [LeafPrompt]
    private let parcelPrompts: [LeafPrompt]
    private let parcelGroups: [ParcelPromptGroup]
    let cache: FeatureCache<Network.Features>
    /// Held while the network computes: its scratch memory and threads serve one run at a time.
    let turn = Mutex<Void>(())
    /// How far the run is that holds the turn, for those who wait for it.
    let latest = Mutex<Progress?>(nil)

    /// What was said once and need not be said again: by scans, or by a structure's name.
    private let told = Mutex<Set<String>>([])

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
        func prompts(_ leaves: [Leaf]) throws -> [LeafPrompt] {
            let names = Array(Set(leaves.map(\.structure))).sorted()
            let embeddings = Dictionary(
                zip(names, try embed(names)), uniquingKeysWith: { first, _ in first })
            return leaves.map {
                LeafPrompt(embedding: embeddings[$0.structure] ?? [], side: $0.side)
            }
        }
        self.prompts = try prompts(vocabulary.leaves)
        let parcels = vocabulary.parcels
        parcelPrompts = try prompts(parcels)
        parcelGroups = vocabulary.leaves.indices.compactMap { index in
            let leaf = vocabulary.leaves[index]
            guard leaf.structure == Self.cortex else { return nil }
            let own = parcels.indices.filter { parcels[$0].side == leaf.side }
            return own.isEmpty ? nil : ParcelPromptGroup(leaf: index, parcels: own)
        }
    }

    /// The embedding of the name of a leaf or parcel.
    func embedding(ofName name: String) -> [Float]? {
        zip(vocabulary.leaves + vocabulary.parcels, prompts + parcelPrompts)
            .first { $0.0.structure == name }?.1.embedding
    }

    /// The structure whose voxels the parcels share.
    static var cortex: String { "cerebral cortex" }

    package func segment(
        _ scan: ScanValue, _ reading: AnatomyReading, control: RunControl
    ) throws -> Segmentation {
        try segment([scan], reading, control: control)
    }

    package func segment(
        _ scans: [ScanValue], _ reading: AnatomyReading, control: RunControl
    ) throws -> Segmentation {
        guard case .target(let target) = reading.anatomy else {
            throw AnalysisError.termNeedsLabels(name: reading.anatomy.name)
        }
        if target.structure.isOverlay {
            return try overlay(of: scans, target, control: control)
        }
        let wanted = Set(target.cells)
        func indices(_ leaves: [Leaf]) -> Set<Int> {
            Set(leaves.indices.filter { wanted.contains(leaves[$0]) })
        }
        let inLeaves = indices(vocabulary.leaves)
        let inParcels = indices(vocabulary.parcels)
        let steering = try steering(by: reading, target)
        var parts: [Part] = []
        if !inLeaves.isEmpty || inParcels.isEmpty {
            let division = try posterior(of: scans, steering: steering, control: control)
            parts.append(
                Part(posterior: division, indices: inLeaves, cells: vocabulary.leaves))
        }
        if !inParcels.isEmpty {
            let division = try parcels(of: scans, steering: steering, control: control)
            parts.append(
                Part(posterior: division, indices: inParcels, cells: vocabulary.parcels))
        }
        let found = LeafPosterior.segmentation(
            of: parts.map { ($0.posterior, $0.indices) }, header: scans[0].volume.header)
        let brain = cache.entry(for: Self.identity(of: scans))?.brain
        return Segmentation(
            mask: found.mask, confidence: found.confidence,
            notes: slabNotes(scans) + newRemarks(on: scans) + lobeNotes(target),
            warnings: warnings(about: scans),
            flags: brain.map {
                flags(of: found.mask, target: target, parts: parts, brain: $0)
            } ?? [])
    }

    /// Which of the scans were left out, and whether what they show is strange, as the cache knows it
    /// once they were divided.
    func warnings(about scans: [ScanValue]) -> [String] {
        let entry = cache.entry(for: Self.identity(of: scans))
        return (entry?.omissions ?? []) + [strangenessWarning(scans)].compactMap(\.self)
    }

    /// What the cache knows to be strange about scans once they were divided.
    func strangenessWarning(_ scans: [ScanValue]) -> String? {
        cache.entry(for: Self.identity(of: scans))?.brain?.strangeness.map {
            Self.warning($0, scans)
        }
    }

    /// Whether what this stands for has not been said yet; from now on it has.
    func isNew(_ remark: String) -> Bool { told.withLock { $0.insert(remark).inserted } }

    /// Says of each scan once that it did not fit the memory limit at once.
    func slabNotes(_ scans: [ScanValue]) -> [String] {
        scans.compactMap { scan in
            guard let cost = network.encodingCost(of: scan.volume.geometry), cost.parts > 1,
                isNew(scan.identity)
            else { return nil }
            return
                "\(scan.name) does not fit the memory limit as a whole: the network worked through "
                + "it in \(cost.parts) overlapping slabs, which takes longer and gives the same "
                + "result"
        }
    }

    /// Says once of each lobe that it is cortex alone.
    private func lobeNotes(_ target: Target) -> [String] {
        let name = target.structure.name
        guard name.hasSuffix("lobe"), !target.parcels.isEmpty, isNew(name) else { return [] }
        return ["“\(name)” is its cortex alone: the white matter below it belongs to no lobe here"]
    }

    private static func warning(_ strangeness: String, _ scans: [ScanValue]) -> String {
        "\(scans.look) unlike the scans that the network was trained on (\(strangeness)): look at the "
            + "result before you use it"
    }

    package func labelMap(of scans: [ScanValue], control: RunControl) throws -> LabelMap {
        labelMap(
            from: try posterior(of: scans, steering: nil, control: control),
            header: scans[0].volume.header)
    }

    /// On the working grid. Asked anew each time, so that the answer does not depend on what was
    /// asked before; only the features are kept.
    package func coarseLabelMap(of scan: ScanValue, control: RunControl) throws -> LabelMap {
        try inTurn(control) {
            let features = try encoded([scan], control: control)
            return labelMap(
                from: try network.coarsePosterior(
                    of: features, leaves: prompts, control: named([scan], control)),
                header: nil)
        }
    }

    private func labelMap(from posterior: LeafPosterior, header: SourceHeader?) -> LabelMap {
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
        return LabelMap(geometry: posterior.geometry, voxels: voxels, header: header)
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

    private func posterior(of scan: ScanValue, control: RunControl) throws -> LeafPosterior {
        try posterior(of: [scan], steering: nil, control: control)
    }

    /// The scans divided among the leaves.
    func posterior(
        of scans: [ScanValue], steering: Steering?, control: RunControl
    ) throws -> LeafPosterior {
        if steering == nil, let known = cache.entry(for: Self.identity(of: scans))?.posterior {
            return known
        }
        return try inTurn(control) {
            let features = try encoded(scans, control: control)
            // Other words change a part of what the names themselves say.
            let known = try posterior(of: features, scans, control: control)
            guard let steering else { return known }
            return try network.posterior(
                of: features,
                leaves: Self.steered(prompts, of: vocabulary.leaves, by: steering),
                changed: indices(of: steering.structure), from: known,
                control: named(scans, control))
        }
    }

    /// The cortex of the scans divided among its parcels.
    private func parcels(
        of scans: [ScanValue], steering: Steering?, control: RunControl
    ) throws -> LeafPosterior {
        if steering == nil, let known = cache.entry(for: Self.identity(of: scans))?.parcels {
            return known
        }
        return try inTurn(control) {
            let identity = Self.identity(of: scans)
            if steering == nil, let known = cache.entry(for: identity)?.parcels { return known }
            let features = try encoded(scans, control: control)
            let leaves = try posterior(of: features, scans, control: control)
            let prompts = steering.map {
                Self.steered(parcelPrompts, of: vocabulary.parcels, by: $0)
            }
            let found = try network.parcels(
                of: features, within: leaves, parcels: prompts ?? parcelPrompts,
                groups: parcelGroups, control: named(scans, control))
            if steering == nil, var entry = cache.entry(for: identity) {
                entry.parcels = found
                cache.store(entry, for: identity)
            }
            return found
        }
    }

    /// The leaves under their own names, from the cache or computed and kept.
    func posterior(
        of features: Network.Features, _ scans: [ScanValue], control: RunControl
    ) throws -> LeafPosterior {
        let identity = Self.identity(of: scans)
        if let known = cache.entry(for: identity)?.posterior { return known }
        let posterior = try network.posterior(
            of: features, leaves: prompts, control: named(scans, control))
        var entry = FeatureCache.Entry(features: features, cost: network.memoryCost(of: features))
        entry.posterior = posterior
        entry.brain = outline(of: posterior)
        let known = cache.entry(for: identity)
        entry.omissions = known?.omissions ?? []
        entry.remarks = known?.remarks ?? []
        cache.store(entry, for: identity)
        return posterior
    }

    func outline(of posterior: LeafPosterior) -> BrainOutline? {
        BrainOutline(posterior, leaves: indices(of: "brain"))
    }

    /// Of all leaves of a structure, on both sides.
    func indices(of name: String) -> Set<Int> {
        let wanted = Set(vocabulary.target(named: name)?.leaves ?? [])
        return Set(vocabulary.leaves.indices.filter { wanted.contains(vocabulary.leaves[$0]) })
    }

    /// The features of scans, from the cache, or from the trunk and fused.
    func encoded(
        _ scans: [ScanValue], control: RunControl
    ) throws -> Network.Features {
        let identity = Self.identity(of: scans)
        let known = cache.entry(for: identity)
        if let features = known?.features { return features }
        let features: Network.Features
        var (omissions, remarks): ([String], [String]) = ([], [])
        if scans.count == 1 {
            if HounsfieldUnits.areLikely(in: scans[0].volume) {
                throw AnalysisError.computedTomography(scan: scans[0].name)
            }
            features = try network.encode(scans[0].volume, control: named(scans, control))
        } else {
            (features, omissions, remarks) = try fused(scans, control: control)
        }
        var entry =
            known
            ?? FeatureCache.Entry(features: features, cost: network.memoryCost(of: features))
        entry.features = features
        entry.omissions = omissions
        entry.remarks = remarks
        cache.store(entry, for: identity)
        return features
    }

    /// What the cache knows scans by; the order counts, since the first one's grid is the result's.
    static func identity(of scans: [ScanValue]) -> String {
        scans.map(\.identity).joined(separator: "+")
    }
}
