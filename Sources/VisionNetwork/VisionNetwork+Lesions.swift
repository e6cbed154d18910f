import Tensors
import Volumes

extension VisionNetwork {
    /// Whether the weights tell what lies over the anatomy.
    package var marksOverlays: Bool { lesions != nil }

    /// What lies over the anatomy, on the grid of the first scan: 1 where a phrase is more likely than
    /// not, else 0, with the mean probability of either.
    ///
    /// - Parameters:
    ///   - scans: of one person, each encoded alone, at least one; weighed against each other voxel by
    ///     voxel.
    ///   - doubted: indices of scans that count only where no other one lies.
    ///   - phrase: what is asked for; it has no side.
    ///   - tissues: where the scans' white matter, cortex and ventricles are told.
    ///   - progress: called from any thread.
    ///   - isCancelled: asked from any thread, many times a second.
    /// - Precondition: `marksOverlays`.
    /// - Throws: `CancellationError`, `TensorsError`, or `VisionError` for features of another network.
    package func overlay(
        of scans: [EncodedScan], doubted: Set<Int> = [], phrase: LeafConditioner,
        tissues: TissueLeaves,
        progress: @escaping @Sendable (VisionProgress) -> Void = { _ in },
        isCancelled: @escaping @Sendable () -> Bool = { false }
    ) throws -> LeafMap {
        guard let lesions else { preconditionFailure("weights that tell no lesions") }
        guard let first = scans.first else { preconditionFailure("no scan to look at") }
        try scans.forEach(requireOwn)
        let head = try lesions.conditioner.head(for: [phrase], against: true)
        let images = try scans.map {
            try RelativeImage(
                of: $0,
                leaves: coarseLabels(of: $0, leaves: tissues.leaves, isCancelled: isCancelled)
                    .indices, tissues: tissues.members)
        }
        var fields: [FeatureField] = []
        for (scan, image) in zip(scans, images) {
            let done = Double(fields.count)
            fields.append(
                try self.features(
                    of: scan, image, by: lesions,
                    progress: {
                        progress(
                            VisionProgress(
                                stage: "lesions",
                                fraction: 0.5 * (done + $0) / Double(scans.count)))
                    }, isCancelled: isCancelled))
        }
        var kept: [Float]?
        if scans.count > 1 {
            let streams = zip(scans, fields).enumerated().map { index, stream in
                stream.0.stream(
                    stream.1, beside: first, isDoubted: doubted.contains(index))
            }
            let fused = try lesions.fusion.fuse(
                streams, over: first.grid.extent, isCancelled: isCancelled)
            fields = [fused.features]
            kept = fused.kept
        }
        let field = try head.labels(
            of: fields[0],
            sharpenedBy: DetailInput(
                layers: lesions.detail, image: images[0].fine, kept: kept, precision: precision,
                slabBytes: slabBytes),
            placement: first.grid.placement, layout: first.grid.layout,
            progress: { progress(VisionProgress(stage: "lesions", fraction: 0.5 + 0.5 * $0)) },
            isCancelled: isCancelled)
        return LeafMap(
            geometry: first.geometry, header: first.header, indices: field.labels,
            confidence: field.confidence)
    }

    /// What lesions are told by, on the scan's working grid. Where memory is short, it is worked
    /// through in slabs, which give the same.
    func features(
        of scan: EncodedScan, _ image: RelativeImage, by lesions: LesionNetwork,
        progress: (Double) -> Void, isCancelled: () -> Bool
    ) throws -> FeatureField {
        let grid = scan.features.extent
        let padded = grid.roundedUp(toMultipleOf: lesions.alignment)
        let planes = planes(of: scan.grid, for: lesions)
        var plans: [Int: NetworkPlan] = [:]
        var bits: [UInt16] = []
        for start in stride(from: 0, to: grid.depth, by: planes) {
            if isCancelled() { throw CancellationError() }
            let end = min(grid.depth, start + planes)
            let low = max(0, start - lesions.reach)
            let high = min(padded.depth, start + planes + lesions.reach)
            let plan =
                try plans[high - low]
                ?? NetworkPlan(
                    lesions,
                    extent: Extent(
                        depth: high - low, height: padded.height, width: padded.width),
                    precision: precision)
            plans[high - low] = plan
            let arena = try Arena(byteCount: plan.byteCount)
            lesions.context.write(
                scan.features, image: image.working, numbers: image.others,
                slices: low..<min(high, grid.depth), to: plan.input, of: arena)
            let done = Double(start) / Double(grid.depth)
            let share = Double(end - start) / Double(grid.depth)
            try plan.run(
                in: arena, progress: { progress(done + share * $1) }, isCancelled: isCancelled)
            let found = arena.fields(
                of: plan.output,
                kept: Extent(depth: end - start, height: grid.height, width: grid.width),
                from: Extent(depth: start - low, height: 0, width: 0),
                channels: [lesions.context.featureCount])
            if end - start == grid.depth { return found[0] }
            bits += found[0].bits
        }
        return FeatureField(channels: lesions.context.featureCount, extent: grid, bits: bits)
    }
}

extension EncodedScan {
    /// Other features of the scan's working grid as a stream beside those of another scan.
    fileprivate func stream(
        _ field: FeatureField, beside first: EncodedScan, isDoubted: Bool
    ) -> StreamFusion.Stream {
        StreamFusion.Stream(
            features: field, regions: FeatureField(channels: 0, extent: field.extent, bits: []),
            matrix: matrix(from: first), trust: isDoubted ? VisionNetwork.doubt : 0)
    }

    /// From voxels of another scan's working grid to those of this one's: rows for x, y and z.
    func matrix(from other: EncodedScan) -> [Double] {
        let matrix = grid.affine.inverse * other.grid.affine
        return (0..<3).flatMap { row in (0..<4).map { matrix[row, $0] } }
    }
}
