import Foundation
import TestSupport
import Testing

@testable import Session

@Suite("Replay of some steps")
struct ReplayRangeTests {
    private static let programs = [
        "a = 1", "report(\"b\", a + 1)", "y = 1 / 0", "report(\"c\", a + 2)",
    ]

    private struct Run {
        let verdict: ReplayVerdict
        let events: [ReplayEvent]
        let names: [String]
    }

    private func replay(
        from first: Int? = nil, to last: Int? = nil,
        changing change: (String) -> String = { $0 },
        decide: (StepRecord) throws -> Replay.Decision = { _ in .run }
    ) throws -> Run {
        let folder = try SessionFolder()
        let path = try folder.record(Self.programs)
        let text = change(try String(contentsOfFile: path, encoding: .utf8))
        let replay = Replay(
            try SessionDocument(text: text, path: path), path: path, engine: folder.engine,
            from: first, to: last, weights: [], precision: "float32")
        var events: [ReplayEvent] = []
        let (verdict, workspace) = try replay.run(decide: decide) { events.append($0) }
        return Run(verdict: verdict, events: events, names: workspace.names)
    }

    private func same(_ step: Int, _ values: Int) -> ReplayEvent {
        .same(step: step, prompt: "a prompt", values: values, deviation: 0)
    }

    @Test func earlierStepsOnlyPrepare() throws {
        let run = try replay(from: 4)
        #expect(run.events == [.preparing(steps: 2), same(4, 1)])
        #expect(run.verdict == .same)
        #expect(run.names.contains("a"))
    }

    @Test func aDifferenceBeforeTheFirstIsNotCounted() throws {
        let run = try replay(
            from: 4,
            changing: { $0.replacingOccurrences(of: "| b | 2 |", with: "| b | 7 |") })
        #expect(run.verdict == .same)
    }

    @Test func laterStepsDoNotRun() throws {
        let run = try replay(to: 2)
        #expect(run.events == [same(1, 0), same(2, 1)])
    }

    @Test func theUserMayEndIt() throws {
        var asked: [Int] = []
        let run = try replay(decide: { step in
            asked.append(step.number)
            return step.number == 4 ? .end : .run
        })
        #expect(asked == [1, 2, 4])
        #expect(run.events == [same(1, 0), same(2, 1), .leftOut(from: 4)])
        #expect(run.verdict == .same)
    }

    @Test func aStepThatDidNotRunIsNone() throws {
        for number in [3, 9] {
            #expect {
                try replay(from: number)
            } throws: { error in
                guard case .noSuchStep(number, _, let known)? = error as? Replay.Failure else {
                    return false
                }
                return known == [1, 2, 4]
            }
        }
    }

    @Test func numbersWithinTheToleranceAreTheSameAndTheDistanceIsSaid() throws {
        let run = try replay(changing: { text in
            text.replacingOccurrences(of: "tolerance: 1e-06", with: "tolerance: 0.01")
                .replacingOccurrences(of: "| c | 3 |", with: "| c | 3.003 |")
        })
        #expect(run.verdict == .same)
        guard case .same(4, _, 1, let deviation)? = run.events.last else {
            Issue.record("\(run.events)")
            return
        }
        #expect(abs(deviation - 0.003 / 3.003) < 1e-12)
    }
}
