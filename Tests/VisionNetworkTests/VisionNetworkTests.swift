import Foundation
import Tensors
import Testing
import Volumes

@testable import VisionNetwork

@Suite struct VisionNetworkTests {
    @Test(arguments: Orientation.all.enumerated().filter { $0.offset % 5 == 0 }.map(\.element))
    func everyOrientationGivesTheSameLabels(orientation: Orientation) throws {
        let tiny = try TinyNetwork()
        let straight = try tiny.network.labels(
            of: try tiny.network.encode(tiny.scan), leaves: tiny.leaves)
        let (turned, _) = tiny.scan.reoriented(to: orientation)
        let map = try tiny.network.labels(
            of: try tiny.network.encode(turned), leaves: tiny.leaves)
        #expect(map.geometry == turned.geometry)
        #expect(map.confidence == straight.confidence)
        for leaf in tiny.leaves.indices {
            let back = map.mask(leafIndices: [leaf]).reoriented(to: .ras).0
            #expect(back.voxels == straight.mask(leafIndices: [leaf]).voxels)
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
