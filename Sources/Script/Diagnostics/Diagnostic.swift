/// One message about a program: what is wrong, where, and what to do.
package struct Diagnostic: Hashable, Sendable {
    package enum Severity: String, Hashable, Sendable {
        case error, warning, note
    }

    package let severity: Severity
    /// One line, without a full stop.
    package let message: String
    package let span: SourceSpan
    /// What to do about it; nil where the message says it.
    package let hint: String?
    /// A stable name for the sort of message ("undefined-name"), for tools and tests.
    package let identifier: String

    package init(
        severity: Severity, message: String, span: SourceSpan, hint: String? = nil,
        identifier: String
    ) {
        self.severity = severity
        self.message = message
        self.span = span
        self.hint = hint
        self.identifier = identifier
    }
}

extension [Diagnostic] {
    package var hasErrors: Bool { contains { $0.severity == .error } }
}
