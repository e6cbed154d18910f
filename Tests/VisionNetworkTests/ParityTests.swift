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
    /// layers rounds its result by up to 0.4 %, and the errors partly cancel.
    static let brainFloatLimit = 0.03

    private func activations(
        _ tiny: TinyNetwork
    ) throws -> [String: (values: [Float], channels: Int)] {
        let network = tiny.network
        let grid = WorkingGrid(
            for: tiny.scan.geometry, workingSpacing: network.configuration.workingSpacing)
        let padded = grid.extent.roundedUp(toMultipleOf: network.configuration.alignment)
        let input = try network.input(
            tiny.scan, grid: grid, padded: padded, isCancelled: { false })
        var found: [String: (values: [Float], channels: Int)] = [:]
        _ = try network.plan(for: padded).run(
            input, progress: { _, _ in }, isCancelled: { false },
            observe: { name, region, arena in
                found[name] = (arena.values(of: region), region.channels)
            })
        return found
    }

    @Test func inputIsPreparedTheSameWay() throws {
        let tiny = try TinyNetwork()
        let grid = WorkingGrid(for: tiny.scan.geometry, workingSpacing: 2)
        let working = try tiny.expected.tensor(named: "working")
        #expect(
            [grid.extent.depth, grid.extent.height, grid.extent.width] == working.shape)
        let samples = try tiny.network.input(
            tiny.scan, grid: grid, padded: grid.extent, isCancelled: { false })
        #expect(worstDifference(samples, working.values) < 1e-5)
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

    @Test func featuresLogitsAndLabelsAgree() throws {
        let tiny = try TinyNetwork()
        let encoded = try tiny.network.encode(tiny.scan)
        let features = encoded.features
        let kept = try tiny.kept(
            HalfPrecision.floats(fromHalf: features.bits), channels: features.channels,
            name: "features")
        let expected = try tiny.expected.tensor(named: "features").values
        // Stored as binary16, 11 bits.
        for (found, wanted) in zip(kept, expected) {
            #expect(abs(found - wanted) < Self.activationLimit + abs(wanted) / 2048)
        }
        let logits = try tiny.network.conditioner.head(for: tiny.leaves).logits(
            of: features, voxels: 0..<features.extent.count)
        let keptLogits = try tiny.kept(
            logits.values, channels: tiny.leaves.count, name: "logits")
        let expectedLogits = try tiny.expected.tensor(named: "logits").values
        #expect(relativeError(keptLogits, expectedLogits) < 1e-3)

        let map = try tiny.network.labels(of: encoded, leaves: tiny.leaves)
        let labels = try tiny.expected.tensor(named: "labels").values.map { UInt8($0) }
        #expect(agreement(map.indices, labels) >= 0.999)
        #expect(map.geometry == tiny.scan.geometry)
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
        let labels = try tiny.expected.tensor(named: "labels").values.map { UInt8($0) }
        // Six random leaves compete closely everywhere, far more so than trained ones.
        #expect(agreement(map.indices, labels) >= 0.97)
    }
}
