/// Makes the text a user reads of a diagnostic: cause, place, excerpt with a caret range, hint.
package enum DiagnosticRenderer {
    package static func render(
        _ diagnostics: [Diagnostic], source: Source, colored: Bool
    ) -> String {
        ""
    }

    package static func render(
        _ diagnostic: Diagnostic, source: Source, colored: Bool
    ) -> String {
        ""
    }

    /// A failed run: its diagnostic and the calls that led there.
    package static func render(_ failure: RuntimeFailure, colored: Bool) -> String {
        ""
    }
}
