import Analysis
import Foundation
import Script
import Synchronization
import TestSupport
import Volumes

/// What the tests of this target share: the table, small maps, and a host that records.
enum Samples {
    static let vocabulary: Vocabulary = {
        let path = Places.models.appendingPathComponent("vocabulary.json").path
        // A test process without the table cannot test anything.
        return try! Vocabulary(path: path)
    }()

    static let resolver = AnatomyResolver(vocabulary: vocabulary)

    /// A 1 mm grid in LAS, with `labels` in runs along i.
    static func map(
        _ runs: [(label: Int32, count: Int)], names: [Int32: String] = [:]
    ) -> LabelMap {
        let labels = runs.flatMap { Array(repeating: $0.label, count: $0.count) }
        let geometry = try! Geometry(
            shape: SIMD3(labels.count, 3, 3),
            affine: .scaling(SIMD3(-1, 1, 1), translation: SIMD3(20, -30, 40)))
        var voxels = [Int32](repeating: 0, count: geometry.voxelCount)
        for (i, label) in labels.enumerated() { voxels[geometry.offset(i, 1, 1)] = label }
        return LabelMap(geometry: geometry, voxels: voxels, names: names)
    }

    /// A scan on a map's grid whose voxels hold their own index.
    static func scan(on geometry: Geometry, name: String = "t1") -> ScanValue {
        ScanValue(
            volume: Volume(
                geometry: geometry, voxels: (0..<geometry.voxelCount).map(Float.init)),
            name: name, file: ScanValue.ScanFile(path: "\(name).nii.gz", checksum: "c0ffee"))
    }

    static func reading(
        _ phrase: String, _ resolver: AnatomyResolver = resolver
    ) throws -> AnatomyReading {
        try resolver.read(phrase).get()
    }
}

/// Random blocks, as `Reference/make_reference.py` makes them.
struct BlockGenerator {
    private var state: UInt64

    init(seed: Int) { state = UInt64(seed) }

    mutating func next() -> Int {
        state = (1_664_525 * state + 1_013_904_223) % (1 << 32)
        return Int(state >> 8)
    }

    static func blocks(
        seed: Int, shape: [Int], choices: [Int32], size: Int
    ) -> [Int32] {
        var numbers = BlockGenerator(seed: seed)
        let coarse = shape.map { ($0 + size - 1) / size }
        let block = (0..<coarse.reduce(1, *)).map { _ in choices[numbers.next() % choices.count] }
        var voxels: [Int32] = []
        for k in 0..<shape[2] {
            for j in 0..<shape[1] {
                for i in 0..<shape[0] {
                    voxels.append(
                        block[i / size + coarse[0] * (j / size + coarse[1] * (k / size))])
                }
            }
        }
        return voxels
    }
}

/// A host that writes down what it is told.
final class RecordingEffects: Effects {
    struct Record: Sendable {
        var shown: [Showing] = []
        var plotted: [Plotting] = []
        var reported: [ReportedResult] = []
        var saved: [SavedFile] = []
        var notes: [String] = []
        var warnings: [String] = []
    }

    private let state = Mutex(Record())
    let overwrite: OverwriteDecision
    let folder: String

    init(overwrite: OverwriteDecision = .forbidden, folder: String = ".") {
        self.overwrite = overwrite
        self.folder = folder
    }

    var record: Record { state.withLock { $0 } }

    func show(_ showing: Showing) { state.withLock { $0.shown.append(showing) } }
    func draw(_ showing: Showing, to path: String, replacing: Bool) {
        state.withLock { $0.shown.append(showing) }
    }
    func plot(_ plotting: Plotting) { state.withLock { $0.plotted.append(plotting) } }
    func report(_ result: ReportedResult) { state.withLock { $0.reported.append(result) } }
    func saved(_ file: SavedFile) { state.withLock { $0.saved.append(file) } }
    func note(_ text: String) { state.withLock { $0.notes.append(text) } }
    func warn(_ text: String) { state.withLock { $0.warnings.append(text) } }
    func progress(_ progress: Analysis.Progress) {}
    func decideOverwrite(of path: String) -> OverwriteDecision { overwrite }
    func destination(of path: String) -> String { "\(folder)/\(path)" }
}

/// Gives every scan the same segmenter.
struct OneSegmenter: SegmenterProvider {
    let segmenter: any Segmenter
    /// What stands behind masks of the vision network.
    var files: [String] = []
    func segmenter(for scan: ScanValue) -> any Segmenter { segmenter }
    func weights(origin: String?) -> [String] { origin == "vision network" ? files : [] }
}

/// A judge that knows one phrase.
struct ScriptedJudge: PhraseJudge {
    let phrase: String
    let structure: String
    var confidence = 0.9

    func judge(_ phrase: String) -> PhraseJudgement {
        PhraseJudgement(
            isAccepted: phrase == self.phrase, confidence: confidence,
            nearest: [structure, "amygdala"])
    }
}

/// A call outside any run.
final class FreeContext: CallContext {
    let cancellation: @Sendable () -> Bool = { false }
    func poll() throws {}
    func chargeMemory(_ bytes: Int) throws {}
    func reserveMemory(_ bytes: Int) throws {}
    func print(_ text: String) {}
}
