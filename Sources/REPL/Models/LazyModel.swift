import Analysis
import Synchronization
import Volumes

/// Something that is loaded when it is first needed, and then kept; a failure is kept too.
final class LazyModel<Model: Sendable>: Sendable {
    private enum State: Sendable {
        case unloaded
        case loaded(Model)
        case failed(any Error)
    }

    private let load: @Sendable () throws -> Model
    private let state = Mutex(State.unloaded)

    init(_ load: @escaping @Sendable () throws -> Model) {
        self.load = load
    }

    var isLoaded: Bool {
        state.withLock { if case .loaded = $0 { true } else { false } }
    }

    func get() throws -> Model {
        try state.withLock { state in
            switch state {
            case .loaded(let model): return model
            case .failed(let error): throw error
            case .unloaded:
                do {
                    let model = try load()
                    state = .loaded(model)
                    return model
                } catch {
                    state = .failed(error)
                    throw error
                }
            }
        }
    }
}

/// The vision network, loaded with the first scan that needs it.
struct LazySegmenter: Segmenter {
    let network: LazyModel<any Segmenter>
    let files: LazyModel<[String]>
    let title = "vision network"

    var weights: [String] { (try? files.get()) ?? [] }

    func segment(
        _ scan: ScanValue, _ reading: AnatomyReading, control: RunControl
    ) throws -> Segmentation {
        try loaded().segment(scan, reading, control: control)
    }

    func segment(
        _ scans: [ScanValue], _ reading: AnatomyReading, control: RunControl
    ) throws -> Segmentation {
        try loaded().segment(scans, reading, control: control)
    }

    func labelMap(of scans: [ScanValue], control: RunControl) throws -> LabelMap {
        try loaded().labelMap(of: scans, control: control)
    }

    func coarseLabelMap(of scan: ScanValue, control: RunControl) throws -> LabelMap {
        try loaded().coarseLabelMap(of: scan, control: control)
    }

    func prepare(_ scan: ScanValue, control: RunControl) throws {
        try loaded().prepare(scan, control: control)
    }

    func cost(of scan: ScanValue) -> SegmentationCost? {
        (try? network.get()).flatMap { $0.cost(of: scan) }
    }

    private func loaded() throws -> any Segmenter {
        do {
            return try network.get()
        } catch let error as ModelError {
            throw AnalysisError.noNetwork(reason: "\(error)")
        }
    }
}

/// The text encoder's decision about phrases, loaded with the first phrase that no table holds.
struct LazyJudge: PhraseJudge {
    let judge: LazyModel<any PhraseJudge>

    func judge(_ phrase: String) throws -> PhraseJudgement { try judge.get().judge(phrase) }
}
