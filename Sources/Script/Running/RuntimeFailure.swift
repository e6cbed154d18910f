/// A run that ended early: why, where, and through which calls.
package struct RuntimeFailure: Error, Sendable {
    package enum Reason: Hashable, Sendable {
        /// An error of the program.
        case error(ErrorName)
        /// The user asked to stop.
        case cancelled
        case stepLimit
        case memoryLimit
        /// The program has errors that the parser or checker reports; it did not start.
        case refused
    }

    /// A call that had not returned.
    package struct Call: Hashable, Sendable {
        /// The function called.
        package let function: String
        /// The call in `source`.
        package let span: SourceSpan
        package let source: Source
    }

    package let reason: Reason
    package let diagnostic: Diagnostic
    /// The text the diagnostic points into.
    package let source: Source
    /// The calls that led there, the outermost first.
    package let calls: [Call]
}

extension RuntimeFailure: CustomStringConvertible {
    package var description: String {
        DiagnosticRenderer.render(self, colored: false)
    }
}
