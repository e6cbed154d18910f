import Script

/// `invert(transform)`.
enum Invert: BuiltIn {
    static let signature = Signature(
        name: "invert",
        summary: "Turns a transform round.",
        parameters: [.transform],
        result: .transform,
        resultSummary: "the way from the fixed scan back to the moving one, onto its grid",
        examples: [
            """
            there = register(t2, t1)
            show(apply(invert(there), t1))
            """,
            """
            back = invert(register(t2, t1))
            report("volume factor of the way back", jacobian(back))
            """,
        ])

    static let details = [
        "Exact, without a new search: the two scans exchange their parts. Nothing is looked up "
            + "twice, so invert first rather than apply twice."
    ]

    static func call(_ arguments: Arguments, _ binding: AnalysisBinding) throws -> Value {
        .object(try arguments.transform().inverse)
    }
}
