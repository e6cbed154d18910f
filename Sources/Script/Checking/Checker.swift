/// Finds mistakes before anything is computed, and tells which calls will run the network.
package struct Checker {
    let functions: [String: Signature]
    let globals: [String: Kind]
    let phrases: (any PhraseResolver)?

    /// - Parameters:
    ///   - functions: The host's functions by name.
    ///   - globals: The names the workspace holds, with their kinds.
    ///   - phrases: Who resolves anatomy phrases; nil accepts every phrase.
    package init(
        functions: [String: Signature], globals: [String: Kind],
        phrases: (any PhraseResolver)?
    ) {
        self.functions = functions
        self.globals = globals
        self.phrases = phrases
    }

    package func check(_ program: Program) -> CheckResult {
        let walker = CheckWalker(self, program)
        walker.walk()
        return walker.result
    }

    /// Parses and checks in one go.
    package func check(_ source: Source) -> (program: Program, result: CheckResult) {
        let (program, diagnostics) = Parser.parse(source)
        if diagnostics.hasErrors {
            return (
                program,
                CheckResult(diagnostics: diagnostics, networkCalls: [], readings: [])
            )
        }
        let result = check(program)
        return (
            program,
            CheckResult(
                diagnostics: diagnostics + result.diagnostics, networkCalls: result.networkCalls,
                readings: result.readings)
        )
    }
}
