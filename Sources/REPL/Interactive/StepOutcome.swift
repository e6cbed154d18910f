import Analysis
import Session

extension StepRecord {
    /// Takes over how a run ended and what it left.
    ///
    /// - Parameter folder: The folder of the session file.
    mutating func take(_ result: RunResult, in workspace: Workspace, folder: String) {
        output = result.record.output
        values = result.record.values
        warnings = result.record.notes + result.record.warnings
        saved = result.record.saved.map { SessionPath.relative($0.path, to: folder) }
        seconds.run = result.seconds
        names = result.names.map { name in
            "\(name): \(workspace[name: name]?.kind.description ?? "")"
        }
        switch result.ending {
        case .finished: status = .ran
        case .stopped: status = .stopped
        case .failed(let failure):
            status = .failed
            error = failure.text(colored: false)
        }
    }
}

/// Answers in words, as a reader sees them.
enum Answer {
    static func refusal(_ reason: String, _ suggestions: [String]) -> String {
        guard !suggestions.isEmpty else { return reason }
        return ([reason, "You could try:"] + suggestions.map { "  " + $0 })
            .joined(separator: "\n")
    }

    static func question(_ text: String, _ choices: [String]) -> String {
        choices.isEmpty ? text : text + "\n" + choices.map { "  " + $0 }.joined(separator: "\n")
    }
}
