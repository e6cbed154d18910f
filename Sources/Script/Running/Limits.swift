/// How much a run may use.
package struct Limits: Hashable, Sendable {
    /// Statements, loop turns and calls.
    package var steps: Int
    /// Calls inside calls.
    package var callDepth: Int
    /// Bytes held by the values of the language at one time.
    package var memory: Int

    package init(
        steps: Int = 100_000_000, callDepth: Int = 1000, memory: Int = 512 * 1024 * 1024
    ) {
        self.steps = steps
        self.callDepth = callDepth
        self.memory = memory
    }
}
