import Foundation
import Script
import TestSupport
import Testing
import Volumes

@testable import Analysis

/// Measures of masks against SciPy and scikit-image: integers and volumes exact, lengths within
/// 0.1 mm (here far less), areas within 1 %.
@Suite struct MaskMeasureTests {
    typealias Case = MeasureReference.Case
    private let bench = FunctionTests.Bench()

    private func number(_ name: String, _ arguments: Value...) throws -> Double {
        try #require(bench.run(name, arguments).number)
    }

    private func numbers(_ value: Value) throws -> [Double] {
        guard case .tuple(let tuple) = value else { throw FunctionTests.Bench.Missing() }
        return try tuple.items.map { try #require($0.number) }
    }

    private func near(_ first: Double, _ second: Double, _ tolerance: Double = 1e-9) -> Bool {
        abs(first - second) <= tolerance * max(1, abs(second))
    }

    @Test(arguments: MeasureReference.recorded.cases)
    func volumesBoxesAndExtentsAreExact(_ expected: Case) throws {
        let mask = Value.object(try expected.mask)
        #expect(near(try number("volume_mm3", mask), expected.volumeMm3, 1e-12))
        #expect(near(try number("volume_ml", mask), expected.volumeMm3 / 1000, 1e-12))
        guard case .int(let voxels) = try bench.run("voxels", [mask]) else {
            throw FunctionTests.Bench.Missing()
        }
        #expect(voxels == expected.count)
        let box = try numbers(bench.run("bounding_box", [mask]))
        #expect(box == expected.box.map(Double.init))
        guard case .dict(let extent) = try bench.run("extent_mm", [mask]) else {
            throw FunctionTests.Bench.Missing()
        }
        let names = ["left_right", "posterior_anterior", "inferior_superior"]
        #expect(extent.table.pairs.map { $0.key.content } == names)
        for (axis, direction) in try expected.geometry.orientation.directions.enumerated() {
            let own = extent.table.pairs[direction.worldAxis].value.number ?? 0
            #expect(near(own, expected.extent[axis]))
        }
    }

    @Test(arguments: MeasureReference.recorded.cases)
    func middlesAndAxes(_ expected: Case) throws {
        let mask = Value.object(try expected.mask)
        let centroid = try numbers(bench.run("centroid_mm", [mask]))
        for axis in 0..<3 { #expect(near(centroid[axis], expected.centroid[axis])) }
        guard case .object(let object) = try bench.run("principal_axes", [mask]) else {
            throw FunctionTests.Bench.Missing()
        }
        let table = try #require(object as? TableValue)
        #expect(table.columns == ["length_mm", "right", "anterior", "superior"])
        for (row, length) in zip(table.rows, expected.axes) {
            // Rounding of a variance of zero shows in its square root.
            #expect(near(try #require(row[0].number), length, 1e-5))
            let direction = row[1...].compactMap(\.number)
            #expect(near(direction.map { $0 * $0 }.reduce(0, +), 1))
            #expect(try #require(direction.max { abs($0) < abs($1) }) > 0)
        }
    }

    @Test(arguments: MeasureReference.recorded.cases)
    func surfacesAgreeWithScikitImage(_ expected: Case) throws {
        let mask = Value.object(try expected.mask)
        // In noise most cubes are ambiguous, and the two ways of joining differ.
        let tolerance = expected.name == "noise" ? 0.05 : 0.01
        let area = try number("surface_area_mm2", mask)
        #expect(near(area, expected.area, tolerance), "\(area), not \(expected.area)")
        let round = cbrt(36 * .pi * expected.enclosed * expected.enclosed) / expected.area
        let own = try number("sphericity", mask)
        #expect(near(own, round, tolerance), "\(own), not \(round)")
    }

    @Test(arguments: MeasureReference.recorded.cases)
    func diameters(_ expected: Case) throws {
        let mask = Value.object(try expected.mask)
        #expect(near(try number("diameter_mm", mask), expected.diameter))
        #expect(near(try number("diameter_mm", mask, .text("axial")), expected.axial))
        let perpendicular = try number("diameter_mm", mask, .text("perpendicular"))
        // Where several lines are longest, any may be taken.
        #expect(abs(perpendicular - expected.perpendicular) <= 0.1, "\(perpendicular)")
    }

    @Test(arguments: MeasureReference.recorded.cases)
    func piecesAgreeWithSciPy(_ expected: Case) throws {
        let mask = Value.object(try expected.mask)
        for (name, pieces) in expected.pieces {
            let connectivity = Value.int(try #require(Int(name)))
            guard case .int(let count) = try bench.run("count", [mask, connectivity]),
                case .object(let object) = try bench.run("components", [mask, connectivity])
            else { throw FunctionTests.Bench.Missing() }
            #expect(count == pieces.count)
            let map = try #require(object as? LabelMapValue).labelMap
            let sizes = (1...count).map { map.counts[Int32($0)] ?? 0 }
            #expect(sizes == pieces.sizes)
            #expect(
                MeasureReference.Digest.checksum(map.voxels.map(Int.init)) == pieces.checksum)
            let three = try bench.image("biggest", [mask, .int(3), connectivity])
            #expect(MeasureReference.Digest(three) == pieces.three)
            let one = try bench.image("largest", [mask, connectivity])
            #expect(one.voxels == map.mask(of: [1]).voxels)
        }
    }

    @Test(arguments: MeasureReference.recorded.cases)
    func overlaps(_ expected: Case) throws {
        let (a, b) = (Value.object(try expected.mask), Value.object(try expected.second))
        #expect(near(try number("dice", a, b), expected.dice, 1e-12))
        #expect(near(try number("jaccard", a, b), expected.jaccard, 1e-12))
        let shared = Double(expected.shared) * expected.volumeMm3 / Double(expected.count)
        #expect(near(try number("overlap_ml", a, b), shared / 1000, 1e-12))
        let inside = try bench.run("is_inside", [a, b]).literal
        #expect(inside == (expected.shared == expected.count ? "True" : "False"))
        #expect(try bench.run("is_inside", [a, a]).literal == "True")
    }

    @Test(arguments: MeasureReference.recorded.cases)
    func distances(_ expected: Case) throws {
        guard let upright = expected.upright else { return }
        let (a, b) = (try expected.mask, try expected.second)
        for (percent, distance) in zip([100, 95, 50], upright.hausdorff) {
            let own = try number("hausdorff_mm", .object(a), .object(b), .int(percent))
            #expect(near(own, distance, 1e-5))
        }
        var corner = [UInt8](repeating: 0, count: a.mask.voxels.count)
        corner[corner.count - 1] = 1
        let far = MaskValue(
            computed: Mask(geometry: a.mask.geometry, voxels: corner), name: "corner", scan: nil)
        let own = try number("distance_mm", .object(a), .object(far))
        #expect(near(own, upright.toCorner, 1e-6))
        let last = a.mask.geometry.world(SIMD3<Double>(a.mask.geometry.shape &- SIMD3(1, 1, 1)))
        let apart = SIMD3(expected.centroid[0], expected.centroid[1], expected.centroid[2]) - last
        let middles = try number("distance_mm", .object(a), .object(far), .text("centroids"))
        #expect(near(middles, (apart * apart).sum().squareRoot()))
    }

    @Test(arguments: MeasureReference.recorded.cases)
    func halvesMakeTheWhole(_ expected: Case) throws {
        let mask = try expected.mask
        let right = try bench.image("part", [.object(mask), .text("right")])
        let left = try bench.image("part", [.object(mask), .text("left")])
        #expect(left.count + right.count == expected.count)
        #expect(left.countShared(with: right) == 0)
        if expected.count > 1 {
            let (a, b) = (try #require(MaskMoments(of: left)), try #require(MaskMoments(of: right)))
            #expect(a.centroid.x < b.centroid.x)
        }
    }
}
