import Script
import Session
import Testing

@testable import REPL

@Suite("Undo and redo")
struct TimelineTests {
    private func change(_ from: Int, _ to: Int) -> Timeline.Change {
        func state(_ value: Int) -> Timeline.State {
            var workspace = Workspace()
            workspace.set("n", to: .int(value), from: .step(value, prompt: nil))
            return Timeline.State(workspace: workspace, earlier: [])
        }
        return Timeline.Change(
            before: state(from), after: state(to), title: "\(to)", step: to, saved: [])
    }

    private func value(_ state: Timeline.State?) -> String? {
        state?.workspace[name: "n"]?.value.literal
    }

    @Test func stepsGoBackAndForth() {
        var timeline = Timeline()
        for step in 1...3 { timeline.record(change(step - 1, step)) }
        #expect(value(timeline.undo()?.before) == "2")
        #expect(value(timeline.undo()?.before) == "1")
        #expect(value(timeline.redo()?.after) == "2")
        #expect(value(timeline.undo()?.before) == "1")
        #expect(value(timeline.undo()?.before) == "0")
        #expect(timeline.undo()?.step == nil)
        #expect(value(timeline.redo()?.after) == "1")
    }

    @Test func aNewStepEndsWhatCouldBeBroughtBack() {
        var timeline = Timeline()
        timeline.record(change(0, 1))
        _ = timeline.undo()
        timeline.record(change(0, 5))
        #expect(timeline.redo()?.step == nil)
        #expect(timeline.past.count == 1)
    }

    @Test func itRemembersSoManyChangesOnly() {
        var timeline = Timeline()
        for step in 1...(Timeline.limit + 5) { timeline.record(change(step - 1, step)) }
        #expect(timeline.past.count == Timeline.limit)
        #expect(value(timeline.past.first?.before) == "5")
    }
}
