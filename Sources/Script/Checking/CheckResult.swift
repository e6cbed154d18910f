/// What the checker found out about a program before it runs.
package struct CheckResult: Sendable {
    /// In the order of the program.
    package let diagnostics: [Diagnostic]
    /// The calls that will run the vision network, in the order of the program.
    package let networkCalls: [NetworkCall]
    /// The phrases that were understood without being known names.
    package let readings: [Reading]

    package var isRunnable: Bool { !diagnostics.hasErrors }
}

/// A call that runs the vision network when its line runs.
package struct NetworkCall: Hashable, Sendable {
    package let function: String
    /// Names of the workspace scans that reach the call, sorted; empty where it cannot be told.
    package let scans: [String]
    /// The canonical names of the phrases that reach the call.
    package let phrases: [String]
    package let span: SourceSpan
    /// Whether the call stands in a loop or function, so that it may run more than once.
    package let repeats: Bool
}

/// A phrase that is no known name but was understood.
package struct Reading: Hashable, Sendable {
    package let phrase: String
    package let canonical: String
    /// Between 0 and 1.
    package let confidence: Double
    package let span: SourceSpan
}
