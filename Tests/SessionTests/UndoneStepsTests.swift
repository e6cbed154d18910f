import Foundation
import SyntheticScans
import TestSupport
import Testing

@testable import Session

@Suite("Steps that were taken back")
struct UndoneStepsTests {
    private func step(_ number: Int, _ code: String) -> StepRecord {
        StepRecord(number: number, status: .ran, prompt: "p\(number)", code: code)
    }

    private func mark(_ number: Int, undone: [Int] = [], redone: [Int] = []) -> StepRecord {
        StepRecord(number: number, status: .undone, undone: undone, redone: redone)
    }

    private func document(_ steps: [StepRecord]) throws -> SessionDocument {
        let header = SessionHeader(date: "2025-11-23", precision: "float32", tolerance: 0)
        return try SessionDocument(
            text: header.text + steps.map(\.text).joined(), path: "s.md")
    }

    @Test func theMarkIsAStepThatReadsBack() throws {
        let mark = mark(4, undone: [2, 3])
        #expect(mark.text.contains("- Undone: 2, 3\n- Status: undone\n"))
        let read = try #require(try document([mark]).steps.first)
        #expect(read.undone == [2, 3] && read.status == .undone && read.isComplete)
    }

    @Test(
        arguments: [
            ([Int](), [Int](), [1, 2, 3]), ([3], [], [1, 2]), ([2, 3], [], [1]),
            ([2, 3], [2], [1, 2]), ([2, 3], [2, 3], [1, 2, 3]),
        ])
    func onlyWhatStandsIsRunAgain(undone: [Int], redone: [Int], expected: [Int]) throws {
        let folder = try SessionFolder()
        let steps = [step(1, "x = 1"), step(2, "x = 2"), step(3, "x = 3")]
        let replay = Replay(
            try document(steps + [mark(4, undone: undone), mark(5, redone: redone)]), path: "s.md",
            engine: folder.engine, weights: [], precision: "float32")
        #expect(replay.steps.map(\.number) == expected)
        let (_, workspace) = try replay.run { _ in }
        #expect(workspace[name: "x"]?.value.literal == expected.last.map(String.init))
    }

    @Test func aMarkThatWasCutOffDoesNotCount() throws {
        let whole = try document([step(1, "x = 1"), mark(2, undone: [1])])
        #expect(whole.undoneSteps == [1])
        let text = whole.text.replacingOccurrences(of: "<!-- end of step 2 -->", with: "")
        #expect(try SessionDocument(text: text, path: "s.md").undoneSteps.isEmpty)
    }
}

@Suite("Names that change")
struct RenamingTests {
    @Test func aScanStaysAScanUnderItsNewName() throws {
        let folder = try SessionFolder()
        var (workspace, _) = try folder.workspace()
        let origin = try #require(workspace[name: "t1"]).provenance
        _ = folder.run("baseline = t1\ndel t1", &workspace)
        #expect(workspace.names == ["baseline"])
        #expect(workspace[name: "baseline"]?.provenance == origin)
        // Its label map went along: there is no network here that could answer.
        let result = folder.run(
            "v = volume_ml(segment(baseline, \"left hippocampus\"))", &workspace)
        guard case .finished = result.ending else {
            Issue.record("\(result.ending)")
            return
        }
    }

    @Test func aSecondNameIsNoRenaming() throws {
        let folder = try SessionFolder()
        var (workspace, _) = try folder.workspace()
        _ = folder.run("copy = t1", &workspace)
        #expect(workspace.names == ["t1", "copy"])
        #expect(workspace[name: "copy"]?.provenance == .step(1, prompt: nil))
        #expect(workspace.labels["t1"] != nil)
    }
}
