import Script
import TestSupport
import Testing
import Volumes

@testable import Analysis

/// Morphology in millimetres against SciPy's distance transform, voxel by voxel.
@Suite struct MorphologyTests {
    typealias Case = MeasureReference.Case
    typealias Digest = MeasureReference.Digest
    private let bench = FunctionTests.Bench()

    @Test(arguments: MeasureReference.recorded.cases)
    func likeSciPy(_ expected: Case) throws {
        guard let upright = expected.upright else { return }
        let mask = Value.object(try expected.mask)
        for (index, radius) in upright.radii.enumerated() {
            for (name, digests) in [
                ("dilate", upright.dilated), ("erode", upright.eroded),
                ("opening", upright.opened), ("closing", upright.closed),
            ] {
                let own = try bench.image(name, [mask, .float(radius)])
                #expect(Digest(own) == digests[index], "\(name) by \(radius) mm")
            }
        }
    }

    @Test(arguments: MeasureReference.recorded.cases)
    func holes(_ expected: Case) throws {
        let filled = try bench.image("fill_holes", [.object(try expected.mask)])
        #expect(Digest(filled) == expected.filled)
    }

    @Test(arguments: MeasureReference.recorded.cases)
    func distanceMaps(_ expected: Case) throws {
        guard let upright = expected.upright,
            case .object(let object) = try bench.run(
                "distance_map", [.object(try expected.mask)])
        else { return }
        let voxels = try #require(object as? ScanValue).volume.voxels.map(Double.init)
        let mean = voxels.reduce(0, +) / Double(voxels.count)
        #expect(abs(mean - upright.distances.mean) <= 1e-5 * max(1, mean))
        #expect(abs((voxels.max() ?? 0) - upright.distances.maximum) <= 1e-4)
    }

    @Test func aHugeRadiusFillsAndEmpties() throws {
        let expected = MeasureReference.recorded.cases[0]
        let mask = Value.object(try expected.mask)
        for radius in [1e6, 1e30, 1e300] {
            let grown = try bench.image("dilate", [mask, .float(radius)])
            #expect(grown.count == grown.voxels.count)
            #expect(try bench.image("erode", [mask, .float(radius)]).count == 0)
        }
    }

    @Test(
        "Radii that are none",
        arguments: [
            (Value.float(-1), "not -1.0"), (.float(.nan), "not nan"),
            (.float(.infinity), "not inf"),
        ])
    func badRadii(radius: Value, expected: String) throws {
        let mask = Value.object(try MeasureReference.recorded.cases[0].mask)
        for name in ["dilate", "erode", "opening", "closing"] {
            let error = try #require(throws: ImageError.self) {
                try bench.call(name, mask, radius)
            }
            #expect(error.message.contains("\(name) needs 0 mm or more"))
            #expect(error.message.contains(expected), "\(error.message)")
        }
    }
}
