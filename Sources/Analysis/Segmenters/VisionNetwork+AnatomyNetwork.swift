import VisionNetwork
import Volumes

extension VisionNetwork: AnatomyNetwork {
    package func encode(_ volume: Volume, control: RunControl) throws -> EncodedScan {
        try stoppable {
            try encode(
                volume,
                progress: {
                    control.progress(Progress(stage: $0.stage, fraction: $0.fraction))
                },
                isCancelled: control.isCancelled)
        }
    }

    package func posterior(
        of features: EncodedScan, leaves: [LeafPrompt], control: RunControl
    ) throws -> LeafPosterior {
        let conditioners = leaves.map { leaf in
            switch leaf.side {
            case .left: LeafConditioner(embedding: leaf.embedding, side: .left)
            case .right: LeafConditioner(embedding: leaf.embedding, side: .right)
            case .both: LeafConditioner(embedding: leaf.embedding, side: .none)
            }
        }
        let map = try stoppable {
            try labels(of: features, leaves: conditioners, isCancelled: control.isCancelled)
        }
        return LeafPosterior(
            geometry: map.geometry, leafIndices: map.indices,
            confidence: map.confidence.map { $0.map(Double.init) })
    }

    package func encodingCost(of geometry: Geometry) -> SegmentationCost? {
        SegmentationCost(
            seconds: secondsEstimate(for: geometry), memory: memoryEstimate(for: geometry))
    }

    package func memoryCost(of features: EncodedScan) -> Int { features.byteCount }

    /// The network's own word for a stopped run, in ours.
    private func stoppable<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch is CancellationError {
            throw AnalysisError.cancelled
        }
    }
}
