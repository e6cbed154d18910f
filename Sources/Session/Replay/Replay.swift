import Analysis
import Foundation
import Script

/// Runs the steps of a session again and compares.
package struct Replay {
    /// A file in the place of one that the session names.
    package struct Substitute: Hashable, Sendable {
        package let role: InputRecord.Role
        package let name: String
        package let path: String
        package let date: String?

        package init(role: InputRecord.Role, name: String, path: String, date: String? = nil) {
            self.role = role
            self.name = name
            self.path = path
            self.date = date
        }
    }

    /// Why a session cannot be run again.
    package enum Failure: Error, Hashable, Sendable, CustomStringConvertible {
        case input(name: String, message: String)
        case unknownName(String, known: [String])
        case nothingToRun(path: String)

        package var description: String {
            switch self {
            case .input(let name, let message):
                "\(name) cannot be loaded: \(message)\(message.hasSuffix(".") ? "" : ".") Or give "
                    + "another file with --scan \(name)=PATH."
            case .unknownName(let name, let known):
                "The session has no scan “\(name)”"
                    + (known.isEmpty ? "." : "; it has \(known.joined(separator: ", ")).")
            case .nothingToRun(let path):
                "\(path) holds no finished step that ran."
            }
        }
    }

    let document: SessionDocument
    let path: String
    let engine: Engine
    let substitutes: [Substitute]
    /// Weights and number format of this program.
    let weights: [SessionHeader.Weights]
    let precision: String

    /// - Parameter path: The file of the document: its paths are relative to it.
    package init(
        _ document: SessionDocument, path: String, engine: Engine,
        substitutes: [Substitute] = [], weights: [SessionHeader.Weights], precision: String
    ) {
        self.document = document
        self.path = path
        self.engine = engine
        self.substitutes = substitutes
        self.weights = weights
        self.precision = precision
    }

    /// The steps that are run: those that ran to their end and were not taken back.
    package var steps: [StepRecord] {
        let undone = document.undoneSteps
        return document.steps.filter {
            $0.isComplete && $0.status == .ran && $0.code != nil && !undone.contains($0.number)
        }
    }

    /// Runs the session.
    ///
    /// - Parameters:
    ///   - found: Told what is found, as soon as it is.
    ///   - progress: Told how far a long computation is.
    /// - Returns: How it ended, and the workspace that the steps left.
    /// - Throws: `Failure`, before any step runs.
    package func run(
        progress: @escaping @Sendable (Analysis.Progress) -> Void = { _ in },
        isCancelled: @escaping @Sendable () -> Bool = { false },
        found: (ReplayEvent) -> Void
    ) throws -> (verdict: ReplayVerdict, workspace: Workspace) {
        if steps.isEmpty { throw Failure.nothingToRun(path: path) }
        let inputs = try plannedInputs()
        compareMachine(found)
        if let last = document.steps.last, !last.isComplete { found(.cutOff(step: last.number)) }
        var workspace = Workspace()
        // The scans that were loaded between steps are loaded first too: a later scan cannot
        // change what an earlier step did, unless it took the name of another.
        for input in inputs { try load(input, into: &workspace, found) }
        let comparison = ValueComparison(tolerance: document.header.tolerance)
        let isAnew = inputs.contains { $0.substitute != nil }
        var verdict: ReplayVerdict = isAnew ? .ranAnew : .same
        let host = ReplayHost(progress: progress)
        for step in steps {
            if isCancelled() { return (.stopped, workspace) }
            let result = run(step, &workspace, host, isCancelled)
            for path in host.takeUnwritten() { found(.notSaved(step: step.number, path: path)) }
            switch result {
            case .failure(.stopped): return (.stopped, workspace)
            case .failure(.failed(let message)):
                found(.failed(step: step.number, prompt: step.prompt, message: message))
                verdict = isAnew ? .failedAnew : .different
            case .success(let record) where isAnew:
                found(
                    .new(
                        step: step.number, prompt: step.prompt, values: record.values,
                        output: record.output))
            case .success(let record):
                let event = Self.compare(step, record, comparison)
                if case .different = event { verdict = .different }
                found(event)
            }
        }
        return (verdict, workspace)
    }

    private enum StepFailure: Error {
        case stopped
        case failed(String)
    }

    private func run(
        _ step: StepRecord, _ workspace: inout Workspace, _ host: ReplayHost,
        _ isCancelled: @escaping @Sendable () -> Bool
    ) -> Result<RunRecord, StepFailure> {
        let checked = engine.check(
            step.code ?? "", name: "step \(step.number)", in: workspace)
        guard checked.isRunnable else { return .failure(.failed(checked.rendered(colored: false))) }
        let result = engine.run(
            checked, in: &workspace, step: step.number, prompt: step.prompt, host: host,
            isCancelled: isCancelled)
        switch result.ending {
        case .finished: return .success(result.record)
        case .stopped: return .failure(.stopped)
        case .failed(let failure): return .failure(.failed(failure.text(colored: false)))
        }
    }

    private static func compare(
        _ step: StepRecord, _ record: RunRecord, _ comparison: ValueComparison
    ) -> ReplayEvent {
        let values = comparison.differences(old: step.values, new: record.values)
        // Trailing line ends are not kept in the file.
        let old = step.output.trimmingLineEnds
        let new = record.output.trimmingLineEnds
        let isSameOutput = comparison.isSameText(old, new)
        if values.isEmpty, isSameOutput {
            return .same(step: step.number, prompt: step.prompt, values: record.values.count)
        }
        return .different(
            step: step.number, prompt: step.prompt, values: values,
            output: isSameOutput ? nil : ReplayEvent.OutputDifference(old: old, new: new))
    }

    private func compareMachine(_ found: (ReplayEvent) -> Void) {
        let header = document.header
        if header.program != ProgramVersion.title {
            found(.otherProgram(old: header.program, new: ProgramVersion.title))
        }
        for old in header.weights {
            switch weights.first(where: { $0.file == old.file }) {
            case nil: found(.missingWeights(file: old.file))
            case let new? where new.checksum != old.checksum: found(.changedWeights(file: old.file))
            default: break
            }
        }
        if !header.precision.isEmpty, header.precision != precision {
            found(.otherPrecision(old: header.precision, new: precision))
        }
    }
}

extension String {
    /// Every kind of line end as one, none at the end.
    fileprivate var trimmingLineEnds: String {
        var text = replacing("\r\n", with: "\n").replacing("\r", with: "\n")
        while text.hasSuffix("\n") { text.removeLast() }
        return text
    }
}
