import Foundation
import Session
import Terminal

extension InteractiveSession {
    var state: Timeline.State {
        get { Timeline.State(workspace: workspace, earlier: earlier) }
        set {
            workspace = newValue.workspace
            earlier = newValue.earlier
        }
    }

    /// Remembers what a step or command changed.
    func remember(
        _ title: String, before: Timeline.State, step: Int? = nil, saved: [String] = []
    ) {
        timeline.record(
            Timeline.Change(before: before, after: state, title: title, step: step, saved: saved))
        keepWithinBudget()
    }

    /// Sends images that were not used for long to disk, where there are too many.
    private func keepWithinBudget() {
        guard let budget else { return }
        do {
            try budget.enforce(on: [workspace] + timeline.workspaces)
        } catch {
            // Said once: nothing changes about it until the next start.
            console.warn("\(error)")
            self.budget = nil
        }
    }

    /// `:undo` and `:redo`: workspace and conversation as they were; files stay.
    func travel(_ direction: TravelDirection, count: Int) {
        var changes: [Timeline.Change] = []
        while changes.count < count {
            let next = direction == .back ? timeline.undo() : timeline.redo()
            guard let change = next else { break }
            state = direction == .back ? change.before : change.after
            changes.append(change)
        }
        guard !changes.isEmpty else {
            fail(direction == .back ? "There is nothing to undo." : "There is nothing to redo.")
            return
        }
        let word = direction == .back ? "Undone" : "Redone"
        for change in changes {
            let number = change.step.map { "step \($0), " } ?? ""
            console.say(StyledText("\(word): ", .success) + StyledText(number + change.title))
        }
        if changes.count < count {
            let rest = direction == .back ? "before that" : "after that"
            console.say("There is nothing \(rest).", .hint)
        }
        let saved = changes.flatMap(\.saved)
        if direction == .back, !saved.isEmpty {
            console.note("files stay as they were written: \(saved.joined(separator: ", "))")
        }
        let steps = changes.compactMap(\.step).sorted()
        guard !steps.isEmpty else { return }
        var record = StepRecord(number: 0, status: .undone)
        if direction == .back { record.undone = steps } else { record.redone = steps }
        keeper.append(record)
    }
}

enum TravelDirection: Hashable {
    case back, forth
}
