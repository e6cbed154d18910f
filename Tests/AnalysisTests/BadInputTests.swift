import Script
import TestSupport
import Testing
import Volumes

@testable import Analysis

/// Every function on images that people bring, and that few think of: a clear result or a clear
/// error. What the results are is held to SciPy's in the tests of each function.
@Suite struct BadInputTests {
    struct Scene: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let geometry: Geometry
        /// By offset.
        let intensity: @Sendable (Int) -> Float
        let isInside: @Sendable (Int) -> Bool

        init(
            _ name: String, _ shape: SIMD3<Int>, _ size: SIMD3<Double> = SIMD3(repeating: 1),
            intensity: @escaping @Sendable (Int) -> Float = { Float($0 % 17) },
            isInside: @escaping @Sendable (Int) -> Bool = { $0 % 5 < 2 }
        ) {
            testDescription = name
            geometry = Geometry(shape: shape, voxelSize: size, origin: SIMD3(-4, 3, 2))
            self.intensity = intensity
            self.isInside = isInside
        }

        var scan: ScanValue {
            ScanValue(
                volume: Volume(
                    geometry: geometry, voxels: (0..<geometry.voxelCount).map(intensity)),
                name: "t1", file: ScanValue.ScanFile(path: "t1.nii", checksum: "c0ffee"))
        }

        var mask: MaskValue {
            MaskValue(
                computed: Mask(
                    geometry: geometry,
                    voxels: (0..<geometry.voxelCount).map { isInside($0) ? 1 : 0 }),
                name: "part", scan: scan)
        }

        /// Hippocampi and white matter of both sides where the mask is.
        var labels: LabelMap {
            LabelMap(
                geometry: geometry,
                voxels: (0..<geometry.voxelCount).map {
                    isInside($0) ? [17, 53, 2, 41][$0 / 3 % 4] : 0
                })
        }
    }

    static let scenes = [
        Scene("one slice", SIMD3(14, 12, 1)),
        Scene("a row", SIMD3(16, 1, 1)),
        Scene("one voxel", SIMD3(1, 1, 1)),
        Scene("voxels of 1:10", SIMD3(13, 12, 4), SIMD3(0.5, 0.5, 5)),
        Scene("a mask that fills the field of view", SIMD3(8, 7, 6), isInside: { _ in true }),
        Scene("an empty mask", SIMD3(8, 7, 6), isInside: { _ in false }),
        Scene("one intensity", SIMD3(8, 7, 6), intensity: { _ in 3 }),
        Scene("no number", SIMD3(8, 7, 6), intensity: { $0 == 40 ? .nan : Float($0 % 17) }),
        Scene("infinity", SIMD3(8, 7, 6), intensity: { $0 == 41 ? -.infinity : Float($0 % 17) }),
    ]

    @Test(arguments: scenes, Catalogue.signatures.keys.sorted())
    func everyFunctionAnswersOrSaysWhyNot(_ scene: Scene, _ name: String) throws {
        let folder = try TemporaryFolder()
        check(name, scene, try Self.arguments(of: name, scene), folder)
    }

    /// A number that a function takes.
    struct Place: CustomTestStringConvertible, Sendable {
        let function: String
        let parameter: String
        var testDescription: String { "\(parameter) of \(function)" }
    }

    static let places: [Place] = {
        var places: [Place] = []
        for name in Catalogue.signatures.keys.sorted() where name != "report" {
            for parameter in Catalogue.signatures[name]?.parameters ?? [] {
                let kind = parameter.kind
                guard kind.contains(.float), !kind.contains(.mask) else { continue }
                places.append(Place(function: name, parameter: parameter.name))
            }
        }
        return places
    }()

    @Test(
        "Numbers that make no sense",
        arguments: places, [-1, 0, 1e-9, 1e9, 1e300, .infinity, -.infinity, .nan])
    func senselessNumbers(_ place: Place, _ number: Double) throws {
        let folder = try TemporaryFolder()
        let scene = Scene("a block", SIMD3(8, 7, 6))
        let parameters = try #require(Catalogue.signatures[place.function]).parameters
        var arguments = try Self.arguments(of: place.function, scene)
        let index = try #require(parameters.firstIndex { $0.name == place.parameter })
        arguments[index] = .float(number)
        check(place.function, scene, arguments, folder)
    }

    /// Nothing is None or no finite number; an error has words.
    private func check(
        _ name: String, _ scene: Scene, _ arguments: [Value], _ folder: TemporaryFolder
    ) {
        let functions = Catalogue.functions(
            binding: AnalysisBinding(
                resolver: Samples.resolver,
                segmenters: OneSegmenter(
                    segmenter: LabelMapSegmenter(
                        scene.labels, name: "seg.nii", vocabulary: Samples.vocabulary)),
                effects: RecordingEffects(folder: folder.path), history: "voxelprompt 1"))
        guard let function = functions[name] else {
            Issue.record("no function \(name)")
            return
        }
        let start = SourcePosition.start
        do {
            let found = try function.body(
                Arguments(
                    signature: function.signature, values: arguments,
                    span: SourceSpan(start: start, end: start), context: FreeContext()))
            if function.signature.result != .none {
                #expect(Self.isWhole(found), "\(name) gives \(found.display)")
            }
        } catch let error as AnalysisError {
            #expect(error.message.count > 20)
        } catch let error as ImageError {
            #expect("\(error)".count > 20)
        } catch is Fault {
            // The language's own, e.g. of a number where a whole one is due.
        } catch {
            Issue.record("\(name): \(type(of: error)) is no error that a user can read")
        }
    }

    private static func isWhole(_ value: Value) -> Bool {
        switch value {
        case .nothing: false
        case .float(let number): number.isFinite
        case .list(let list): list.items.allSatisfy(isWhole)
        case .tuple(let tuple): tuple.items.allSatisfy(isWhole)
        case .dict(let dict): dict.table.pairs.allSatisfy { isWhole($0.value) }
        case .object(let object):
            (object as? TableValue)?.rows.allSatisfy { $0.allSatisfy(isWhole) } ?? true
        default: true
        }
    }

    /// A value for each parameter: the scene's images, else the default, else a usual number or word.
    private static func arguments(of name: String, _ scene: Scene) throws -> [Value] {
        let identity = TransformValue(
            affine: .identity, fixed: scene.geometry, moving: scene.geometry, fixedName: "t1",
            movingName: "t2", model: .rigid, fit: 1)
        return try #require(Catalogue.signatures[name]).parameters.map { parameter in
            if let given = parameter.defaultValue { return given }
            switch (parameter.name, parameter.kind) {
            case ("scans", _): return .items([.object(scene.scan), .object(scene.scan)])
            case ("masks", _): return .items([.object(scene.mask)])
            case ("data", let kind):
                return kind.contains(.table)
                    ? .items([.int(1), .float(2)])
                    : .dict(DictObject([("a", .items([.int(1)]))]))
            case ("path", _): return .text("out.nii.gz")
            case ("side", _): return .text("left")
            case ("structure", _): return .text("left hippocampus")
            case ("percent", _): return .int(50)
            case ("n", _), ("years", _), ("margin_mm", _): return .int(1)
            case (_, let kind) where kind.contains(.transform) && !kind.contains(.volume):
                return .object(identity)
            case (_, let kind) where kind.contains(.volume): return .object(scene.scan)
            case (_, let kind) where kind.contains(.mask): return .object(scene.mask)
            case (_, let kind) where kind.contains(.float): return .float(2)
            default: return .text("word")
            }
        }
    }
}
