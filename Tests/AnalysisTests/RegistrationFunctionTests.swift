import Foundation
import Script
import SyntheticScans
import TestSupport
import Testing

@testable import Analysis
@testable import Volumes

/// The functions around `register`, on a head whose motion is known, beside what SimpleITK finds.
@Suite struct RegistrationFunctionTests {
    private static let reference = SimpleITKReference.recorded

    /// Greatest distance, mm, between two transforms at the edges of a brain.
    private func distance(_ a: Affine, _ b: Affine) -> Double {
        [-1.0, 1].flatMap { x in [-1.0, 1].flatMap { y in [-1.0, 1].map { SIMD3(x, y, $0) } } }
            .map { corner in
                let point = corner * SIMD3(60, 70, 60)
                let way = a.apply(point) - b.apply(point)
                return (way * way).sum().squareRoot()
            }.max() ?? .infinity
    }

    @Test(arguments: [(true, true), (true, false), (false, true)])
    func rigidMotionIsFound(isFLAIR: Bool, hasLabels: Bool) throws {
        let bench = RegistrationBench(isFLAIR: isFLAIR, hasLabels: hasLabels)
        let found = try bench.transform(.object(bench.t2), .object(bench.t1))
        let truth = Self.reference.motion()
        let own = distance(found.affine.inverse, truth)
        // Voxels are of 5 mm: a tenth of one, a fifth across contrasts.
        #expect(own < (isFLAIR ? 1 : 0.5))
        let other = distance(SimpleITKReference.affine(Self.reference.rigid), truth)
        #expect(own < max(other, 0.1))
        #expect(abs(found.degrees - truth.rotationAngle) < 0.3)
        #expect(found.fit > 0.5)
        #expect(found.fixed == bench.t1.volume.geometry)
        #expect(found.moving == bench.t2.volume.geometry)
        let note = try #require(bench.effects.record.notes.first)
        #expect(note.hasPrefix("transform of t2 onto t1: rigid, turns by "))
        #expect(note.hasSuffix(hasLabels ? "from the middles of 15 structures" : "from a search"))
        #expect(found.summary.contains("fit 0."))
    }

    @Test func stretchIsFound() throws {
        let motion = Self.reference.motion(stretched: true)
        let bench = RegistrationBench(motion: motion)
        let found = try bench.transform(.object(bench.t2), .object(bench.t1), .text("affine"))
        let own = distance(found.affine.inverse, motion)
        #expect(own < 0.5)
        #expect(own < distance(SimpleITKReference.affine(Self.reference.affine), motion))
        guard case .float(let factor) = try bench.call("jacobian", .object(found)) else {
            throw RegistrationBench.Missing()
        }
        #expect(abs(factor * motion.determinant - 1) < 0.005)
        #expect(found.summary.contains("changes volumes by a factor of"))
    }

    /// The structures lie where they should, and are what they were.
    @Test func applyCarriesScansMasksAndLabels() throws {
        let bench = RegistrationBench()
        let there = Value.object(
            TransformValue(
                affine: Self.reference.motion().inverse, fixed: SmoothHead.geometry,
                moving: SmoothHead.geometry, fixedName: "t1", movingName: "t2", model: .rigid,
                fit: 1))
        let labels = SmoothHead(motion: Self.reference.motion()).labels()
        let carried = try bench.call("apply", there, .object(LabelMapValue(labels, name: "seg")))
        guard case .object(let object) = carried, let map = object as? LabelMapValue else {
            throw RegistrationBench.Missing()
        }
        let own = SmoothHead().labels()
        #expect(map.labelMap.geometry == own.geometry)
        #expect(Set(map.labelMap.counts.keys).isSubset(of: Set(own.counts.keys)))
        let same = zip(map.labelMap.voxels, own.voxels).filter { $0 == $1 }.count
        #expect(Double(same) > 0.95 * Double(own.voxels.count))

        guard
            case .object(let moved) = try bench.call("apply", there, .object(bench.t2)),
            let scan = moved as? ScanValue
        else { throw RegistrationBench.Missing() }
        #expect(scan.name == "apply(t2)")
        let inside = own.voxels.indices.filter { own.voxels[$0] != 0 }
        let errors = inside.map { abs(scan.volume.voxels[$0] - bench.t1.volume.voxels[$0]) }
        #expect(errors.reduce(0, +) / Float(errors.count) < 3)

        // There and back again is where it was.
        guard case .object(let turned) = try bench.call("invert", there),
            let back = turned as? TransformValue
        else { throw RegistrationBench.Missing() }
        #expect(back.fixedName == "t2" && back.movingName == "t1")
        #expect(distance(back.affine, Self.reference.motion()) < 1e-9)
        let mask = MaskValue(computed: own.mask(of: [17]), name: "m", scan: nil)
        guard case .object(let result) = try bench.call("apply", .object(back), .object(mask)),
            let away = result as? MaskValue
        else { throw RegistrationBench.Missing() }
        let expected = labels.mask(of: [17])
        let shared = away.mask.countShared(with: expected)
        #expect(2 * shared > 8 * (away.mask.count + expected.count) / 10)
    }

    /// Neither scan is favoured: exchanging them exchanges the results.
    @Test func halfwayIsTheSameFromBothSides() throws {
        let bench = RegistrationBench()
        func images(_ first: ScanValue, _ second: ScanValue) throws -> [Volume] {
            guard
                case .tuple(let pair) = try bench.call("halfway", .object(first), .object(second))
            else { throw RegistrationBench.Missing() }
            return try pair.items.map { item in
                guard case .object(let object) = item, let scan = object as? ScanValue else {
                    throw RegistrationBench.Missing()
                }
                return scan.volume
            }
        }
        let (there, back) = (try images(bench.t1, bench.t2), try images(bench.t2, bench.t1))
        #expect(there[0].geometry.isSameGrid(as: there[1].geometry))
        #expect(there[0].geometry.isSameGrid(as: back[0].geometry, tolerance: 0.05))
        // The intensities of both heads agree there, as sharp as each other.
        func deviation(_ a: Volume, _ b: Volume) -> Double {
            let squares = zip(a.voxels, b.voxels).map { Double(($0 - $1) * ($0 - $1)) }
            return (squares.reduce(0, +) / Double(squares.count)).squareRoot()
        }
        #expect(deviation(there[0], there[1]) < 2)
        #expect(deviation(there[0], back[1]) < 0.5)
        #expect(deviation(there[1], back[0]) < 0.5)
    }

    @Test func aPoorFitIsRefused() throws {
        let bench = RegistrationBench(hasLabels: false)
        let grid = SmoothHead.geometry
        var numbers = BlockGenerator(seed: 5)
        let noise = ScanValue(
            computed: Volume(
                geometry: grid,
                voxels: (0..<grid.voxelCount).map { _ in Float(numbers.next() % 256) }),
            name: "noise")
        #expect {
            _ = try bench.transform(.object(noise), .object(bench.t1))
        } throws: { error in
            guard case AnalysisError.poorRegistration("noise", "t1", _) = error else {
                return false
            }
            return true
        }
    }

    @Test func whatCannotBeAligned() throws {
        let bench = RegistrationBench(hasLabels: false)
        func scan(_ shape: SIMD3<Int>, _ value: Float) -> Value {
            let grid = Geometry(shape: shape)
            return .object(
                ScanValue(
                    computed: Volume(
                        geometry: grid, voxels: Array(repeating: value, count: grid.voxelCount)),
                    name: "odd"))
        }
        let t1 = Value.object(bench.t1)
        #expect(throws: ImageError.tooThin(function: "register", image: "odd", least: 4)) {
            _ = try bench.transform(scan(SIMD3(30, 30, 1), 1), t1)
        }
        #expect(throws: ImageError.noSpread(function: "register", image: "odd")) {
            _ = try bench.transform(t1, scan(SIMD3(9, 9, 9), 1))
        }
        #expect(throws: ImageError.notFinite(function: "register", image: "odd", count: 729)) {
            _ = try bench.transform(t1, scan(SIMD3(9, 9, 9), .nan))
        }
        #expect(throws: ImageError.noSpread(function: "bias_correct", image: "odd")) {
            _ = try bench.call("bias_correct", scan(SIMD3(9, 9, 9), 2))
        }
        #expect(
            throws: AnalysisError.badChoice(
                function: "register", parameter: "model", found: "bent",
                choices: ["rigid", "affine"])
        ) { _ = try bench.transform(t1, t1, .text("bent")) }
    }

    @Test func transformsAreSavedForITK() throws {
        let folder = try TemporaryFolder()
        let bench = RegistrationBench(folder: folder.path)
        let motion = Self.reference.motion()
        let there = Value.object(
            TransformValue(
                affine: motion.inverse, fixed: SmoothHead.geometry, moving: SmoothHead.geometry,
                fixedName: "t1", movingName: "t2", model: .rigid, fit: 1))
        try bench.call("save", there, .text("there.txt"))
        let text = try String(contentsOfFile: folder.path + "/there.txt", encoding: .utf8)
        let read = try #require(ITKTransformFile.transform(reading: text))
        #expect(distance(read, motion) < 1e-9)
        #expect(throws: AnalysisError.badTransformName(path: folder.path + "/there.nii")) {
            try bench.call("save", there, .text("there.nii"))
        }
    }
}
