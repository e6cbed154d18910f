import Tensors

/// The trunk prepared for one grid and little memory: its finest level is worked through in slabs, the
/// coarser ones, which hold an eighth of the voxels, as a whole.
struct TiledTrunk: Sendable {
    let extent: Extent
    let planes: Int
    let finest: FinestLevel
    let coarser: NetworkPlan

    /// - Parameters:
    ///   - extent: of the input, each axis a multiple of the configuration's alignment.
    ///   - planes: of a slab; even.
    /// - Throws: `TensorsError`.
    init(_ trunk: Trunk, extent: Extent, precision: Precision, planes: Int) throws {
        self.extent = extent
        self.planes = planes
        let blocks = [
            trunk.encoder[0][0], trunk.encoder[0][1], trunk.decoder[0].block, trunk.output,
        ]
        finest = try FinestLevel(
            blocks.map { FinestLevel.Block($0.convolution, $0.normalization) }, extent: extent,
            precision: precision, planes: planes)
        coarser = try NetworkPlan(
            trunk, extent: extent / Extent(depth: 2, height: 2, width: 2), precision: precision,
            from: 1)
    }

    var byteCount: Int { finest.byteCount + coarser.byteCount }

    /// Slabs of a grid of some planes.
    static func slabCount(depth: Int, planes: Int) -> Int { (depth + planes - 1) / planes }

    /// Runs the trunk.
    ///
    /// - Parameters:
    ///   - values: the input, [depth, height, width].
    ///   - kept: the box of the grid whose features are kept.
    ///   - first: voxels before it along each axis.
    ///   - channels: of each field that is returned.
    /// - Throws: `CancellationError` or `TensorsError`.
    func run(
        _ values: [Float], kept: Extent, from first: Extent, channels: [Int],
        progress: (String, Double) -> Void, isCancelled: () -> Bool
    ) throws -> [FeatureField] {
        let count = Self.slabCount(depth: extent.depth, planes: planes)
        let steps = Double((FinestLevel.encodingSteps + FinestLevel.decodingSteps) * count)
        // The coarser levels take about as long as a fifth of the finest one's steps.
        let share = 0.2
        var done = 0.0
        func willRun(_ stage: String) throws {
            if isCancelled() { throw CancellationError() }
            progress("\(stage), in \(count) slabs", done / steps)
            done += 1 - share
        }
        var run = try finest.start(values)
        let arena = try Arena(byteCount: coarser.byteCount)
        try finest.encode(&run, into: coarser.input, of: arena) {
            try willRun("finest level of the encoder")
        }
        let before = done / steps
        try coarser.run(
            in: arena, progress: { progress($0, before + share * $1) }, isCancelled: isCancelled)
        done += share * steps
        return try finest.decode(
            &run, above: (coarser.output, arena), kept: kept, from: first, channels: channels
        ) {
            try willRun("finest level of the decoder")
        }
    }
}
