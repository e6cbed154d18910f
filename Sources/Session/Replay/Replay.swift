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
        case noSuchStep(Int, path: String, known: [Int])

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
            case .noSuchStep(let number, let path, let known):
                "\(path) has no step \(number) that ran; it has "
                    + known.map(String.init).joined(separator: ", ") + "."
            }
        }
    }

    /// What is done with a step that is about to run.
    package enum Decision: Hashable, Sendable {
        case run
        /// This step and those after it are left out.
        case end
    }

    /// What a step did, with the workspace that it left.
    package struct Finished {
        package let step: StepRecord
        package let record: RunRecord
        /// New and changed, in the order of the workspace.
        package let names: [String]
        package let workspace: Workspace
    }

    let document: SessionDocument
    let path: String
    let engine: Engine
    let substitutes: [Substitute]
    /// The first step that is compared, and the last that runs; nil for no limit.
    let first: Int?
    let last: Int?
    /// Weights and number format of this program.
    let weights: [SessionHeader.Weights]
    let precision: String

    /// - Parameters:
    ///   - path: The file of the document: its paths are relative to it.
    ///   - first: The first step that is compared; those before it only bring back the workspace.
    ///   - last: The last step that runs.
    package init(
        _ document: SessionDocument, path: String, engine: Engine,
        substitutes: [Substitute] = [], from first: Int? = nil, to last: Int? = nil,
        weights: [SessionHeader.Weights], precision: String
    ) {
        self.document = document
        self.path = path
        self.engine = engine
        self.substitutes = substitutes
        self.first = first
        self.last = last
        self.weights = weights
        self.precision = precision
    }

    /// The steps that are run: those that can be, no further than the last.
    package var steps: [StepRecord] {
        document.runnableSteps.filter { $0.number <= last ?? .max }
    }

    /// The steps whose values are compared.
    package var comparedSteps: [StepRecord] { steps.filter { $0.number >= first ?? .min } }

    /// Runs the session.
    ///
    /// - Parameters:
    ///   - decide: Asked before every step that is compared.
    ///   - shown: Told what the steps show, while they run.
    ///   - finished: Told what every step did.
    ///   - progress: Told how far a long computation is.
    ///   - found: Told what is found, as soon as it is.
    /// - Returns: How it ended, and the workspace that the steps left.
    /// - Throws: `Failure`, before any step runs; what `decide` throws.
    package func run(
        decide: (StepRecord) throws -> Decision = { _ in .run },
        shown: @escaping @Sendable (Showing) -> Void = { _ in },
        finished: (Finished) -> Void = { _ in },
        progress: @escaping @Sendable (Analysis.Progress) -> Void = { _ in },
        isCancelled: @escaping @Sendable () -> Bool = { false },
        found: (ReplayEvent) -> Void
    ) throws -> (verdict: ReplayVerdict, workspace: Workspace) {
        try checkRange()
        let inputs = try plannedInputs()
        for difference in machineDifferences { found(difference) }
        if let last = document.steps.last, !last.isComplete { found(.cutOff(step: last.number)) }
        var workspace = Workspace()
        // The scans that were loaded between steps are loaded first too: a later scan cannot
        // change what an earlier step did, unless it took the name of another.
        for input in inputs { try load(input, into: &workspace, found) }
        let preparing = steps.count - comparedSteps.count
        if preparing > 0 { found(.preparing(steps: preparing)) }
        let comparison = ValueComparison(tolerance: document.header.tolerance)
        let isAnew = inputs.contains { $0.substitute != nil }
        var verdict: ReplayVerdict = isAnew ? .ranAnew : .same
        let host = ReplayHost(shown: shown, progress: progress)
        for step in steps {
            if isCancelled() { return (.stopped, workspace) }
            let isCompared = step.number >= first ?? .min
            if isCompared, try decide(step) == .end {
                found(.leftOut(from: step.number))
                return (verdict, workspace)
            }
            let result = run(step, &workspace, host, isCancelled)
            for path in host.takeUnwritten() { found(.notSaved(step: step.number, path: path)) }
            switch result {
            case .failure(.stopped): return (.stopped, workspace)
            case .failure(.failed(let message)):
                found(.failed(step: step.number, prompt: step.prompt, message: message))
                verdict = isAnew ? .failedAnew : .different
            case .success(let result):
                finished(
                    Finished(
                        step: step, record: result.record, names: result.names,
                        workspace: workspace))
                guard isCompared else { continue }
                let event =
                    isAnew
                    ? Self.new(step, result.record)
                    : Self.compare(step, result.record, comparison)
                if case .different = event { verdict = .different }
                found(event)
            }
        }
        return (verdict, workspace)
    }

    /// - Throws: `Failure` where nothing is left to run or compare.
    private func checkRange() throws {
        let known = document.runnableSteps.map(\.number)
        guard !known.isEmpty else { throw Failure.nothingToRun(path: path) }
        for number in [first, last].compactMap({ $0 }) where !known.contains(number) {
            throw Failure.noSuchStep(number, path: path, known: known)
        }
    }

    private enum StepFailure: Error {
        case stopped
        case failed(String)
    }

    private func run(
        _ step: StepRecord, _ workspace: inout Workspace, _ host: ReplayHost,
        _ isCancelled: @escaping @Sendable () -> Bool
    ) -> Result<RunResult, StepFailure> {
        let checked = engine.check(
            step.code ?? "", name: "step \(step.number)", in: workspace)
        guard checked.isRunnable else { return .failure(.failed(checked.rendered(colored: false))) }
        let result = engine.run(
            checked, in: &workspace, step: step.number, prompt: step.prompt, host: host,
            isCancelled: isCancelled)
        switch result.ending {
        case .finished: return .success(result)
        case .stopped: return .failure(.stopped)
        case .failed(let failure): return .failure(.failed(failure.text(colored: false)))
        }
    }

    private static func new(_ step: StepRecord, _ record: RunRecord) -> ReplayEvent {
        .new(
            step: step.number, prompt: step.prompt, values: record.values, output: record.output)
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
            let deviation = max(
                comparison.deviation(old: step.values, new: record.values),
                comparison.deviation(old, new))
            return .same(
                step: step.number, prompt: step.prompt, values: record.values.count,
                deviation: deviation)
        }
        return .different(
            step: step.number, prompt: step.prompt, values: values,
            output: isSameOutput ? nil : ReplayEvent.OutputDifference(old: old, new: new))
    }

    /// What is different about program, weights and number format, before anything runs.
    package var machineDifferences: [ReplayEvent] {
        let header = document.header
        var found: [ReplayEvent] = []
        if header.program != ProgramVersion.title {
            found.append(.otherProgram(old: header.program, new: ProgramVersion.title))
        }
        for old in header.weights {
            switch weights.first(where: { $0.file == old.file }) {
            case nil: found.append(.missingWeights(file: old.file))
            case let new? where new.checksum != old.checksum:
                found.append(
                    .changedWeights(file: old.file, old: old.checksum, new: new.checksum))
            default: break
            }
        }
        if !header.precision.isEmpty, header.precision != precision {
            found.append(.otherPrecision(old: header.precision, new: precision))
        }
        return found
    }
}

extension SessionDocument {
    /// The steps that can run again: those that ran to their end and were not taken back.
    package var runnableSteps: [StepRecord] {
        let undone = undoneSteps
        return steps.filter {
            $0.isComplete && $0.status == .ran && $0.code != nil && !undone.contains($0.number)
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
