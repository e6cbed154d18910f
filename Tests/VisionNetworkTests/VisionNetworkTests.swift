import Foundation
import Synchronization
import Tensors
import TestSupport
import Testing
import Volumes

@testable import VisionNetwork

@Suite struct VisionNetworkTests {
    /// What the tiny network finds in one scan, and how sure it is.
    private struct Found {
        let leaves: LeafMap
        let parcels: ParcelMap

        init(_ tiny: TinyNetwork, _ scan: Volume) throws {
            let encoded = try tiny.network.encode(scan)
            leaves = try tiny.network.labels(of: encoded, leaves: tiny.leaves)
            parcels = try tiny.network.parcels(
                of: encoded, within: leaves.indices, parcels: tiny.parcels, groups: tiny.groups)
        }

        /// Of leaves and of parcels.
        var confidence: [Float?] { leaves.confidence + parcels.confidence }

        /// Leaf and parcel of every voxel, in RAS order.
        func voxels() -> [[Float]] {
            [leaves.indices, parcels.indices].map { indices in
                Volume(geometry: leaves.geometry, voxels: indices.map(Float.init))
                    .reoriented(to: .ras).0.voxels
            }
        }
    }

    @Test func everyOrientationGivesTheSameLabels() throws {
        let tiny = try TinyNetwork()
        let straight = try Found(tiny, tiny.scan)
        #expect(Orientation.all.count == 48)
        for orientation in Orientation.all {
            let (turned, _) = tiny.scan.reoriented(to: orientation)
            let found = try Found(tiny, turned)
            #expect(found.leaves.geometry == turned.geometry)
            // Tests of the kernels, which may run meanwhile, choose other instruction sets: then a
            // tie within rounding may go either way.
            for (voxels, expected) in zip(found.voxels(), straight.voxels()) {
                #expect(agreement(voxels, expected) >= 0.9999, "\(orientation)")
            }
            for (confidence, expected) in zip(found.confidence, straight.confidence) {
                #expect(abs((confidence ?? -1) - (expected ?? -1)) < 1e-4, "\(orientation)")
            }
        }
    }

    /// Whatever the order of the scan's axes, and next to what the scan's own grid shows.
    @Test(arguments: [Orientation.ras, Orientation.all[7], Orientation.all[40]])
    func coarseLabelsLieInTheScansWorld(orientation: Orientation) throws {
        let tiny = try TinyNetwork()
        let (turned, _) = tiny.scan.reoriented(to: orientation)
        let encoded = try tiny.network.encode(turned)
        let coarse = try tiny.network.coarseLabels(of: encoded, leaves: tiny.leaves)
        #expect(coarse.indices.count == coarse.geometry.voxelCount)
        #expect(coarse.geometry.orientation == .ras)
        #expect(coarse.leafCount == tiny.leaves.count)
        let fine = try tiny.network.labels(of: encoded, leaves: tiny.leaves)
        var (same, all) = (0, 0)
        let shape = coarse.geometry.shape
        for k in 0..<shape.z {
            for j in 0..<shape.y {
                for i in 0..<shape.x {
                    let world = coarse.geometry.world(SIMD3(Double(i), Double(j), Double(k)))
                    let place = turned.geometry.index(ofWorld: world)
                    let nearest = SIMD3<Int>(place.rounded(.down))
                    guard nearest.min() >= 0, (turned.geometry.shape &- nearest).min() > 0 else {
                        continue
                    }
                    all += 1
                    let offset = turned.geometry.offset(nearest.x, nearest.y, nearest.z)
                    let own = coarse.geometry.offset(i, j, k)
                    if fine.indices[offset] == coarse.indices[own] { same += 1 }
                }
            }
        }
        // Voxels in between and the detail network often decide otherwise in a network of random
        // weights; chance is told from how often each leaf is met.
        #expect(all > 100)
        var chance = 0.0
        for (one, other) in zip(coarse.counts, fine.counts) {
            let share = Double(one) / Double(coarse.indices.count)
            chance += share * Double(other) / Double(fine.indices.count)
        }
        #expect(Double(same) / Double(all) > chance + 0.15, "chance \(chance)")
    }

    @Test func parcelsDivideTheCortexOfTheirOwnSide() throws {
        let tiny = try TinyNetwork()
        let found = try Found(tiny, tiny.scan)
        let sides = tiny.network.configuration.parcels.map(\.side)
        for (leaf, parcel) in zip(found.leaves.indices, found.parcels.indices) {
            switch leaf {
            case 0: #expect(sides[Int(parcel)] == .left)
            case 1: #expect(sides[Int(parcel)] == .right)
            default: #expect(parcel == ParcelMap.outside)
            }
        }
        for confidence in found.parcels.confidence.compactMap(\.self) {
            #expect(1.0 / 3 <= confidence && confidence <= 1)
        }
    }

    /// Equal numbers; a zero may have lost its sign.
    private func expectSame(_ found: FeatureField, _ expected: FeatureField) {
        let values = [found, expected].map { HalfPrecision.floats(fromHalf: $0.bits) }
        #expect(worstDifference(values[0], values[1]) == 0)
    }

    @Test func aScanFusedWithItselfIsItself() throws {
        let tiny = try TinyNetwork()
        let encoded = try tiny.network.encode(tiny.scan)
        let alone = try tiny.network.fuse([encoded])
        #expect(alone.identifier == encoded.identifier)
        let twice = try tiny.network.fuse([encoded, encoded])
        #expect(twice.kept?.allSatisfy { $0 == 1 } == true)
        expectSame(twice.features, encoded.features)
        expectSame(twice.parcels, encoded.parcels)
        #expect(throws: CancellationError.self) {
            try tiny.network.fuse([encoded, encoded], isCancelled: { true })
        }
    }

    @Test func featuresOfAnotherGridKeepTheDetailOfTheScanTheyAreCarriedTo() throws {
        let tiny = try TinyNetwork()
        let encoded = try tiny.network.encode(tiny.scan)
        let (turned, _) = tiny.scan.reoriented(to: try #require(Orientation("PSL")))
        let other = try tiny.network.encode(turned)
        let carried = try tiny.network.fuse([other], onto: encoded)
        #expect(carried.geometry == encoded.geometry)
        #expect(carried.image == encoded.image)
        #expect(carried.kept?.allSatisfy { $0 == 1 } == true)
        expectSame(carried.features, encoded.features)
        expectSame(carried.parcels, encoded.parcels)
        #expect(try tiny.network.fuse([encoded], onto: encoded).identifier == encoded.identifier)
    }

    @Test func aDoubtedScanCountsOnlyWhereItLiesAlone() throws {
        let tiny = try TinyNetwork()
        let encoded = try tiny.network.encode(tiny.scan)
        let other = try tiny.network.encode(
            Volume(geometry: tiny.scan.geometry, voxels: tiny.scan.voxels.reversed()))
        let fused = try tiny.network.fuse([encoded, other], doubted: [1])
        expectSame(fused.features, encoded.features)
        #expect(fused.kept?.allSatisfy { $0 == 1 } == true)
        let turned = try tiny.network.fuse([other, encoded], doubted: [0])
        expectSame(turned.features, encoded.features)
        #expect(turned.kept?.allSatisfy { $0 < 1e-6 } == true)
    }

    @Test func aScanElsewhereChangesNothing() throws {
        let tiny = try TinyNetwork()
        let encoded = try tiny.network.encode(tiny.scan)
        let far = Volume(
            geometry: Geometry(
                shape: SIMD3(20, 20, 20), voxelSize: SIMD3(2, 2, 2), origin: SIMD3(500, 0, 0)),
            voxels: (0..<8000).map { Float($0 % 97) })
        let fused = try tiny.network.fuse([encoded, try tiny.network.encode(far)])
        expectSame(fused.features, encoded.features)
        let labels = try [fused, encoded].map {
            try tiny.network.labels(of: $0, leaves: tiny.leaves).indices
        }
        #expect(agreement(labels[0], labels[1]) >= 0.9999)
    }

    @Test func labelsReportAndStop() throws {
        let tiny = try TinyNetwork()
        let encoded = try tiny.network.encode(tiny.scan)
        #expect(throws: CancellationError.self) {
            try tiny.network.labels(of: encoded, leaves: tiny.leaves, isCancelled: { true })
        }
        let polls = Atomic<Int>(0)
        #expect(throws: CancellationError.self) {
            try tiny.network.labels(
                of: encoded, leaves: tiny.leaves,
                isCancelled: { polls.wrappingAdd(1, ordering: .relaxed).oldValue > 12 })
        }
        let last = Mutex(0.0)
        let map = try tiny.network.labels(
            of: encoded, leaves: tiny.leaves,
            progress: { report in last.withLock { $0 = max($0, report.fraction) } })
        #expect(last.withLock { $0 } == 1)
        #expect(throws: CancellationError.self) {
            try tiny.network.parcels(
                of: encoded, within: map.indices, parcels: tiny.parcels, groups: tiny.groups,
                isCancelled: { true })
        }
    }

    @Test func leavesPartitionTheScan() throws {
        let tiny = try TinyNetwork()
        let map = try tiny.network.labels(
            of: try tiny.network.encode(tiny.scan), leaves: tiny.leaves)
        let count = tiny.scan.geometry.voxelCount
        #expect(map.counts.reduce(0, +) == count)
        #expect(map.mask(leafIndices: Set(tiny.leaves.indices)).count == count)
        #expect(map.mask(leafIndices: []).count == 0)
        #expect(map.mask(leafIndices: [0, 1]).count == map.counts[0] + map.counts[1])
        for confidence in map.confidence.compactMap(\.self) {
            // The winner of six holds at least a sixth.
            #expect(1.0 / 6 <= confidence && confidence <= 1)
        }
    }

    @Test func aFreePhraseReplacesOneLeaf() throws {
        let tiny = try TinyNetwork()
        let encoded = try tiny.network.encode(tiny.scan)
        let usual = try tiny.network.labels(of: encoded, leaves: tiny.leaves)
        var leaves = tiny.leaves
        leaves[0] = LeafConditioner(embedding: leaves[4].embedding, side: .right)
        let steered = try tiny.network.labels(of: encoded, leaves: leaves)
        #expect(steered.indices != usual.indices)
        #expect(try tiny.network.labels(of: encoded, leaves: tiny.leaves).indices == usual.indices)
    }

    @Test func otherWordsForALeafGiveWhatAWholePassGives() throws {
        let tiny = try TinyNetwork()
        let encoded = try tiny.network.encode(tiny.scan)
        let usual = try tiny.network.labels(of: encoded, leaves: tiny.leaves)
        for leaf in tiny.leaves.indices {
            var leaves = tiny.leaves
            leaves[leaf] = LeafConditioner(
                embedding: tiny.leaves[(leaf + 1) % leaves.count].embedding,
                side: leaves[leaf].side)
            // Maps that are known are not made again, so that two networks are needed.
            let whole = try TinyNetwork().network.labels(of: encoded, leaves: leaves)
            let part = try tiny.network.labels(
                of: encoded, leaves: leaves, changed: [leaf], from: usual.indices)
            #expect(agreement(part.indices, whole.indices) >= 0.9999)
        }
    }

    @Test func theNetworksOwnRangesSayHowWholeALeafIs() throws {
        let file = try WeightsFile(
            path: Places.models.appendingPathComponent("vision.safetensors").path)
        let ranges = try TrainingRange.read(from: file)
        let configuration = try VisionConfiguration(from: file)
        #expect(Set(ranges.map(\.leaf)) == Set(configuration.leaves + configuration.parcels))
        for range in ranges {
            let wholeness = try #require(range.wholeness)
            #expect(wholeness.largest > 0 && wholeness.largest <= range.lowest + 0.001)
            #expect(0...1 ~= wholeness.apart)
        }
    }

    @Test func smallScansAreEncodedToo() throws {
        let tiny = try TinyNetwork()
        let volume = Volume(
            geometry: Geometry(shape: SIMD3(3, 2, 1), voxelSize: SIMD3(1, 2.5, 6)),
            voxels: [1, 2, 3, 4, 5, 6])
        let encoded = try tiny.network.encode(volume)
        #expect(encoded.grid.shape == SIMD3(2, 2, 3))
        let map = try tiny.network.labels(of: encoded, leaves: tiny.leaves)
        #expect(map.indices.count == 6)
    }

    @Test func progressNamesTheStagesAndRises() throws {
        let tiny = try TinyNetwork()
        var reports: [VisionProgress] = []
        _ = try tiny.network.encode(tiny.scan, progress: { reports.append($0) })
        #expect(reports.first == VisionProgress(stage: "preparing the scan", fraction: 0))
        #expect(reports.last == VisionProgress(stage: "encoded", fraction: 1))
        #expect(reports.contains { $0.stage == "encoder level 1 of 5" })
        #expect(reports.contains { $0.stage == "decoder level 4 of 4" })
        #expect(zip(reports, reports.dropFirst()).allSatisfy { $0.fraction <= $1.fraction })
    }

    @Test(arguments: [1, 2, 10, 40])
    func stopsWhereverItIsAsked(after polls: Int) throws {
        let tiny = try TinyNetwork()
        var asked = 0
        #expect(throws: CancellationError.self) {
            _ = try tiny.network.encode(
                tiny.scan,
                isCancelled: {
                    asked += 1
                    return asked >= polls
                })
        }
        #expect(asked == polls)
        // The next run is not hindered.
        _ = try tiny.network.encode(tiny.scan)
    }

    @Test func refusesWhatItCannotDo() throws {
        let tiny = try TinyNetwork()
        let flat = Volume(
            geometry: Geometry(shape: SIMD3(4, 4, 4)),
            voxels: [Float](repeating: 7, count: 64))
        #expect(throws: VisionError.constantImage(value: 7)) { try tiny.network.encode(flat) }
        let empty = Volume(
            geometry: Geometry(shape: SIMD3(4, 4, 4)),
            voxels: [Float](repeating: .nan, count: 64))
        #expect(throws: VisionError.constantImage(value: 0)) { try tiny.network.encode(empty) }

        let small = try VisionNetwork(
            weightsAt: TinyNetwork.weightsPath, precision: .float32, memoryLimit: 100_000)
        #expect(small.memoryNeed(for: tiny.scan.geometry).bytes > 100_000)
        let error = #expect(throws: VisionError.self) { try small.encode(tiny.scan) }
        #expect(error?.description.contains("more than the limit of 0 MB") == true)

        let encoded = try tiny.network.encode(tiny.scan)
        #expect(throws: VisionError.leafCount(found: 0, most: 255)) {
            try tiny.network.labels(of: encoded, leaves: [])
        }
        #expect(throws: VisionError.embedding(leaf: 0, expected: 384, found: 2)) {
            try tiny.network.labels(
                of: encoded, leaves: [LeafConditioner(embedding: [1, 0], side: .left)])
        }
    }

    @Test func refusesWeightsOfAnotherKind() throws {
        let path = TinyNetwork.weightsPath.replacingOccurrences(of: "tiny", with: "tiny-expected")
        let error = #expect(throws: WeightsError.self) { try VisionNetwork(weightsAt: path) }
        #expect(error?.reason == .missingMetadata(key: "configuration"))
    }
}
