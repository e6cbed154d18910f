import Tensors
import Volumes

extension StreamFusion {
    /// Tensors of the score of a name.
    static func tensorNames(_ prefix: String) -> [String] {
        ["hidden", "score"].flatMap { ["\(prefix).\($0).weight", "\(prefix).\($0).bias"] }
    }

    /// Reads a score that weighs several scans.
    ///
    /// - Parameter prefix: its name in the file.
    /// - Throws: `WeightsError` naming the tensor at fault.
    init(_ prefix: String, configuration: VisionConfiguration, file: WeightsFile) throws {
        let units = configuration.attention
        self.init(
            hidden: (
                try file.matrix(
                    named: "\(prefix).hidden.weight", rows: units,
                    columns: 2 * configuration.features),
                try file.vector(named: "\(prefix).hidden.bias", count: units)
            ),
            score: (
                try file.matrix(named: "\(prefix).score.weight", rows: 1, columns: units).values,
                try file.vector(named: "\(prefix).score.bias", count: 1)[0]
            ))
    }
}

extension VisionNetwork {
    /// Far below the difference of any two scores.
    static let doubt: Float = -100

    /// Several scans of one person as one, each weighed at every voxel by what its own features say
    /// of it. Their grids may differ; their world coordinates must agree.
    ///
    /// - Parameters:
    ///   - scans: encoded by this network, at least one.
    ///   - target: the scan on whose grid the result lies, with its own detail as far as the first of
    ///     `scans` counts, which has to cover its grid; nil for the first itself.
    ///   - doubted: indices of scans that count only where no other one lies.
    /// - Returns: the scan itself, if there is but one.
    /// - Throws: `CancellationError`, or `VisionError` for features of another network.
    package func fuse(
        _ scans: [EncodedScan], onto target: EncodedScan? = nil, doubted: Set<Int> = [],
        isCancelled: @escaping @Sendable () -> Bool = { false }
    ) throws -> EncodedScan {
        guard let leading = scans.first else { preconditionFailure("no scan to fuse") }
        let first = target ?? leading
        try ([first] + scans).forEach(requireOwn)
        guard scans.count > 1 || leading.identifier != first.identifier else { return first }
        let streams = scans.enumerated().map { index, scan in
            StreamFusion.Stream(
                features: scan.features, regions: scan.parcels, matrix: scan.matrix(from: first),
                trust: doubted.contains(index) ? Self.doubt : 0)
        }
        let fused = try fusion.fuse(
            streams, over: first.grid.extent, isCancelled: isCancelled)
        return EncodedScan(
            geometry: first.geometry, header: first.header, grid: first.grid,
            features: fused.features, parcels: fused.regions, image: first.image,
            kept: fused.kept, precision: first.precision)
    }

    /// - Throws: `VisionError.foreignFeatures`.
    func requireOwn(_ scan: EncodedScan) throws {
        guard scan.features.channels == configuration.features,
            scan.parcels.channels == configuration.parcelFeatures
        else {
            throw VisionError.foreignFeatures(
                expected: configuration.features + configuration.parcelFeatures,
                found: scan.features.channels + scan.parcels.channels)
        }
    }
}
