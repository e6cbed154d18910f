import Script

/// `percent_change(before, after)`.
enum PercentChange: BuiltIn {
    static let signature = Signature(
        name: "percent_change",
        summary: "Change in percent of the earlier amount.",
        parameters: [
            Parameter("before", [.number, .mask], "the earlier amount, or a mask for its volume"),
            Parameter("after", [.number, .mask], "the later amount, in the same unit"),
        ],
        result: .float,
        resultSummary: "below 0 for a loss",
        resultUnit: "%",
        examples: [
            "report(\"change\", percent_change(4.1, 3.9), \"%\")",
            """
            left = segment(t1, "left hippocampus")
            report("both against left", percent_change(left, segment(t1, "hippocampus")), "%")
            """,
        ])

    static let details = [
        "100 · (after − before) / before. Masks count by their volumes and may lie on "
            + "different grids.",
        "Errors: an earlier amount of zero, such as an empty mask.",
    ]

    static func call(_ arguments: Arguments, _ binding: AnalysisBinding) throws -> Value {
        let (before, after) = (
            try arguments.amount(named: "before"), try arguments.amount(named: "after")
        )
        return .float(try arguments.percentage(after - before, of: before))
    }
}
