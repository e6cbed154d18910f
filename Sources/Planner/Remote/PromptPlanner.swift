/// Whoever turns prompts into plans: the built-in model, or a server.
package protocol PromptPlanner: Sendable {
    /// Plans one prompt.
    ///
    /// - Parameter isCancelled: asked again and again.
    /// - Throws: `LanguageModelError.cancelled` when the caller asked to stop; of a server also
    ///   `RemotePlannerError`.
    func plan(
        _ prompt: String, context: PlanningContext, isCancelled: () -> Bool
    ) throws -> Plan
}

extension Planner: PromptPlanner {}
