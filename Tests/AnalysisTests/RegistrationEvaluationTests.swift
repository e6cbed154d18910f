import SyntheticScans
import TestSupport
import Testing
import Volumes

@testable import Analysis

@Suite struct RegistrationEvaluationTests {
    private func run(_ scans: [(String, Volume)]) throws -> RegistrationEvaluation {
        let folder = try TemporaryFolder()
        for (name, volume) in scans {
            try VolumeFile.write(volume, to: folder.path("\(name).nii.gz"))
        }
        return try RegistrationEvaluation.run(
            directory: folder.path, segmenter: MissingNetwork(reason: "there is none."),
            vocabulary: Samples.vocabulary, control: RunControl())
    }

    /// The FLAIR's file puts the head 3 mm away: no error of what is found.
    @Test func whatTheFilesPutElsewhereIsToldApart() throws {
        let away = Affine.translation(SIMD3(0, 3, 0))
        let found = try run([
            ("t1", SmoothHead().scan()), ("flair", SmoothHead(motion: away, isFLAIR: true).scan()),
        ])
        #expect(found.rows.count == 3)
        for row in found.rows {
            #expect(row.pair == "flair onto t1")
            let absolute = try #require(row.absolute)
            let relative = try #require(row.relative)
            #expect(abs(absolute.mean - 3) < 0.7)
            #expect(relative.mean < 0.7)
            #expect(relative.mean < absolute.mean / 3)
        }
        #expect(found.found == 0)
        #expect(found.text.contains("absolute, against where the files put both scans"))
        #expect(found.text.contains("relative, against what is found for the pair as it lies"))
        #expect(try found.json().contains("\"found_relative\""))
    }

    @Test func aDeviationIsMeasuredAtThePoints() {
        let turn = Affine(rotationVector: SIMD3(0, 0, .pi / 180))
        let points = [SIMD3<Double>.zero, SIMD3(100, 0, 0)]
        let found = RegistrationEvaluation.Deviation(of: turn, from: .identity, at: points)
        // A chord of 1° on a circle of 100 mm.
        #expect(abs(found.maximum - 1.745307) < 1e-5)
        #expect(abs(found.mean - 1.745307 / 2) < 1e-5)
        #expect(abs(found.degrees - 1) < 1e-9)
        #expect(!found.isSmall)
    }

    @Test func aRowWithoutAPairAsItLiesShowsOneFigureOnly() {
        let deviation = RegistrationEvaluation.Deviation(
            of: .identity, from: .identity, at: [.zero])
        let row = RegistrationEvaluation.Row(
            pair: "1000", degrees: 10, millimetres: 12, absolute: deviation, relative: nil,
            fit: 0.9, seconds: 1)
        let found = RegistrationEvaluation(rows: [row])
        #expect(found.found == 1 && found.foundRelative == nil)
        #expect(!found.text.contains("relative"))
        #expect(row.line == "1000, 10° and 12 mm: 0.00 mm on average, 0.00 at most, 0.00°")
    }
}
