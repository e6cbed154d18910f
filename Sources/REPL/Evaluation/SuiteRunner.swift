import Analysis
import Foundation
import Planner
import Script
import Session

/// Runs the prompts of a suite, each in a workspace of its own, with nobody to ask.
struct SuiteRunner {
    /// Makes a plan for a prompt in a workspace, after the earlier prompts that ran.
    typealias PlanMaker = (String, Workspace, [PlanningContext.Turn]) throws -> Plan

    let engine: Engine
    /// Where the paths of the suite start from.
    let folder: String
    /// Loads what a prompt needs.
    let load: (SuitePrompt) throws -> Workspace
    let plan: PlanMaker
    let isCancelled: @Sendable () -> Bool

    /// - Returns: nil when it was stopped.
    /// - Throws: what keeps the planner or a scan from being used at all.
    func run(_ item: SuitePrompt) throws -> PromptEvaluation.Result? {
        var workspace = try load(item)
        var earlier: [PlanningContext.Turn] = []
        for prompt in item.context {
            let found = try answer(prompt, &workspace, earlier).found
            if isCancelled() { return nil }
            if found.kind == .program, found.error == nil, found.isChecked {
                earlier.append(.init(prompt: prompt, code: found.code ?? ""))
            }
        }
        let (found, planning, folder) = try answer(item.prompt, &workspace, earlier)
        defer { withExtendedLifetime(folder) {} }
        if isCancelled() { return nil }
        let judge = PromptJudge(expected: item.expect, found: found, folder: self.folder)
        return PromptEvaluation.Result(
            item: item, found: found, shortfalls: judge.shortfalls, planning: planning)
    }

    private func answer(
        _ prompt: String, _ workspace: inout Workspace, _ earlier: [PlanningContext.Turn]
    ) throws -> (found: Evidence, planning: Double, folder: ScratchFolder) {
        let folder = try ScratchFolder()
        let clock = ContinuousClock()
        let start = clock.now
        let plan = try plan(prompt, workspace, earlier)
        let planning = (clock.now - start).inSeconds
        var found = Evidence(plan.outcome, workspace: workspace)
        found.alternatives = plan.alternatives
        guard let code = found.code else { return (found, planning, folder) }
        let checked = engine.check(code, name: "code", in: workspace)
        guard checked.isRunnable else {
            found.isParsed = !Parser.parse(checked.source).1.hasErrors
            found.isChecked = false
            found.error = checked.rendered(colored: false)
            return (found, planning, folder)
        }
        let host = EvidenceHost(folder: folder.path)
        let result = engine.run(
            checked, in: &workspace, step: earlier.count + 1, prompt: prompt, host: host,
            isCancelled: isCancelled)
        found.take(result, host)
        return (found, planning, folder)
    }
}

/// A folder that is gone with its last reference.
final class ScratchFolder {
    let path: String

    init() throws {
        let url = FileManager.default.temporaryDirectory
            .appendingPathComponent("voxelprompt-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        path = url.path
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}

/// The scans of a suite, each read once.
final class SuiteScans {
    private let folder: String
    private let vocabulary: Vocabulary
    private var known: [[SuitePrompt.Input]: Workspace] = [:]

    /// - Parameter folder: where the paths of the suite start from.
    init(folder: String, vocabulary: Vocabulary) {
        self.folder = folder
        self.vocabulary = vocabulary
    }

    /// - Throws: `VolumeError`, `AnalysisError`.
    func workspace(of item: SuitePrompt) throws -> Workspace {
        if let workspace = known[item.workspace] { return workspace }
        var workspace = Workspace()
        for input in item.workspace {
            _ = try workspace.loadScan(
                at: path(input.scan), as: input.name, vocabulary: vocabulary)
        }
        for input in item.workspace {
            guard let labels = input.labels else { continue }
            _ = try workspace.loadLabels(
                at: path(labels), for: input.name, vocabulary: vocabulary)
        }
        known[item.workspace] = workspace
        return workspace
    }

    private func path(_ relative: String) -> String {
        NSString(string: folder).appendingPathComponent(relative)
    }
}
