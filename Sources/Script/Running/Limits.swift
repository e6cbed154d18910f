/// How much a run may use.
package struct Limits: Hashable, Sendable {
    /// Statements, loop turns and calls.
    package var steps: Int
    /// Calls inside calls.
    package var callDepth: Int
    /// Bytes held by the values of the language at one time.
    package var memory: Int
    /// Bytes held at one time by the images and tables that a run makes.
    package var images: Int

    package init(
        steps: Int = 100_000_000, callDepth: Int = 1000, memory: Int = 512 * 1024 * 1024,
        images: Int = 4 * 1024 * 1024 * 1024
    ) {
        self.steps = steps
        self.callDepth = callDepth
        self.memory = memory
        self.images = images
    }
}
