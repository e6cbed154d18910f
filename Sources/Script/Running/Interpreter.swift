/// Runs programs. The interpreter keeps nothing between runs.
package struct Interpreter: Sendable {
    let functions: [String: HostFunction]
    let limits: Limits
    let isCancelled: @Sendable () -> Bool
    let print: @Sendable (String) -> Void

    /// - Parameters:
    ///   - functions: The host's functions by name.
    ///   - isCancelled: Asked every few hundred steps.
    ///   - print: Gets every printed text, its line end included.
    package init(
        functions: [String: HostFunction], limits: Limits = Limits(),
        isCancelled: @escaping @Sendable () -> Bool = { false },
        print: @escaping @Sendable (String) -> Void
    ) {
        self.functions = functions
        self.limits = limits
        self.isCancelled = isCancelled
        self.print = print
    }

    /// Runs a parsed program on copies of `globals`, and gives the names and values it leaves:
    /// those it was given, those it changed and those it made.
    ///
    /// Blocks until the run has ended. Functions of the host run on the interpreter's own thread.
    ///
    /// - Throws: `RuntimeFailure`; `globals` and every list, dict and set in it are as before.
    package func run(
        _ program: Program, globals: [String: Value]
    ) throws -> [String: Value] {
        globals
    }
}
