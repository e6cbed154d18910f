import Script

/// `report(label, value, unit="")`.
enum Report: BuiltIn {
    static let signature = Signature(
        name: "report",
        summary: "Reports a result.",
        parameters: [
            Parameter("label", .string, "what the value is"),
            Parameter("value", [.number, .string], "a number, a truth value or a text"),
            Parameter("unit", .string, "the unit, e.g. \"mL\"", defaultValue: .text("")),
        ],
        result: .none,
        examples: [
            "report(\"left hippocampus\", volume_ml(segment(t1, \"left hippocampus\")), \"mL\")",
            """
            left = volume_ml(segment(t1, "left amygdala"))
            right = volume_ml(segment(t1, "right amygdala"))
            report("the left amygdala is smaller", left < right)
            """,
        ], effect: .reports)

    static let details = [
        "The value is kept with all its digits; only what is printed is rounded to four.",
        "Errors: a value that is no number, truth value or text; a number that is not finite; an "
            + "empty label.",
    ]

    static func call(_ arguments: Arguments, _ binding: AnalysisBinding) throws -> Value {
        let label = try arguments.string(named: "label")
        let unit = try arguments.string(named: "unit")
        guard label.contains(where: { !$0.isWhitespace }) else { throw AnalysisError.emptyLabel }
        let content: ReportedResult.Content
        switch arguments.value(named: "value") {
        case .bool(let truth): content = .bool(truth)
        case .int(let number): content = .int(number)
        case .float(let number):
            guard number.isFinite else { throw AnalysisError.notFinite(label: label) }
            content = .float(number)
        case .string(let text): content = .string(text.content)
        case let other: throw AnalysisError.notReportable(found: other.kind.description)
        }
        try binding.effects.report(ReportedResult(label: label, content: content, unit: unit))
        return .nothing
    }
}
