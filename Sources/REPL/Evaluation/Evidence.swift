import Analysis
import Foundation
import Planner
import Session
import Synchronization

/// What came of a prompt, as far as a judge looks at it.
struct Evidence: Sendable {
    /// What the planner gave.
    enum Kind: String, Sendable {
        case program, refuse, ask, help, workspace, answer
    }

    var kind: Kind
    var code: String?
    /// Other programs that the planner would have shown.
    var alternatives: [String] = []
    /// What a reader sees, printed lines and reported values.
    var answer = ""
    /// What the program printed.
    var output = ""
    var values: [ReportedValue] = []
    var showings: [Showing] = []
    var plottings: [Plotting] = []
    /// Paths of what was saved, in a folder of this prompt's own.
    var files: [String] = []
    /// Why the program did not run to its end; nil where it did.
    var error: String?
    /// Whether the program can be read at all.
    var isParsed = true
    /// Whether the program passed the checker.
    var isChecked = true

    init(kind: Kind, code: String? = nil, answer: String = "") {
        self.kind = kind
        self.code = code
        self.answer = answer
    }
}

/// Takes what a program shows and draws, and lets it save into one folder only.
final class EvidenceHost: ProgramHost {
    private let folder: String
    private let kept = Mutex((showings: [Showing](), plottings: [Plotting]()))

    /// - Parameter folder: Where everything is saved, whatever folder a program names.
    init(folder: String) {
        self.folder = folder
    }

    var showings: [Showing] { kept.withLock { $0.showings } }
    var plottings: [Plotting] { kept.withLock { $0.plottings } }

    func show(_ showing: Showing) throws { kept.withLock { $0.showings.append(showing) } }
    func draw(_ showing: Showing, to path: String, replacing: Bool) throws { try show(showing) }
    func plot(_ plotting: Plotting) throws { kept.withLock { $0.plottings.append(plotting) } }

    func destination(of path: String) throws -> String {
        folder + "/" + NSString(string: path).lastPathComponent
    }

    func printed(_ text: String) {}
    func report(_ result: ReportedResult) throws {}
    func saved(_ file: SavedFile) throws {}
    func note(_ text: String) {}
    func warn(_ text: String) {}
    func progress(_ progress: Analysis.Progress) {}
}

extension Evidence {
    /// A plan without a program, in words.
    init(_ outcome: Outcome, workspace: Workspace) {
        switch outcome {
        case .program(let code, _, _): self.init(kind: .program, code: code)
        case .refusal(let reason, let suggestions):
            self.init(kind: .refuse, answer: Answer.refusal(reason, suggestions))
        case .question(let text, let choices):
            self.init(kind: .ask, answer: Answer.question(text, choices))
        case .help(let text): self.init(kind: .help, answer: text)
        case .answer(let text): self.init(kind: .answer, answer: text)
        case .workspace:
            let lines = WorkspaceListing.lines(of: workspace, columns: 100)
            self.init(kind: .workspace, answer: lines.map(\.plain).joined(separator: "\n"))
        }
    }

    /// Takes over what a run left.
    mutating func take(_ result: RunResult, _ host: EvidenceHost) {
        answer = result.record.answer
        output = result.record.output
        values = result.record.values
        showings = host.showings
        plottings = host.plottings
        files = result.record.saved.map(\.path)
        switch result.ending {
        case .finished: break
        case .stopped: error = "stopped"
        case .failed(let failure): error = failure.text(colored: false)
        }
    }
}
