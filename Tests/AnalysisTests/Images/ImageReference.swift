import Analysis
import Foundation
import Script
import TestSupport
import Testing
import Volumes

/// What `Reference/make_image_reference.py` recorded.
struct ImageReference: Decodable {
    struct Case: Decodable, CustomTestStringConvertible, Sendable {
        let seed: Int
        let shape: [Int]
        let zooms: [Double]
        let intensity: Intensity
        let filters: Filters
        let grids: Grids

        var testDescription: String { "\(shape) voxels of \(zooms) mm" }
    }

    struct Intensity: Decodable, Sendable {
        let median, std, minimum, maximum, total: Double
        let percentiles: [Double]
        let counts: [Int]
        let edges: [Double]
        let narrowCounts: [Int]
        let ring: Int
        let contrast, snr, snrInAir, ratio: Double
    }

    /// Lists hold a value a voxel.
    struct Filters: Decodable, Sendable {
        let smooth, wide, median, gradient, zscore, percentile, clip: [Double]
        let otsu, otsuInside: Double
        let threshold: Int
    }

    struct Grids: Decodable, Sendable {
        let resized, slanted: Resampled
        let turned: [Double]
        let turnedAffine: [Double]
    }

    struct Resampled: Decodable, Sendable {
        let shape: [Int]
        let affine: [Double]
        let linear, cubic, nearest: [Double]
        let majority: [Int32]
        let inside: Int
    }

    let percents: [Double]
    let bins: Int
    let cases: [Case]

    static let recorded: ImageReference = {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let file = Places.fixture("Reference/images.json", of: "AnalysisTests")
        // A test process without the values cannot test anything.
        return try! decoder.decode(ImageReference.self, from: Data(contentsOf: file))
    }()
}

extension ImageReference.Case {
    var geometry: Geometry {
        Geometry(
            shape: SIMD3(shape[0], shape[1], shape[2]),
            voxelSize: SIMD3(zooms[0], zooms[1], zooms[2]), origin: SIMD3(-3, 5, 7))
    }

    var scan: ScanValue {
        var numbers = BlockGenerator(seed: seed)
        let voxels = (0..<geometry.voxelCount).map { _ in Float(numbers.next() % 4096) / 8 - 100 }
        return ScanValue(computed: Volume(geometry: geometry, voxels: voxels), name: "noise")
    }

    /// About a third of the voxels.
    var mask: MaskValue {
        var numbers = BlockGenerator(seed: seed)
        for _ in 0..<geometry.voxelCount { _ = numbers.next() }
        let voxels = (0..<geometry.voxelCount).map { _ in
            numbers.next() % 3 == 0 ? UInt8(1) : 0
        }
        return MaskValue(
            computed: Mask(geometry: geometry, voxels: voxels), name: "a third", scan: nil)
    }

    /// Labels 0 to 3 by intensity, 0 inside the mask.
    var labels: LabelMapValue {
        let voxels = zip(scan.volume.voxels, mask.mask.voxels).map { value, inside in
            inside == 1 ? 0 : Int32(min(3, max(0, ((value + 100) / 128).rounded(.down))))
        }
        return LabelMapValue(
            LabelMap(geometry: geometry, voxels: voxels, names: [2: "two"]), name: "labels")
    }

    var outside: MaskValue {
        MaskValue(
            computed: Mask(geometry: geometry, voxels: mask.mask.voxels.map { $0 ^ 1 }),
            name: "the rest", scan: nil)
    }
}

/// Calls functions by name, as a program does, without a program.
struct ImageBench {
    let effects: RecordingEffects
    private let functions: [String: HostFunction]
    private let context: any CallContext

    init(
        _ context: any CallContext = FreeContext(), folder: String = ".", weights: [String] = []
    ) {
        self.context = context
        let map = Samples.map([(0, 1), (17, 4), (53, 5), (0, 1)])
        let segmenter = LabelMapSegmenter(map, name: "seg.nii", vocabulary: Samples.vocabulary)
        effects = RecordingEffects(folder: folder)
        functions = Catalogue.functions(
            binding: AnalysisBinding(
                resolver: Samples.resolver,
                segmenters: OneSegmenter(segmenter: segmenter, files: weights),
                effects: effects, history: "voxelprompt 1", code: "save(mask, \"a.nii\")\n"))
    }

    /// - Parameters:
    ///   - arguments: Positional ones.
    ///   - named: The rest; what is left out has its default.
    @discardableResult
    func call(_ name: String, _ arguments: Value..., named: [String: Value] = [:]) throws -> Value {
        let function = try #require(functions[name])
        let values = try function.signature.parameters.enumerated().map { place, parameter in
            if place < arguments.count { return arguments[place] }
            return try named[parameter.name] ?? #require(parameter.defaultValue)
        }
        let start = SourcePosition.start
        return try function.body(
            Arguments(
                signature: function.signature, values: values,
                span: SourceSpan(start: start, end: start), context: context))
    }

    func number(_ name: String, _ arguments: Value..., named: [String: Value] = [:]) throws
        -> Double
    {
        var all = named
        let function = try #require(functions[name])
        for (parameter, value) in zip(function.signature.parameters, arguments) {
            all[parameter.name] = value
        }
        return try #require(call(name, named: all).number)
    }
}

extension Value {
    var scan: ScanValue? {
        if case .object(let object) = self { return object as? ScanValue }
        return nil
    }

    var mask: MaskValue? {
        if case .object(let object) = self { return object as? MaskValue }
        return nil
    }

    var labels: LabelMapValue? {
        if case .object(let object) = self { return object as? LabelMapValue }
        return nil
    }

    var table: TableValue? {
        if case .object(let object) = self { return object as? TableValue }
        return nil
    }
}
