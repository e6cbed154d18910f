import TestSupport
import Testing
import Volumes

@testable import Analysis

/// Reads the labels off the intensities; of several scans it believes the first.
private struct ReadingSegmenter: Segmenter {
    let title = "intensities"

    func segment(
        _ scan: ScanValue, _ reading: AnatomyReading, control: RunControl
    ) throws -> Segmentation {
        throw AnalysisError.cancelled
    }

    func labelMap(of scans: [ScanValue], control: RunControl) throws -> LabelMap {
        let volume = scans[0].volume
        return LabelMap(
            geometry: volume.geometry, voxels: volume.voxels.map { Int32($0.rounded()) })
    }
}

@Suite struct GridChangeTests {
    private let volume: Volume = {
        let geometry = Geometry(
            shape: SIMD3(4, 5, 7), voxelSize: SIMD3(1, 2, 0.5), origin: SIMD3(3, -4, 9))
        let voxels = (0..<140).map { offset -> Float in
            let (i, j, k) = (offset % 4, offset / 4 % 5, offset / 20)
            return Float(i + 10 * j + 100 * k)
        }
        return Volume(geometry: geometry, voxels: voxels)
    }()

    @Test func aBlockOfLabelsIsDecidedByItsMajority() throws {
        let map = LabelMap(
            geometry: Geometry(shape: SIMD3(6, 1, 1)), voxels: [17, 53, 53, 17, 2, 53])
        #expect(try GridChange.thickened(map, axis: 0, by: 3).voxels == [53, 2])
    }

    @Test(arguments: [0, 1, 2], [false, true])
    func aHalfKeepsItsPlaceInTheWorld(_ axis: Int, upper: Bool) throws {
        let half = try GridChange.halved(volume, axis: axis, upper: upper)
        let first = half.geometry.world(.zero)
        let index = volume.geometry.index(ofWorld: first)
        let offset = volume.geometry.offset(Int(index.x), Int(index.y), Int(index.z))
        #expect(half.voxels.first == volume.voxels[offset])
        if upper { #expect(half.voxels.last == volume.voxels.last) }
        let sizes = [4, 5, 7]
        #expect(
            half.geometry.shape[axis] == (upper ? sizes[axis] - sizes[axis] / 2 : sizes[axis] / 2))
    }
}

@Suite struct RobustnessEvaluationTests {
    /// Two hippocampi in a grid of 30 × 20 × 20 voxels, told by their intensities.
    private func folder() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        let geometry = Geometry(shape: SIMD3(30, 20, 20))
        let voxels = (0..<geometry.voxelCount).map { offset -> Float in
            let (i, j, k) = (offset % 30, offset / 30 % 20, offset / 600)
            guard (2..<18).contains(j), (2..<18).contains(k) else { return 0 }
            if (2..<13).contains(i) { return 17 }
            return (17..<28).contains(i) ? 53 : 0
        }
        try VolumeFile.write(
            Volume(geometry: geometry, voxels: voxels), to: folder.path("t1.nii.gz"))
        return folder
    }

    @Test func aScanWithoutLabelsIsComparedWithItself() throws {
        let folder = try folder()
        let found = try RobustnessEvaluation.run(
            path: folder.path("t1.nii.gz"), segmenter: ReadingSegmenter(), control: RunControl())
        #expect(found.rows.count == 12)
        #expect(found.reorientedAgreement == 1)
        let rows = Dictionary(grouping: found.rows, by: \.change).compactMapValues(\.first)
        // What a segmenter sees alone does not change in the half that it still sees.
        #expect(rows["left half alone"]?.gain == 0)
        #expect(rows["superior half alone"]?.dice == 1)
        #expect(rows["noise as second scan"]?.gain == 0)
        // This segmenter believes the noise.
        #expect(try #require(rows["noise as first scan"]).dice == 0)
        // A mean of half label and half background is no label.
        let thick = try #require(rows["axial slices of 5 mm"])
        #expect(thick.dice > 0.5 && thick.dice < 1 && thick.unchanged == 1)
        #expect(found.text.contains("100.000 %"))
    }
}

@Suite struct ContrastEvaluationTests {
    @Test func scansOfOneFolderAreComparedWithEachOther() throws {
        let folder = try TemporaryFolder()
        let geometry = Geometry(shape: SIMD3(4, 1, 1))
        for (name, voxels) in [("t1", [17, 17, 53, 0]), ("flair", [17, 0, 53, 0])] {
            try VolumeFile.write(
                Volume(geometry: geometry, voxels: voxels.map(Float.init)),
                to: folder.path("\(name).nii.gz"))
        }
        let found = try ContrastEvaluation.run(
            directory: folder.path, segmenter: ReadingSegmenter(),
            vocabulary: Samples.vocabulary, control: RunControl())
        #expect(found.pairs.map(\.first) == ["t1"] && found.pairs.map(\.second) == ["flair"])
        let dice = try #require(found.pairs.first?.structures)
        #expect(abs(try #require(dice["left hippocampus"]) - 2.0 / 3) < 1e-12)
        #expect(dice["right hippocampus"] == 1)
        #expect(abs(try #require(found.meanDice) - 5.0 / 6) < 1e-12)
    }

    @Test func oneScanAloneIsRefused() throws {
        let folder = try TemporaryFolder()
        try VolumeFile.write(
            Volume(geometry: Geometry(shape: SIMD3(4, 1, 1)), voxels: [0, 1, 2, 3]),
            to: folder.path("t1.nii.gz"))
        #expect(throws: EvaluationError.noContrasts(directory: folder.path)) {
            try ContrastEvaluation.run(
                directory: folder.path, segmenter: ReadingSegmenter(),
                vocabulary: Samples.vocabulary, control: RunControl())
        }
    }
}

@Suite struct LesionEvaluationTests {
    /// Marks what is above 1 in any of the scans.
    private struct BrightSegmenter: Segmenter {
        let title = "bright voxels"

        func segment(
            _ scan: ScanValue, _ reading: AnatomyReading, control: RunControl
        ) throws -> Segmentation { try segment([scan], reading, control: control) }

        func segment(
            _ scans: [ScanValue], _ reading: AnatomyReading, control: RunControl
        ) throws -> Segmentation {
            let geometry = scans[0].volume.geometry
            let voxels = (0..<geometry.voxelCount).map { voxel -> UInt8 in
                scans.contains { $0.volume.voxels[voxel] > 1 } ? 1 : 0
            }
            return Segmentation(mask: Mask(geometry: geometry, voxels: voxels))
        }

        func labelMap(of scans: [ScanValue], control: RunControl) throws -> LabelMap {
            throw AnalysisError.cancelled
        }
    }

    private func run(_ folder: TemporaryFolder) throws -> LesionEvaluation {
        try LesionEvaluation.run(
            directory: folder.path, segmenter: BrightSegmenter(),
            vocabulary: Samples.vocabulary, control: RunControl())
    }

    @Test func everyScanAloneAndAllTogetherAreScored() throws {
        let folder = try TemporaryFolder()
        let geometry = Geometry(shape: SIMD3(12, 1, 1), voxelSize: SIMD3(10, 10, 10))
        let files: [(String, [Float])] = [
            ("lesions", [1, 1, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0]),
            ("t1", [0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 2, 0]),
            ("flair", [2, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0]),
        ]
        for (name, voxels) in files {
            try VolumeFile.write(
                Volume(geometry: geometry, voxels: voxels), to: folder.path("\(name).nii.gz"))
        }
        let rows = try run(folder).rows
        #expect(rows.map(\.scans) == [["flair"], ["t1"], ["flair", "t1"]])
        #expect(rows.map(\.truth) == [4, 4, 4] && rows.map(\.predicted) == [2, 2, 4])
        // 2 · 2 / (4 + 2), 2 · 1 / (4 + 2), 2 · 3 / (4 + 4)
        for (row, dice) in zip(rows, [2.0 / 3, 1.0 / 3, 0.75]) {
            #expect(abs(try #require(row.dice) - dice) < 1e-12)
        }
        #expect(rows.map(\.pieces) == [3, 3, 3] && rows.map(\.foundPieces) == [2, 1, 3])
        #expect(rows.map(\.falsePieces) == [0, 1, 1])
    }

    @Test func aFolderWithoutATrueMaskIsRefused() throws {
        let folder = try TemporaryFolder()
        try VolumeFile.write(
            Volume(geometry: Geometry(shape: SIMD3(4, 1, 1)), voxels: [0, 1, 2, 3]),
            to: folder.path("flair.nii.gz"))
        #expect(throws: EvaluationError.noLesions(directory: folder.path)) { try run(folder) }
    }
}
