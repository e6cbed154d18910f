import Script
import TestSupport
import Testing
import Volumes

@testable import Analysis

/// Empty masks, foreign grids and words that mean nothing: zero or a stated error, never None.
@Suite struct MeasureEdgeTests {
    private let bench = FunctionTests.Bench()

    private func mask(_ voxels: [UInt8], size: Double = 1) -> Value {
        let geometry = Geometry(
            shape: SIMD3(voxels.count, 1, 1), voxelSize: SIMD3(repeating: size))
        return .object(
            MaskValue(computed: Mask(geometry: geometry, voxels: voxels), name: "m", scan: nil))
    }

    private var empty: Value { mask([0, 0, 0, 0]) }
    private var filled: Value { mask([0, 1, 1, 0]) }

    @Test(
        "Zero for an empty mask",
        arguments: ["volume_mm3", "voxels", "surface_area_mm2", "diameter_mm", "count"])
    func zeros(_ name: String) throws {
        #expect(try bench.call(name, empty).number == 0)
    }

    @Test func otherDefinitionsForAnEmptyMask() throws {
        #expect(try bench.call("diameter_mm", empty, .text("axial")).number == 0)
        #expect(try bench.call("touches_edge", empty).literal == "False")
        #expect(try bench.call("is_inside", filled, empty).literal == "False")
        #expect(try bench.call("overlap_ml", empty, filled).number == 0)
        #expect(try bench.call("dice", empty, filled).number == 0)
        #expect(try bench.call("jaccard", filled, empty).number == 0)
        for name in ["largest", "fill_holes"] {
            #expect(try bench.image(name, [empty]).count == 0)
        }
        for name in ["dilate", "erode", "opening", "closing", "biggest"] {
            #expect(try bench.image(name, [empty, .int(2)]).count == 0)
        }
        #expect(try bench.image("part", [empty, .text("left")]).count == 0)
        guard case .dict(let extent) = try bench.call("extent_mm", empty) else {
            throw FunctionTests.Bench.Missing()
        }
        #expect(extent.table.pairs.allSatisfy { $0.value.number == 0 })
    }

    @Test(
        "An error for an empty mask",
        arguments: [
            "bounding_box", "centroid_mm", "principal_axes", "sphericity", "distance_map",
        ])
    func errors(_ name: String) throws {
        #expect(throws: AnalysisError.emptyMask(function: name, mask: "m")) {
            try bench.call(name, empty)
        }
    }

    @Test("An error for an empty mask beside another", arguments: ["distance_mm", "hausdorff_mm"])
    func errorsOfPairs(_ name: String) throws {
        for (first, second) in [(empty, filled), (filled, empty)] {
            #expect(throws: AnalysisError.emptyMask(function: name, mask: "m")) {
                try bench.call(name, first, second)
            }
        }
    }

    @Test func twoEmptyMasksHaveNoOverlap() throws {
        for name in ["dice", "jaccard"] {
            #expect(throws: AnalysisError.emptyMask(function: name, mask: "m")) {
                try bench.call(name, empty, empty)
            }
        }
        #expect(throws: AnalysisError.emptyMask(function: "is_inside", mask: "m")) {
            try bench.call("is_inside", empty, filled)
        }
    }

    @Test(
        "Masks on different grids",
        arguments: ["distance_mm", "hausdorff_mm", "dice", "jaccard", "overlap_ml", "is_inside"])
    func grids(_ name: String) throws {
        let error = try #require(throws: AnalysisError.self) {
            try bench.call(name, filled, mask([0, 1, 1, 0], size: 2))
        }
        #expect(error.message.contains("different grids"))
    }

    @Test func wordsAndNumbersOutOfRange() throws {
        for (name, arguments, expected) in [
            ("diameter_mm", [filled, .text("short")], "Choose one of \"longest\", \"axial\""),
            ("distance_mm", [filled, filled, .text("edges")], "\"surfaces\", \"centroids\""),
            ("part", [filled, .text("upper")], "\"superior\""),
            ("count", [filled, .int(8)], "6 (faces), 18 (edges) or 26 (corners)"),
            ("biggest", [filled, .int(0)], "a whole number from 1"),
            ("hausdorff_mm", [filled, filled, .int(101)], "a percentage from 0 to 100"),
        ] as [(String, [Value], String)] {
            let error = try #require(throws: (any Error).self) { try bench.run(name, arguments) }
            #expect("\(error)".contains(expected), "\(error)")
        }
    }

    @Test func theEdgeOfTheScan() throws {
        #expect(try bench.call("touches_edge", mask([1, 0, 0, 0])).literal == "True")
        #expect(try bench.call("touches_edge", filled).literal == "False")
    }

    @Test func aStoppedDiameter() {
        let voxels = [UInt8](repeating: 1, count: 1000)
        let mask = Mask(geometry: Geometry(shape: SIMD3(10, 10, 10)), voxels: voxels)
        #expect(MaskDiameter.longest(of: mask, isCancelled: { true }) == nil)
        #expect(MaskDiameter.axial(of: mask, isCancelled: { true }) == nil)
    }
}
