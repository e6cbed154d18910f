import Analysis
import SyntheticScans
import TestSupport
import Volumes

@testable import Session

/// A folder with a synthetic head, and an engine without networks.
struct SessionFolder {
    let folder: TemporaryFolder
    let vocabulary: Vocabulary
    let engine: Engine

    init(_ head: SyntheticHead = SyntheticHead()) throws {
        folder = try TemporaryFolder()
        try head.write(to: folder.path)
        vocabulary = try Vocabulary(
            path: Places.models.appendingPathComponent("vocabulary.json").path)
        engine = Engine(
            vocabulary: vocabulary, judge: nil, network: MissingNetwork(reason: "It is a test."))
    }

    /// The scan as `t1`, with its label map.
    func workspace() throws -> (Workspace, [LoadedInput]) {
        var workspace = Workspace()
        let scan = try workspace.loadScan(
            at: folder.path("t1.nii.gz"), as: "t1", vocabulary: vocabulary)
        let labels = try workspace.loadLabels(
            at: folder.path("labels.nii.gz"), for: "t1", vocabulary: vocabulary)
        return (workspace, [scan, labels])
    }

    /// Runs programs one after the other and writes their session.
    @discardableResult
    func record(_ programs: [String], to name: String = "session.md") throws -> String {
        var (workspace, inputs) = try workspace()
        let path = folder.path(name)
        let header = SessionHeader(
            date: "2025-11-23", precision: "float32", tolerance: 1e-6,
            inputs: inputs.map { $0.record(from: folder.path) })
        let journal = try SessionJournal(path: path, header: header, opensNow: true)
        for code in programs {
            let result = run(code, &workspace)
            var step = StepRecord(number: 0, status: .ran, prompt: "a prompt", code: code)
            step.output = result.record.output
            step.values = result.record.values
            if case .failed(let message) = result.ending {
                step.status = .failed
                step.error = message
            }
            try journal.append(step)
        }
        try journal.close()
        return path
    }

    func run(
        _ code: String, _ workspace: inout Workspace,
        isCancelled: @escaping @Sendable () -> Bool = { false }
    ) -> RunResult {
        engine.run(
            engine.check(code, name: "test", in: workspace), in: &workspace, step: 1,
            prompt: nil, host: ReplayHost(progress: { _ in }), isCancelled: isCancelled)
    }
}
