import Foundation
import TestSupport
import Testing
import Volumes

@testable import Analysis

/// A real scan with manual labels, against what nibabel and numpy make of it.
@Suite struct RealLabelsTests {
    private struct Recorded: Decodable {
        let volumesMl: [String: Double]
        let means: [String: Double]
        let score: Reference.Score

        static func read() throws -> Recorded {
            let file = Places.fixture("Reference/oasis.json", of: "AnalysisTests")
            let decoder = JSONDecoder()
            decoder.keyDecodingStrategy = .convertFromSnakeCase
            return try decoder.decode(Recorded.self, from: Data(contentsOf: file))
        }
    }

    @Test func everyStructureOfAManualLabelMap() throws {
        guard let folder = requireShared("data/evaluation/anatomy/1000") else { return }
        let recorded = try Recorded.read()
        let loaded = try VolumeFile.readVolume(at: "\(folder)/t1.nii.gz")
        let map = try VolumeFile.readLabelMap(at: "\(folder)/labels.nii.gz")
        let scan = ScanValue(
            volume: loaded.volume, name: "t1",
            file: ScanValue.ScanFile(path: "t1.nii.gz", checksum: loaded.checksum))
        let segmenter = LabelMapSegmenter(
            map, name: "labels.nii.gz", vocabulary: Samples.vocabulary)
        for label in TruthFolding.scored {
            let leaf = try #require(Samples.vocabulary.leaf(ofLabel: label))
            let found = try segmenter.segment(
                scan, Samples.reading("\(leaf)"), control: RunControl())
            let volume = try #require(recorded.volumesMl["\(label)"])
            // The affine's determinant may round differently in its last digit.
            #expect(abs(found.mask.volumeInMillilitres - volume) <= 1e-12 * volume)
            let mean = try #require(recorded.means["\(label)"])
            let own = Intensities(scan.volume.voxels, inside: found.mask.voxels).mean
            #expect(abs(own - mean) <= 1e-9 * abs(mean))
        }

        let truth = try segmenter.labelMap(of: [scan], control: RunControl())
        #expect(truth.counts == map.counts)

        var moved = [Int32](repeating: 0, count: map.voxels.count)
        let width = map.geometry.shape.x
        map.voxels.withUnsafeBufferPointer { voxels in
            for index in 1..<voxels.count where index % width != 0 {
                moved[index] = voxels[index - 1]
            }
        }
        let result = try AnatomyEvaluation.score(
            name: "1000", truth: map,
            predicted: LabelMap(geometry: map.geometry, voxels: moved))
        #expect(abs(try #require(result.meanDice) - recorded.score.meanDice) < 1e-12)
        #expect(result.overlaps.count == 31)
    }
}
