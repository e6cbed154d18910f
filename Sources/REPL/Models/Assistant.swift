import Analysis
import Planner
import Script
import Session

/// Turns prompts into plans for a workspace.
struct Assistant {
    let models: Models

    /// Plans a prompt; one that is a program itself stands as it is, and no model reads it.
    ///
    /// - Parameters:
    ///   - earlier: The turns of this conversation that ran, oldest first.
    ///   - isCancelled: Asked all the time; then `LanguageModelError.cancelled` is thrown.
    ///   - mayUseBuiltInModel: Asked when a server that shall plan is at fault; where the answer is
    ///     no, its error is thrown.
    func plan(
        _ prompt: String, in workspace: Workspace, earlier: [PlanningContext.Turn],
        isRevision: Bool = false, isCancelled: () -> Bool = { false },
        mayUseBuiltInModel: (RemotePlannerError) throws -> Bool = { _ in false }
    ) throws -> Plan {
        if let typed = TypedProgram(prompt) {
            return Plan(
                prompt: prompt, outcome: .program(code: typed.code, confidence: 1, readings: []))
        }
        let context = Self.context(
            of: workspace, earlier: earlier, isRevision: isRevision)
        if let server = models.remotePlanner(in: workspace) {
            do {
                return try server.plan(prompt, context: context, isCancelled: isCancelled)
            } catch let error as RemotePlannerError {
                guard try mayUseBuiltInModel(error) else { throw error }
            }
        }
        return try models.planner(in: workspace).plan(
            prompt, context: context, isCancelled: isCancelled)
    }

    static func context(
        of workspace: Workspace, earlier: [PlanningContext.Turn], isRevision: Bool = false
    ) -> PlanningContext {
        PlanningContext(
            items: workspace.entries.compactMap(item), earlier: earlier, isRevision: isRevision)
    }

    private static func item(_ entry: Workspace.Entry) -> PlanningContext.Item? {
        let unusable: Kind = [.none, .function, .iterator, .error]
        guard unusable.isDisjoint(with: entry.kind) else { return nil }
        var details = ""
        var kind = entry.kind
        if case .object(let mask as MaskValue) = entry.value { details = mask.name }
        // To the planner a label map that was loaded under a scan's name is that scan.
        if case .labels = entry.provenance { kind = .volume }
        return PlanningContext.Item(
            name: entry.name, kind: kind, details: details,
            isDerived: entry.provenance.isStep,
            holdsNumbers: holdsNumbers(entry.value))
    }

    /// Whether a value is a dict of numbers by texts.
    private static func holdsNumbers(_ value: Value) -> Bool {
        guard case .dict(let dict) = value else { return false }
        let numbers: Kind = [.int, .float]
        let pairs = dict.table.pairs
        return !pairs.isEmpty
            && pairs.allSatisfy {
                $0.key.kind == .string && numbers.isSuperset(of: $0.value.kind)
            }
    }
}
