import Planner
import Session

/// The states that `:undo` and `:redo` go between.
///
/// Values of the workspace are shared, not copied, so that a state costs only what later steps
/// replaced.
struct Timeline {
    /// What undoing brings back.
    struct State {
        var workspace: Workspace
        /// The conversation.
        var earlier: [PlanningContext.Turn]
    }

    /// One step back or forth.
    struct Change {
        let before: State
        let after: State
        /// What it did, in the user's words: a prompt, a command.
        let title: String
        /// Its number in the session file; nil for what is no step there, such as loading.
        let step: Int?
        /// Files that it wrote; they stay.
        let saved: [String]
    }

    /// Changes that are remembered.
    static let limit = 100

    private(set) var past: [Change] = []
    private(set) var future: [Change] = []

    /// Every workspace that can be brought back.
    var workspaces: [Workspace] {
        (past + future).flatMap { [$0.before.workspace, $0.after.workspace] }
    }

    /// Adds a change; what was undone before cannot be brought back any more.
    mutating func record(_ change: Change) {
        past.append(change)
        if past.count > Self.limit { past.removeFirst() }
        future = []
    }

    /// Takes back the latest change; nil when there is none.
    mutating func undo() -> Change? {
        guard let change = past.popLast() else { return nil }
        future.append(change)
        return change
    }

    /// Brings back what was undone last; nil when there is nothing.
    mutating func redo() -> Change? {
        guard let change = future.popLast() else { return nil }
        past.append(change)
        return change
    }
}
