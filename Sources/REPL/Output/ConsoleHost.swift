import Analysis
import Session
import Synchronization
import Terminal

/// Shows what a program does on the console.
final class ConsoleHost: ProgramHost {
    /// Answers whether a file may be replaced; nil where there is nobody to ask.
    typealias OverwriteQuestion = @Sendable (String) -> Bool

    private let console: Console
    private let bar: ProgressBar
    /// False where the results are wanted as JSON.
    private let printsResults: Bool
    private let mayOverwrite: OverwriteQuestion?
    private let state = Mutex(State())

    private struct State {
        var hasOpenLine = false
        var hasShown = false
    }

    init(_ console: Console, printsResults: Bool = true, mayOverwrite: OverwriteQuestion? = nil) {
        self.console = console
        self.printsResults = printsResults
        self.mayOverwrite = mayOverwrite
        bar = ProgressBar(environment: console.environment)
    }

    /// Whether the program showed something by itself.
    var hasShown: Bool { state.withLock { $0.hasShown } }

    /// Takes the progress bar away and ends a line that the program left open.
    func finish() {
        bar.finish()
        let isOpen = state.withLock { state in
            defer { state.hasOpenLine = false }
            return state.hasOpenLine
        }
        if isOpen, printsResults { console.result("\n") }
    }

    func printed(_ text: String) {
        bar.finish()
        guard printsResults, !text.isEmpty else { return }
        console.result(text)
        state.withLock { $0.hasOpenLine = !text.hasSuffix("\n") }
    }

    func report(_ result: ReportedResult) throws {
        finish()
        if printsResults { console.result(result.text + "\n") }
    }

    func show(_ showing: Showing) throws {
        finish()
        state.withLock { $0.hasShown = true }
        if printsResults { console.result(Preview(showing, console).canvas) }
    }

    func draw(_ showing: Showing, to path: String, replacing: Bool) throws {
        try Preview(showing, console).write(to: path, title: showing.title, replacing: replacing)
    }

    func plot(_ plotting: Plotting) throws {
        finish()
        guard printsResults else { return }
        console.result(plotting.text(width: min(console.size.columns, 100)) + "\n")
    }

    func decideOverwrite(of path: String) throws -> OverwriteDecision {
        guard let mayOverwrite else { return .forbidden }
        finish()
        return mayOverwrite(path) ? .overwrite : .keep
    }

    func saved(_ file: SavedFile) throws {
        finish()
        console.say("saved \(file.content) as \(file.path)", .success)
    }

    func note(_ text: String) {
        finish()
        console.note(text)
    }

    func warn(_ text: String) {
        finish()
        console.warn(text)
    }

    func progress(_ progress: Progress) {
        bar.update(stage: progress.stage, fraction: progress.fraction)
    }
}
