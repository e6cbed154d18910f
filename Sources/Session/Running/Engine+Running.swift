import Analysis
import Script
import Synchronization

/// How a run ended.
package struct RunResult: Sendable {
    package enum Ending: Sendable {
        case finished
        /// The user stopped it.
        case stopped
        case failed(Failure)
    }

    /// Why a run failed, with its place in the program.
    package enum Failure: Sendable {
        case ofProgram(RuntimeFailure)
        case other(String)

        package func text(colored: Bool) -> String {
            switch self {
            case .ofProgram(let failure): DiagnosticRenderer.render(failure, colored: colored)
            case .other(let text): text
            }
        }
    }

    package let ending: Ending
    package let record: RunRecord
    /// The names that are new or changed, in the order of the workspace.
    package let names: [String]
    /// Wall-clock time.
    package let seconds: Double
}

extension Engine {
    /// Runs a program that has no errors. The workspace changes only when it runs to its end.
    ///
    /// - Parameters:
    ///   - step: The number of the step, for where new names come from.
    ///   - prompt: What the program answers; nil for a program from a file.
    ///   - file: The program's file, where it comes from one.
    package func run(
        _ checked: Checked, in workspace: inout Workspace, step: Int, prompt: String?,
        file: String? = nil, host: any ProgramHost,
        isCancelled: @escaping @Sendable () -> Bool = { false }
    ) -> RunResult {
        let recorder = RecordingHost(host)
        let binding = AnalysisBinding(
            resolver: resolver(in: workspace),
            segmenters: ScanSegmenters(
                labels: workspace.labels, network: network, vocabulary: vocabulary),
            effects: recorder, history: history, code: checked.source.text)
        let interpreter = Interpreter(
            functions: Catalogue.functions(binding: binding), limits: limits,
            isCancelled: isCancelled, print: { recorder.printed($0) })
        let clock = ContinuousClock()
        let start = clock.now
        var names: [String] = []
        let ending: RunResult.Ending
        do {
            let globals = try interpreter.run(checked.program, globals: workspace.globals)
            names = workspace.adopt(
                globals, of: checked.source, from: .step(step, prompt: prompt, program: file))
            ending = .finished
        } catch let failure as RuntimeFailure {
            ending = failure.reason == .cancelled ? .stopped : .failed(.ofProgram(failure))
        } catch {
            ending = .failed(.other("\(error)"))
        }
        return RunResult(
            ending: ending, record: recorder.record, names: names,
            seconds: (clock.now - start).inSeconds)
    }
}

/// Label maps first, the network for the rest.
struct ScanSegmenters: SegmenterProvider {
    let labels: [String: LabelSource]
    let network: any Segmenter
    let vocabulary: Vocabulary
    /// Whether the network was asked for.
    private let use = NetworkUse()

    init(labels: [String: LabelSource], network: any Segmenter, vocabulary: Vocabulary) {
        self.labels = labels
        self.network = network
        self.vocabulary = vocabulary
    }

    func weights(origin: String?) -> [String] {
        use.isUsed || origin == network.title ? network.weights : []
    }

    func segmenter(for scan: ScanValue) throws -> any Segmenter {
        // A computed volume is another image, whatever it is called.
        guard scan.file != nil, let source = labels[scan.name] else {
            use.isUsed = true
            return network
        }
        return try source.segmenter(
            for: scan.volume.geometry, name: scan.name, vocabulary: vocabulary
        ).segmenter
    }
}

/// Remembers that a run asked for the network.
private final class NetworkUse: Sendable {
    private let state = Atomic(false)

    var isUsed: Bool {
        get { state.load(ordering: .relaxed) }
        set { state.store(newValue, ordering: .relaxed) }
    }
}

extension Duration {
    package var inSeconds: Double {
        Double(components.seconds) + Double(components.attoseconds) * 1e-18
    }
}
