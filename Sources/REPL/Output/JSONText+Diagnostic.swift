import Script

extension JSONText {
    /// A message about a program: `severity`, `identifier`, `message`, `hint`, and the span from
    /// `start` to `end`, each with `line` and `column` (from 1, in characters) and `offset` (from 0,
    /// in bytes).
    init(_ diagnostic: Diagnostic) {
        self = .object([
            .init(name: "severity", value: .string(diagnostic.severity.rawValue)),
            .init(name: "identifier", value: .string(diagnostic.identifier)),
            .init(name: "message", value: .string(diagnostic.message)),
            .init(name: "hint", value: .optional(diagnostic.hint)),
            .init(name: "start", value: JSONText(diagnostic.span.start)),
            .init(name: "end", value: JSONText(diagnostic.span.end)),
        ])
    }

    private init(_ position: SourcePosition) {
        self = .object([
            .init(name: "line", value: .number(Double(position.line))),
            .init(name: "column", value: .number(Double(position.column))),
            .init(name: "offset", value: .number(Double(position.offset))),
        ])
    }
}
