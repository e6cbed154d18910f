import Tensors
import Testing
import Volumes

@testable import VisionNetwork

/// Against PyTorch in float32, on inputs and every stage between; see
/// `training/fixtures/vision_fixture.py`.
@Suite struct ParityTests {
    /// Worst element in float32: sums run in another order.
    static let activationLimit: Float = 1e-3

    /// Relative error of whole activations in bfloat16, which keeps 8 bits: each of some twenty
    /// layers rounds its result by up to 0.4 %, and the errors partly cancel. At the coarsest level
    /// of this fixture a dozen voxels are normalised, which magnifies them.
    static let brainFloatLimit = 0.06

    private func activations(
        _ tiny: TinyNetwork
    ) throws -> [String: (values: [Float], channels: Int)] {
        let network = tiny.network
        let grid = WorkingGrid(
            for: tiny.scan.geometry, workingSpacing: network.configuration.workingSpacing)
        let padding = InputPadding(around: grid, for: network.configuration)
        let input = try network.prepare(
            tiny.scan, grid: grid, padding: padding, isCancelled: { false }
        ).input
        var found: [String: (values: [Float], channels: Int)] = [:]
        _ = try network.plan(for: padding.extent).run(
            input, progress: { _, _ in }, isCancelled: { false },
            observe: { name, region, arena in
                found[name] = (arena.values(of: region), region.channels)
            })
        return found
    }

    @Test func inputIsPreparedTheSameWay() throws {
        let tiny = try TinyNetwork()
        let grid = WorkingGrid(for: tiny.scan.geometry, workingSpacing: 2)
        let expected = try tiny.expected.tensor(named: "input")
        let padding = InputPadding(around: grid, for: tiny.network.configuration)
        let extent = padding.extent
        #expect([extent.depth, extent.height, extent.width] == expected.shape)
        let input = try tiny.network.prepare(
            tiny.scan, grid: grid, padding: padding, isCancelled: { false }
        ).input
        #expect(worstDifference(input, expected.values) < 1e-5)
    }

    @Test func everyStageOfTheTrunkAgrees() throws {
        let tiny = try TinyNetwork()
        let found = try activations(tiny)
        let levels = tiny.network.configuration.widths.count
        let names = (0..<levels).map { "enc.\($0)" } + (0..<levels - 1).map { "dec.\($0)" }
        #expect(Set(found.keys) == Set(names))
        for name in names {
            let (values, channels) = try #require(found[name])
            let kept = try tiny.kept(values, channels: channels, name: name)
            let expected = try tiny.expected.tensor(named: name).values
            #expect(worstDifference(kept, expected) < Self.activationLimit, "\(name)")
        }
    }

    /// Features are stored as binary16, 11 bits.
    private func expectFeatures(
        _ field: FeatureField, _ tiny: TinyNetwork, _ name: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let kept = try tiny.kept(
            HalfPrecision.floats(fromHalf: field.bits), channels: field.channels, name: name)
        let expected = try tiny.expected.tensor(named: name).values
        #expect(kept.count == expected.count, sourceLocation: sourceLocation)
        let worst = zip(kept, expected).reduce(Float(0)) {
            max($0, abs($1.0 - $1.1) - abs($1.1) / 1024)
        }
        #expect(worst < Self.activationLimit, "\(name)", sourceLocation: sourceLocation)
    }

    private func bytes(_ tiny: TinyNetwork, _ name: String) throws -> [UInt8] {
        try tiny.expected.tensor(named: name).values.map { UInt8($0) }
    }

    @Test func featuresLogitsLabelsAndParcelsAgree() throws {
        let tiny = try TinyNetwork()
        let encoded = try tiny.network.encode(tiny.scan)
        try expectFeatures(encoded.features, tiny, "features")
        try expectFeatures(encoded.parcels, tiny, "parcel_features")
        let logits = try tiny.network.leafConditioner.head(for: tiny.leaves).logits(
            of: encoded.features, voxels: 0..<encoded.features.extent.count)
        let keptLogits = try tiny.kept(
            logits.values, channels: tiny.leaves.count, name: "logits")
        let expectedLogits = try tiny.expected.tensor(named: "logits").values
        #expect(relativeError(keptLogits, expectedLogits) < 1e-3)

        let map = try tiny.network.labels(of: encoded, leaves: tiny.leaves)
        #expect(agreement(map.indices, try bytes(tiny, "labels")) >= 0.999)
        #expect(map.geometry == tiny.scan.geometry)
        let parcels = try tiny.network.parcels(
            of: encoded, within: map.indices, parcels: tiny.parcels, groups: tiny.groups)
        #expect(agreement(parcels.indices, try bytes(tiny, "parcels")) >= 0.999)
        #expect(parcels.geometry == tiny.scan.geometry)
    }

    @Test func twoScansTogetherAgree() throws {
        let tiny = try TinyNetwork()
        let fused = try tiny.network.fuse([
            try tiny.network.encode(tiny.scan), try tiny.network.encode(tiny.second),
        ])
        try expectFeatures(fused.features, tiny, "fused_features")
        try expectFeatures(fused.parcels, tiny, "fused_parcel_features")
        let share = try tiny.expected.tensor(named: "share").values
        #expect(worstDifference(try #require(fused.kept), share) < Self.activationLimit)
        // The second scan covers a part of the first.
        #expect(share.contains(1) && share.contains { $0 < 0.5 })

        let map = try tiny.network.labels(of: fused, leaves: tiny.leaves)
        #expect(agreement(map.indices, try bytes(tiny, "fused_labels")) >= 0.999)
        let parcels = try tiny.network.parcels(
            of: fused, within: map.indices, parcels: tiny.parcels, groups: tiny.groups)
        #expect(agreement(parcels.indices, try bytes(tiny, "fused_parcels")) >= 0.999)
    }

    @Test func lesionsAgree() throws {
        let tiny = try TinyNetwork()
        let scans = [try tiny.network.encode(tiny.scan), try tiny.network.encode(tiny.second)]
        let lesions = try #require(tiny.network.lesions)
        let image = RelativeImage(
            of: scans[0],
            leaves: try tiny.network.coarseLabels(of: scans[0], leaves: tiny.leaves).indices,
            tissues: tiny.tissues.members)
        let levels = try tiny.expected.tensor(named: "lesion_levels").values
        #expect(worstDifference(image.others, levels) < Self.activationLimit)
        let features = try tiny.network.features(
            of: scans[0], image, by: lesions, progress: { _ in }, isCancelled: { false })
        try expectFeatures(features, tiny, "lesion_features")
        let one = try tiny.network.overlay(
            of: [scans[0]], phrase: tiny.lesion, tissues: tiny.tissues)
        #expect(one.geometry == tiny.scan.geometry)
        #expect(agreement(one.indices, try bytes(tiny, "lesions")) >= 0.999)
        let both = try tiny.network.overlay(
            of: scans, phrase: tiny.lesion, tissues: tiny.tissues)
        #expect(agreement(both.indices, try bytes(tiny, "fused_lesions")) >= 0.999)
        #expect(both.indices != one.indices)
    }

    @Test(.enabled(if: Precision.hasFastBFloat16))
    func brainFloatsStayClose() throws {
        let tiny = try TinyNetwork(precision: .bfloat16)
        for (name, (values, channels)) in try activations(tiny) {
            let kept = try tiny.kept(values, channels: channels, name: name)
            let expected = try tiny.expected.tensor(named: name).values
            let error = relativeError(kept, expected)
            #expect(error < Self.brainFloatLimit, "\(name): \(error)")
        }
        let map = try tiny.network.labels(
            of: try tiny.network.encode(tiny.scan), leaves: tiny.leaves)
        let labels = try bytes(tiny, "labels")
        // Six random leaves compete closely everywhere, far more so than trained ones.
        #expect(agreement(map.indices, labels) >= 0.97)
    }
}
