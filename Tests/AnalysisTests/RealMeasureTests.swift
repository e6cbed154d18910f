import Foundation
import Script
import TestSupport
import Testing
import Volumes

@testable import Analysis

/// Measures of structures in a real scan with manual labels, against SciPy and scikit-image.
@Suite struct RealMeasureTests {
    private struct Recorded: Decodable {
        struct Structure: Decodable {
            /// The label to which distances are taken.
            let other: Int32
            /// The block of voxels that the digests are taken in, ends excluded.
            let low: [Int]
            let high: [Int]
            let area: Double
            let diameter: Double
            let centroid: [Double]
            /// By connectivity 6, 18 and 26.
            let pieces: [Int]
            /// Of 100 and 95 %.
            let hausdorff: [Double]
            let dilated: MeasureReference.Digest
            let eroded: MeasureReference.Digest
            let filled: MeasureReference.Digest
        }
        let structures: [String: Structure]
    }

    @Test func structuresOfAManualLabelMap() throws {
        guard let folder = requireShared("data/evaluation/anatomy/1000") else { return }
        let file = Places.fixture("Reference/oasis_measures.json", of: "AnalysisTests")
        let recorded = try JSONDecoder().decode(Recorded.self, from: Data(contentsOf: file))
        let map = try VolumeFile.readLabelMap(at: "\(folder)/labels.nii.gz")
        let bench = FunctionTests.Bench()
        for (label, expected) in recorded.structures {
            func mask(_ label: Int32) -> Value {
                .object(MaskValue(computed: map.mask(of: [label]), name: "\(label)", scan: nil))
            }
            func number(_ name: String, _ arguments: [Value]) throws -> Double {
                try #require(bench.run(name, arguments).number)
            }
            let own = mask(try #require(Int32(label)))
            let other = mask(expected.other)
            let area = try number("surface_area_mm2", [own])
            #expect(abs(area - expected.area) < 0.01 * expected.area, "\(label)")
            #expect(abs(try number("diameter_mm", [own]) - expected.diameter) < 1e-6)
            guard case .tuple(let centroid) = try bench.run("centroid_mm", [own]) else { continue }
            for (found, value) in zip(centroid.items.compactMap(\.number), expected.centroid) {
                #expect(abs(found - value) < 1e-3)
            }
            for (connectivity, count) in zip([6, 18, 26], expected.pieces) {
                #expect(try number("count", [own, .int(connectivity)]) == Double(count))
            }
            for (percent, distance) in zip([100, 95], expected.hausdorff) {
                let found = try number("hausdorff_mm", [own, other, .int(percent)])
                #expect(abs(found - distance) < 1e-4)
            }
            let block = VoxelBox(
                start: SIMD3(expected.low[0], expected.low[1], expected.low[2]),
                end: SIMD3(expected.high[0], expected.high[1], expected.high[2]))
            for (name, arguments, digest) in [
                ("dilate", [own, .float(3)], expected.dilated),
                ("erode", [own, .float(1.5)], expected.eroded),
                ("fill_holes", [own], expected.filled),
            ] as [(String, [Value], MeasureReference.Digest)] {
                let found = try bench.image(name, arguments)
                #expect(MeasureReference.Digest(found.cropped(to: block)) == digest)
                #expect(found.count == digest.count)
            }
        }
    }
}
