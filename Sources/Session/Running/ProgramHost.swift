import Analysis
import Synchronization

/// Where a program's effects go, and its printed lines.
package protocol ProgramHost: Effects {
    /// Text that the program printed, its line ends included.
    func printed(_ text: String)
}

/// What a run showed and did, in the order in which it came.
package struct RunRecord: Sendable {
    /// What the program printed.
    package var output = ""
    /// What a reader sees: printed text and reported values.
    package var answer = ""
    package var values: [ReportedValue] = []
    package var warnings: [String] = []
    package var notes: [String] = []
    package var saved: [SavedFile] = []
}

/// Keeps a record of what passes on its way to another host.
package final class RecordingHost: ProgramHost {
    private let host: any ProgramHost
    private let kept = Mutex(RunRecord())

    package init(_ host: any ProgramHost) {
        self.host = host
    }

    package var record: RunRecord { kept.withLock { $0 } }

    package func printed(_ text: String) {
        kept.withLock {
            $0.output += text
            $0.answer += text
        }
        host.printed(text)
    }

    package func report(_ result: ReportedResult) throws {
        kept.withLock {
            $0.values.append(ReportedValue(result))
            // A program may print without a line end.
            if !$0.answer.isEmpty, !$0.answer.hasSuffix("\n") { $0.answer += "\n" }
            $0.answer += result.text + "\n"
        }
        try host.report(result)
    }

    package func show(_ showing: Showing) throws { try host.show(showing) }

    package func draw(_ showing: Showing, to path: String, replacing: Bool) throws {
        try host.draw(showing, to: path, replacing: replacing)
    }

    package func plot(_ plotting: Plotting) throws {
        kept.withLock {
            if !$0.answer.isEmpty, !$0.answer.hasSuffix("\n") { $0.answer += "\n" }
            $0.answer += plotting.text(width: 72) + "\n"
        }
        try host.plot(plotting)
    }

    package func decideOverwrite(of path: String) throws -> OverwriteDecision {
        try host.decideOverwrite(of: path)
    }

    package func destination(of path: String) throws -> String { try host.destination(of: path) }

    package func saved(_ file: SavedFile) throws {
        kept.withLock { $0.saved.append(file) }
        try host.saved(file)
    }

    package func note(_ text: String) {
        kept.withLock { $0.notes.append(text) }
        host.note(text)
    }

    package func warn(_ text: String) {
        kept.withLock { $0.warnings.append(text) }
        host.warn(text)
    }

    package func progress(_ progress: Progress) { host.progress(progress) }
}

extension ReportedValue {
    package init(_ result: ReportedResult) {
        let content: Content =
            switch result.content {
            case .int(let number): .number(Double(number))
            case .float(let number): .number(number)
            case .bool(let truth): .truth(truth)
            case .string(let text): .text(text)
            }
        self.init(label: result.label, content: content, unit: result.unit)
    }
}
