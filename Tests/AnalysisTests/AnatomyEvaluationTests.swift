import Analysis
import Foundation
import TestSupport
import Testing
import Volumes

/// Values that numpy and scipy gave, recorded by `Reference/make_reference.py`.
struct Reference: Decodable {
    struct Case: Decodable, Sendable, CustomTestStringConvertible {
        let seed: Int
        let shape: [Int]
        let zooms: [Double]
        let foldedCounts: [String: Int]
        let foldedChecksum: Int
        let score: Score
        let meanIn17: Double
        let shearedVolume17Ml: Double

        var testDescription: String { "seed \(seed), \(zooms) mm" }
    }

    struct Score: Decodable, Sendable {
        let structures: [String: Row]
        let meanDice: Double
    }

    struct Row: Decodable, Sendable {
        let truth: Int
        let predicted: Int
        let shared: Int
        let dice: Double
        let truthMl: Double
        let errorPercent: Double
    }

    let cases: [Case]

    static let recorded: Reference = {
        let file = Places.fixture("Reference/anatomy.json", of: "AnalysisTests")
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try! decoder.decode(Reference.self, from: Data(contentsOf: file))
    }()

    /// The label numbers of the generated maps.
    static let labels: [Int32] = [
        0, 2, 3, 4, 5, 14, 17, 24, 30, 31, 41, 42, 43, 44, 53, 57, 62, 63, 72, 77, 80, 25,
        136, 137, 163, 164, 251, 255, 16,
    ]
}

extension Reference.Case {
    private func map(_ voxels: [Int32]) -> LabelMap {
        LabelMap(geometry: geometry, voxels: voxels)
    }

    var geometry: Geometry {
        Geometry(
            shape: SIMD3(shape[0], shape[1], shape[2]),
            voxelSize: SIMD3(zooms[0], zooms[1], zooms[2]))
    }

    var truth: LabelMap {
        map(BlockGenerator.blocks(seed: seed, shape: shape, choices: Reference.labels, size: 3))
    }

    var predicted: LabelMap {
        let noise = BlockGenerator.blocks(
            seed: seed + 1, shape: shape,
            choices: Reference.labels + Array(repeating: -1, count: 60), size: 2)
        return map(zip(truth.voxels, noise).map { $1 >= 0 ? $1 : $0 })
    }

    /// 12-bit noise.
    var image: [Float] {
        var numbers = BlockGenerator(seed: seed + 2)
        return (0..<geometry.voxelCount).map { _ in Float(numbers.next() % 4096) }
    }
}

@Suite struct AnatomyEvaluationTests {
    @Test(arguments: Reference.recorded.cases)
    func foldingAgreesWithScipy(_ reference: Reference.Case) {
        let folded = TruthFolding.folded(reference.truth)
        let counts = Dictionary(
            uniqueKeysWithValues: folded.counts.map { ("\($0.key)", $0.value) })
        #expect(counts == reference.foldedCounts)
        let checksum = folded.voxels.enumerated().reduce(0) {
            $0 + Int($1.element) * ($1.offset % 997)
        }
        #expect(checksum == reference.foldedChecksum)
    }

    @Test(arguments: Reference.recorded.cases)
    func scoresAgreeWithNumpy(_ reference: Reference.Case) throws {
        let scan = try AnatomyEvaluation.score(
            name: "a", truth: reference.truth, predicted: reference.predicted)
        #expect(scan.overlaps.count == reference.score.structures.count)
        for (label, row) in reference.score.structures {
            let overlap = try #require(scan.overlaps[Int32(label)!])
            #expect(overlap.truth == row.truth)
            #expect(overlap.predicted == row.predicted)
            #expect(overlap.shared == row.shared)
            #expect(overlap.dice == row.dice)
            #expect(abs(overlap.truthMillilitres - row.truthMl) < 1e-12)
            #expect(abs(try #require(overlap.volumeErrorPercent) - row.errorPercent) < 1e-12)
        }
        #expect(abs(try #require(scan.meanDice) - reference.score.meanDice) < 1e-12)
    }

    @Test func theMeanRunsOverStructuresThenScans() throws {
        func scan(_ dice: [Int32: (shared: Int, total: Int)]) -> AnatomyEvaluation.Scan {
            AnatomyEvaluation.Scan(
                name: "s",
                overlaps: dice.mapValues {
                    Overlap(
                        truth: $0.total, predicted: $0.total, shared: $0.shared, voxelVolume: 1)
                }, seconds: 2)
        }
        let evaluation = AnatomyEvaluation(
            scans: [scan([17: (1, 1), 53: (1, 2)]), scan([17: (0, 1)])],
            vocabulary: Samples.vocabulary)
        #expect(evaluation.meanDice == 0.375)
        #expect(evaluation.structures.map(\.name) == ["left hippocampus", "right hippocampus"])
        #expect(evaluation.structures[0].meanDice == 0.5)
        #expect(evaluation.structures[0].lowestDice == 0)
    }

    @Test func aStructureMissedAltogetherScoresZero() throws {
        let truth = Samples.map([(17, 2), (53, 2)])
        let predicted = Samples.map([(17, 2), (0, 2)])
        let scan = try AnatomyEvaluation.score(name: "a", truth: truth, predicted: predicted)
        #expect(scan.overlaps[53]?.dice == 0)
        #expect(scan.meanDice == 0.5)
    }

    @Test func aStructureAbsentFromTheTruthIsNotScored() throws {
        let scan = try AnatomyEvaluation.score(
            name: "a", truth: Samples.map([(17, 2), (0, 2)]),
            predicted: Samples.map([(17, 2), (53, 2)]))
        #expect(scan.meanDice == 1)
    }

    @Test func otherGridsAreRefused() {
        #expect(throws: AnalysisError.self) {
            try AnatomyEvaluation.score(
                name: "a", truth: Samples.map([(17, 2)]), predicted: Samples.map([(17, 3)]))
        }
    }

    @Test func jsonHoldsTheFieldsThatScriptsRead() throws {
        let scan = try AnatomyEvaluation.score(
            name: "a", truth: Samples.map([(17, 2)]), predicted: Samples.map([(17, 2)]),
            seconds: 1.5)
        let evaluation = AnatomyEvaluation(
            scans: [scan], vocabulary: Samples.vocabulary, peakMemory: 1000)
        let object = try JSONSerialization.jsonObject(with: Data(evaluation.json().utf8))
        let root = try #require(object as? [String: Any])
        #expect(root["mean_dice"] as? Double == 1)
        #expect(root["peak_memory_bytes"] as? Int == 1000)
        let structures = try #require(root["structures"] as? [[String: Any]])
        #expect(structures.first?["name"] as? String == "left hippocampus")
        let scans = try #require(root["scans"] as? [[String: Any]])
        #expect(scans.first?["seconds"] as? Double == 1.5)
    }

    @Test func farFromBothSidesTheNearerStillCounts() {
        let grid = Geometry(shape: SIMD3(30, 12, 9), voxelSize: SIMD3(1, 1.5, 2))
        var voxels = [Int32](repeating: 77, count: grid.voxelCount)
        let left = SIMD3(2, 3, 1)
        let right = SIMD3(24, 10, 8)
        voxels[grid.offset(left.x, left.y, left.z)] = 2
        voxels[grid.offset(right.x, right.y, right.z)] = 41
        let folded = TruthFolding.folded(LabelMap(geometry: grid, voxels: voxels))
        for k in 0..<9 {
            for j in 0..<12 {
                for i in 0..<30 {
                    let a = SIMD3<Double>(SIMD3(i, j, k) &- left) * grid.voxelSize
                    let b = SIMD3<Double>(SIMD3(i, j, k) &- right) * grid.voxelSize
                    let expected: Int32 = (a * a).sum() <= (b * b).sum() ? 2 : 41
                    #expect(folded.voxels[grid.offset(i, j, k)] == expected)
                }
            }
        }
    }

    @Test func aFolderWithoutPairsIsAnError() throws {
        let folder = try TemporaryFolder()
        #expect(throws: EvaluationError.noPairs(directory: folder.path)) {
            try AnatomyEvaluation.items(in: folder.path)
        }
        #expect(throws: EvaluationError.unreadable(directory: "/nowhere")) {
            try AnatomyEvaluation.items(in: "/nowhere")
        }
        try folder.write("", to: "b/t1.nii.gz")
        try folder.write("", to: "b/labels.nii.gz")
        try folder.write("", to: "a/t1.nii.gz")
        #expect(try AnatomyEvaluation.items(in: folder.path).map(\.name) == ["b"])
    }
}
