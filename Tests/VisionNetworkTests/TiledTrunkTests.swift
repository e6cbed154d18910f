import Synchronization
import Tensors
import Testing
import Volumes

@testable import VisionNetwork

@Suite struct TiledTrunkTests {
    /// Slabs of any size give what the whole gives; the networks' fixtures check that against
    /// PyTorch.
    @Test(arguments: [2, 4, 6, 32], Precision.allCases)
    func slabsGiveWhatTheWholeGives(planes: Int, precision: Precision) throws {
        if precision == .bfloat16, !Precision.hasFastBFloat16 { return }
        let tiny = try TinyNetwork()
        let (trunk, configuration) = (tiny.network.trunk, tiny.network.configuration)
        let extent = Extent(depth: 48, height: 32, width: 16)
        var state: UInt32 = 9
        let values = (0..<extent.count).map { _ in
            state = state &* 1_664_525 &+ 1_013_904_223
            return Float(state >> 8) / Float(1 << 24)
        }
        let (kept, first) = (
            Extent(depth: 39, height: 30, width: 13), Extent(depth: 5, height: 1, width: 2)
        )
        let channels = [configuration.features, configuration.parcelFeatures]
        let plan = try NetworkPlan(trunk, extent: extent, precision: precision)
        let arena = try plan.run(values, progress: { _, _ in }, isCancelled: { false })
        let whole = arena.fields(
            of: plan.output, kept: kept, from: first, channels: channels,
            normalizedBy: trunk.output.normalization)
        let tiled = try TiledTrunk(trunk, extent: extent, precision: precision, planes: planes)
        var fractions: [Double] = []
        let parts = try tiled.run(
            values, kept: kept, from: first, channels: channels,
            progress: { fractions.append($1) }, isCancelled: { false })
        #expect(zip(fractions, fractions.dropFirst()).allSatisfy { $0 <= $1 + 1e-9 })
        #expect(fractions.first == 0 && (fractions.last ?? 2) < 1)
        // Sums over slabs are rounded otherwise than sums over the whole.
        let limit = precision == .float32 ? 1e-3 : 2e-2
        for (part, expected) in zip(parts, whole) {
            let error = relativeError(
                HalfPrecision.floats(fromHalf: part.bits),
                HalfPrecision.floats(fromHalf: expected.bits))
            #expect(error < limit)
        }
        // What is normalised by itself would not agree.
        #expect(whole[0].bits.contains { $0 != 0 })
    }

    /// A limit between what the whole takes and what slabs take.
    private func limit(for network: VisionNetwork, _ scan: Volume) -> (slabs: Int, less: Int) {
        let whole = network.memoryNeed(for: scan.geometry)
        #expect(whole.parts == 1)
        return (whole.bytes - 1, 100_000_000)
    }

    @Test func aScanThatDoesNotFitIsWorkedThroughInSlabs() throws {
        let tiny = try TinyNetwork()
        // As large as the trunk's input is for the tiny network's scan, and then some.
        let scan = Volume(
            geometry: Geometry(
                shape: SIMD3(96, 100, 90), voxelSize: SIMD3(2, 2, 2), origin: SIMD3(-90, -100, -90)),
            voxels: (0..<864_000).map { index -> Float in
                let stripes = index / 7 % 97
                return Float(stripes + index / 900 % 31)
            })
        let limit = limit(for: tiny.network, scan)
        let small = try VisionNetwork(
            weightsAt: TinyNetwork.weightsPath, precision: .float32, memoryLimit: limit.slabs)
        let need = small.memoryNeed(for: scan.geometry)
        #expect(need.parts > 1 && need.bytes <= limit.slabs)
        #expect(
            small.secondsEstimate(for: scan.geometry)
                > tiny.network.secondsEstimate(for: scan.geometry))
        let stages = Mutex<[String]>([])
        let encoded = try small.encode(
            scan, progress: { report in stages.withLock { $0.append(report.stage) } })
        #expect(stages.withLock { $0 }.contains { $0.hasSuffix("in \(need.parts) slabs") })
        let labels = try small.labels(of: encoded, leaves: tiny.leaves)
        let whole = try tiny.network.labels(
            of: try tiny.network.encode(scan), leaves: tiny.leaves)
        #expect(agreement(labels.indices, whole.indices) >= 0.9999)

        let lesions = try #require(small.lesions)
        #expect(
            small.planes(of: encoded.grid, for: lesions) < encoded.grid.extent.depth)
        let image = RelativeImage(
            of: encoded,
            leaves: try small.coarseLabels(of: encoded, leaves: tiny.leaves).indices,
            tissues: tiny.tissues.members)
        let features = try [small, tiny.network].map {
            HalfPrecision.floats(
                fromHalf: try $0.features(
                    of: encoded, image, by: lesions, progress: { _ in }, isCancelled: { false }
                ).bits)
        }
        #expect(relativeError(features[0], features[1]) < 1e-4)

        let less = try VisionNetwork(
            weightsAt: TinyNetwork.weightsPath, precision: .float32, memoryLimit: limit.less)
        #expect(throws: VisionError.self) { try less.encode(scan) }
    }

    @Test(arguments: [1, 5, 30])
    func stopsWhereverItIsAsked(after polls: Int) throws {
        let tiny = try TinyNetwork()
        let extent = Extent(depth: 16, height: 16, width: 16)
        let tiled = try TiledTrunk(
            tiny.network.trunk, extent: extent, precision: .float32, planes: 4)
        var asked = 0
        #expect(throws: CancellationError.self) {
            _ = try tiled.run(
                [Float](repeating: 0.5, count: extent.count), kept: extent,
                from: Extent(depth: 0, height: 0, width: 0),
                channels: [
                    tiny.network.configuration.features, tiny.network.configuration.parcelFeatures,
                ], progress: { _, _ in },
                isCancelled: {
                    asked += 1
                    return asked >= polls
                })
        }
        #expect(asked == polls)
    }

    @Test func theEstimateHoldsWhatTheRunTakes() throws {
        let tiny = try TinyNetwork()
        let grid = Geometry(shape: SIMD3(96, 112, 96), voxelSize: SIMD3(2, 2, 2))
        let whole = try NetworkPlan(
            tiny.network.trunk, extent: Extent(depth: 96, height: 112, width: 96),
            precision: .float32)
        let estimate = tiny.network.memoryNeed(for: grid).bytes
        #expect(Double(whole.byteCount) < Double(estimate))
    }
}
