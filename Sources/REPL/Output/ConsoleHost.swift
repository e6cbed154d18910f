import Analysis
import Session
import Synchronization
import Terminal
import Viewer
import Volumes

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
        if printsResults { console.result(Preview.canvas(showing, in: console.size)) }
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

/// Three slices through the middle of what is shown.
enum Preview {
    /// - Parameter size: The terminal's; a few of its rows are left to the words around.
    static func canvas(_ showing: Showing, in size: TerminalSize) -> Canvas {
        let room = TerminalSize(
            rows: max(8, min(size.rows - 6, 40)), columns: min(size.columns, 160))
        return slices(showing).draw(in: room)
    }

    static func slices(_ showing: Showing) -> OrthogonalPreview {
        let overlays = showing.masks.map { SliceOverlay(mask: $0.mask, name: $0.name) }
        let volume: Volume
        switch showing.image {
        case .scan(let scan): volume = scan.volume
        case .mask(let mask):
            volume = Volume(geometry: mask.mask.geometry, voxels: mask.mask.voxels.map(Float.init))
        case .labelMap(let labels):
            volume = Volume(
                geometry: labels.labelMap.geometry, voxels: labels.labelMap.voxels.map(Float.init))
        }
        return OrthogonalPreview(renderer: SliceRenderer(volume: volume, overlays: overlays))
    }

    /// The last few of new masks on the scan of the last; nil where there is nothing to see.
    static func showing(_ masks: [MaskValue]) -> Showing? {
        guard let scan = masks.last?.scan else { return nil }
        let onScan = masks.filter { $0.scan?.identity == scan.identity && $0.mask.count > 0 }
        return onScan.isEmpty ? nil : Showing(image: .scan(scan), masks: onScan.suffix(4))
    }
}
