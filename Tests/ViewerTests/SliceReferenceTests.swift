import Foundation
import TestSupport
import Testing
import Volumes

@testable import Viewer

/// Slices against nibabel and SciPy at the same world points; `Reference/slices.py` made them.
@Suite struct SliceReferenceTests {
    struct Recording: Decodable {
        var cases: [Case]
        var demo: [Slice]
    }

    struct Case: Decodable, Sendable, CustomTestStringConvertible {
        var name: String
        var shape: [Int]
        var affine: [Double]
        var codes: String
        var voxels: [Float]
        var percentiles: [Float]
        var slices: [Slice]

        var testDescription: String { name }

        var geometry: Geometry {
            get throws {
                try Geometry(
                    shape: SIMD3(shape[0], shape[1], shape[2]),
                    affine: try #require(Affine(elements: affine)))
            }
        }
    }

    struct Slice: Decodable, Sendable {
        var plane: String
        var center: [Double]
        var columns: Int
        var rows: Int
        var pixelSize: [Double]
        var convention: String
        var values: [Float?]
        var coverage: [Float]?

        var frame: SliceFrame {
            get throws {
                SliceFrame(
                    plane: try #require(SlicePlane.allCases.first { $0.name == plane }),
                    center: SIMD3(center[0], center[1], center[2]), columns: columns, rows: rows,
                    pixelSize: SIMD2(pixelSize[0], pixelSize[1]),
                    convention: try #require(DisplayConvention(rawValue: convention)))
            }
        }
    }

    private static func recording() throws -> Recording {
        let file = Places.fixture("Reference/slices.json", of: "ViewerTests")
        return try JSONDecoder().decode(Recording.self, from: Data(contentsOf: file))
    }

    static let cases = (try? recording().cases) ?? []

    /// Both interpolate in steps of float or double; values are up to 1000.
    private static let tolerance: Float = 0.01

    private func compare(_ found: [Float], _ expected: [Float?], tolerance: Float) {
        #expect(found.count == expected.count)
        for (index, (found, expected)) in zip(found, expected).enumerated() {
            guard let expected else {
                #expect(found.isNaN, "pixel \(index) lies outside")
                continue
            }
            #expect(abs(found - expected) <= tolerance, "pixel \(index)")
        }
    }

    @Test func allGridsWereRecorded() {
        #expect(
            Self.cases.map(\.name) == [
                "isotropic", "anisotropic", "permuted", "oblique", "sheared",
            ])
    }

    @Test(arguments: cases) func valuesAreThoseOfSciPy(grid: Case) throws {
        let volume = Volume(geometry: try grid.geometry, voxels: grid.voxels)
        for slice in grid.slices {
            let sampler = SliceSampler(frame: try slice.frame, geometry: volume.geometry)
            compare(sampler.values(of: volume), slice.values, tolerance: Self.tolerance)
        }
    }

    @Test(arguments: cases) func masksCoverWhatSciPySays(grid: Case) throws {
        let mask = Mask(geometry: try grid.geometry, voxels: grid.voxels.map { $0 > 600 ? 1 : 0 })
        for slice in grid.slices {
            let sampler = SliceSampler(frame: try slice.frame, geometry: mask.geometry)
            let expected = try #require(slice.coverage)
            for (index, covered) in sampler.coverage(
                of: SliceOverlay(mask: mask, name: "")
            ).enumerated() {
                #expect(abs(covered - expected[index]) <= 0.001, "pixel \(index)")
            }
        }
    }

    /// Down to the cells that a terminal is sent: a pixel's grey is where SciPy's value lies in
    /// numpy's window.
    @Test(arguments: cases) func theCanvasShowsWhatSciPySays(grid: Case) throws {
        let volume = Volume(geometry: try grid.geometry, voxels: grid.voxels)
        let (low, high) = (grid.percentiles[0], grid.percentiles[1])
        var renderer = SliceRenderer(volume: volume)
        renderer.mode = .blanks
        for slice in grid.slices {
            let canvas = renderer.draw(try slice.frame)
            for (index, value) in slice.values.enumerated() {
                let style = canvas[index / slice.columns, index % slice.columns].style
                guard case .pixels(.rgb(let gray, _, _), _) = style else {
                    Issue.record("pixel \(index) is no colour")
                    continue
                }
                let level = value.map { min(1, max(0, ($0 - low) / (high - low))) } ?? 0
                #expect(abs(Float(gray) - level * 255) <= 1, "pixel \(index)")
            }
        }
    }

    @Test(arguments: cases) func windowsAreThePercentilesOfNumPy(grid: Case) throws {
        let window = IntensityWindow(
            robustFor: Volume(geometry: try grid.geometry, voxels: grid.voxels))
        #expect(abs(window.low - grid.percentiles[0]) < 0.01)
        #expect(abs(window.high - grid.percentiles[1]) < 0.01)
        #expect(window.origin == .percentiles)
    }

    private static let demoScan = "/usr/share/mricron/templates/ch2.nii.gz"

    @Test(.enabled(if: FileManager.default.fileExists(atPath: demoScan)))
    func theDemoScanLooksAsInSciPy() throws {
        let scan = try VolumeFile.readVolume(at: Self.demoScan).volume
        let slices = try Self.recording().demo
        #expect(slices.count == 3)
        for slice in slices {
            let sampler = SliceSampler(frame: try slice.frame, geometry: scan.geometry)
            compare(sampler.values(of: scan), slice.values, tolerance: 0.02)
        }
    }
}
