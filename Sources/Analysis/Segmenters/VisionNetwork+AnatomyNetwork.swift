import VisionNetwork
import Volumes

extension VisionNetwork: AnatomyNetwork {
    package func encode(_ volume: Volume, control: RunControl) throws -> EncodedScan {
        try AnalysisError.stoppable {
            try encode(
                volume,
                progress: control.report,
                isCancelled: control.isCancelled)
        }
    }

    package func posterior(
        of features: EncodedScan, leaves: [LeafPrompt], control: RunControl
    ) throws -> LeafPosterior {
        let map = try AnalysisError.stoppable {
            try labels(
                of: features, leaves: leaves.map(\.conditioner),
                progress: control.report,
                isCancelled: control.isCancelled)
        }
        return LeafPosterior(
            geometry: map.geometry, leafIndices: map.indices, confidence: map.confidence)
    }

    package func coarsePosterior(
        of features: EncodedScan, leaves: [LeafPrompt], control: RunControl
    ) throws -> LeafPosterior {
        let map = try AnalysisError.stoppable {
            try coarseLabels(
                of: features, leaves: leaves.map(\.conditioner), isCancelled: control.isCancelled)
        }
        return LeafPosterior(
            geometry: map.geometry, leafIndices: map.indices, confidence: map.confidence)
    }

    package func posterior(
        of features: EncodedScan, leaves: [LeafPrompt], changed: Set<Int>,
        from known: LeafPosterior, control: RunControl
    ) throws -> LeafPosterior {
        let map = try AnalysisError.stoppable {
            try labels(
                of: features, leaves: leaves.map(\.conditioner), changed: changed,
                from: known.leafIndices,
                progress: control.report,
                isCancelled: control.isCancelled)
        }
        return LeafPosterior(
            geometry: map.geometry, leafIndices: map.indices, confidence: map.confidence)
    }

    package func fuse(
        _ features: [EncodedScan], onto scan: EncodedScan, doubted: Set<Int>, control: RunControl
    ) throws -> EncodedScan {
        try AnalysisError.stoppable {
            try fuse(features, onto: scan, doubted: doubted, isCancelled: control.isCancelled)
        }
    }

    package func overlay(
        of features: [EncodedScan], doubted: Set<Int>, prompt: LeafPrompt, leaves: [LeafPrompt],
        tissues: [Set<Int>], control: RunControl
    ) throws -> LeafPosterior {
        let map = try AnalysisError.stoppable {
            try overlay(
                of: features, doubted: doubted, phrase: prompt.conditioner,
                tissues: TissueLeaves(leaves: leaves.map(\.conditioner), members: tissues),
                progress: control.report,
                isCancelled: control.isCancelled)
        }
        return LeafPosterior(
            geometry: map.geometry, leafIndices: map.indices, confidence: map.confidence)
    }

    package func parcels(
        of features: EncodedScan, within posterior: LeafPosterior, parcels: [LeafPrompt],
        groups: [ParcelPromptGroup], control: RunControl
    ) throws -> LeafPosterior {
        let map = try AnalysisError.stoppable {
            try self.parcels(
                of: features, within: posterior.leafIndices, parcels: parcels.map(\.conditioner),
                groups: groups.map { ParcelGroup(leaf: $0.leaf, parcels: $0.parcels) },
                isCancelled: control.isCancelled)
        }
        return LeafPosterior(
            geometry: map.geometry, leafIndices: map.indices, confidence: map.confidence)
    }

    package func encodingCost(of geometry: Geometry) -> SegmentationCost? {
        let need = memoryNeed(for: geometry)
        return SegmentationCost(
            seconds: secondsEstimate(for: geometry), memory: need.bytes, parts: need.parts)
    }

    package var ranges: [Leaf: AnatomyRange] {
        let found = trainingRanges.map { range in
            let side: Side =
                switch range.leaf.side {
                case .left: .left
                case .right: .right
                case .none: .both
                }
            let usual = AnatomyRange(
                millilitres: range.lowest...max(range.lowest, range.highest), offset: range.offset,
                spread: range.spread,
                wholeness: range.wholeness.map {
                    AnatomyWholeness(largest: $0.largest, apart: $0.apart)
                })
            return (Leaf(structure: range.leaf.name, side: side), usual)
        }
        return Dictionary(found, uniquingKeysWith: { first, _ in first })
    }

    package func memoryCost(of features: EncodedScan) -> Int { features.byteCount }
}

extension RunControl {
    /// The network's reports in our words.
    fileprivate var report: @Sendable (VisionProgress) -> Void {
        { progress(Progress(stage: $0.stage, fraction: $0.fraction)) }
    }
}

extension LeafPosterior {
    fileprivate init(geometry: Geometry, leafIndices: [UInt8], confidence: [Float?]) {
        self.init(
            geometry: geometry, leafIndices: leafIndices,
            confidence: confidence.map { $0.map(Double.init) })
    }
}

extension LeafPrompt {
    /// The prompt as the network takes it.
    fileprivate var conditioner: LeafConditioner {
        switch side {
        case .left: LeafConditioner(embedding: embedding, side: .left)
        case .right: LeafConditioner(embedding: embedding, side: .right)
        case .both: LeafConditioner(embedding: embedding, side: .none)
        }
    }
}
