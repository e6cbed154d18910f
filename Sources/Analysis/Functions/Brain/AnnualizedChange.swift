import Script

/// `annualized_change(before, after, years)`.
enum AnnualizedChange: BuiltIn {
    static let signature = Signature(
        name: "annualized_change",
        summary: "Change in percent of the earlier amount, for one year.",
        parameters: [
            Parameter("before", [.number, .mask], "the earlier amount, or a mask for its volume"),
            Parameter("after", [.number, .mask], "the later amount, in the same unit"),
            Parameter("years", .number, "the time between both, above 0", unit: "years"),
        ],
        result: .float,
        resultSummary: "below 0 for a loss",
        resultUnit: "% per year",
        examples: [
            "report(\"atrophy\", annualized_change(4.1, 3.9, 1.5), \"% per year\")",
            """
            left = segment(t1, "left hippocampus")
            right = segment(t1, "right hippocampus")
            report("as if a year had passed", annualized_change(left, right, 1), "% per year")
            """,
        ])

    static let details = [
        "percent_change divided by the years, so that a loss of 2 % in half a year is one "
            + "of 4 % a year: the linear rate that FreeSurfer's longitudinal stream calls pc1, "
            + "not a compound one.",
        "Errors: an earlier amount of zero, a time that is not above 0.",
    ]

    static func call(_ arguments: Arguments, _ binding: AnalysisBinding) throws -> Value {
        let years = try arguments.number(
            named: "years", in: Double.leastNonzeroMagnitude...Double.greatestFiniteMagnitude,
            words: "a time above 0 years")
        let (before, after) = (
            try arguments.amount(named: "before"), try arguments.amount(named: "after")
        )
        return .float(try arguments.percentage(after - before, of: before) / years)
    }
}
