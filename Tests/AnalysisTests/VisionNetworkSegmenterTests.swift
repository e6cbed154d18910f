import Analysis
import Foundation
import TestSupport
import Testing
import VisionNetwork
import Volumes

/// The real network code under the segmenter, with the tiny random weights of its own tests.
@Suite struct VisionNetworkSegmenterTests {
    private let segmenter: NetworkSegmenter<VisionNetwork>
    private let scan: ScanValue

    init() throws {
        let weights = Places.fixture("Fixtures/vision-tiny.safetensors", of: "VisionNetworkTests")
        let network = try VisionNetwork(weightsAt: weights.path, precision: .float32)
        let width = network.configuration.text
        segmenter = try NetworkSegmenter(network: network, vocabulary: Samples.vocabulary) {
            texts in
            // Not the text encoder's, but as different from each other.
            texts.map { text in
                var numbers = BlockGenerator(
                    seed: text.utf8.reduce(0) { 31 &* $0 &+ Int($1) } & 0xFFFF)
                let values = (0..<width).map { _ in Float(numbers.next() % 2001 - 1000) }
                let length = values.reduce(0) { $0 + $1 * $1 }.squareRoot()
                return values.map { $0 / length }
            }
        }
        // An oblique order of axes, so that results have to find their way back.
        let geometry = try Geometry(
            shape: SIMD3(18, 22, 20),
            affine: Affine(
                columns: (SIMD3(0, -2, 0), SIMD3(0, 0, 2), SIMD3(-2, 0, 0)),
                translation: SIMD3(15, 20, -18)))
        var noise = BlockGenerator(seed: 5)
        scan = ScanValue(
            volume: Volume(
                geometry: geometry,
                voxels: (0..<geometry.voxelCount).map { _ in Float(noise.next() % 1000) }),
            name: "t1", file: ScanValue.ScanFile(path: "t1.nii", checksum: "1"))
    }

    @Test func theLeavesPartitionTheScansOwnGrid() throws {
        let vocabulary = Samples.vocabulary
        var total = 0
        for structure in vocabulary.structures where structure.isLeaf {
            let found = try segmenter.segment(
                scan, Samples.reading(structure.name), control: RunControl())
            #expect(found.mask.geometry == scan.volume.geometry)
            if found.mask.count > 0, let confidence = found.confidence {
                #expect((0...1).contains(confidence))
            }
            total += found.mask.count
        }
        #expect(total == scan.volume.geometry.voxelCount)
        let map = try segmenter.labelMap(of: [scan], control: RunControl())
        let left = try segmenter.segment(
            scan, Samples.reading("left cerebral cortex"), control: RunControl())
        #expect(map.mask(of: [3]).voxels == left.mask.voxels)
    }

    @Test func aStopReachesTheTrunk() {
        #expect(throws: AnalysisError.cancelled) {
            try segmenter.prepare(scan, control: RunControl(isCancelled: { true }))
        }
    }
}
