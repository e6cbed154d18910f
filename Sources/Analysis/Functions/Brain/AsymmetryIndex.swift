import Script

/// `asymmetry_index(left, right)`.
enum AsymmetryIndex: BuiltIn {
    static let signature = Signature(
        name: "asymmetry_index",
        summary: "How much two sides differ.",
        parameters: [
            Parameter(
                "left", [.number, .mask], "the left side: an amount, or a mask for its volume"),
            Parameter("right", [.number, .mask], "the right side, in the same unit"),
        ],
        result: .float,
        resultSummary: "above 0 where the left is larger",
        resultUnit: "%",
        examples: [
            """
            left = segment(t1, "left hippocampus")
            right = segment(t1, "right hippocampus")
            report("asymmetry", asymmetry_index(left, right), "%")
            """,
            """
            left = mean(t1, segment(t1, "left thalamus"))
            right = mean(t1, segment(t1, "right thalamus"))
            report("asymmetry of intensity", asymmetry_index(left, right), "%")
            """,
        ])

    static let details = [
        "100 · (left − right) / ((left + right) / 2): the difference in percent of the mean "
            + "of both sides. Some studies (ENIGMA among them) divide by the sum instead, which "
            + "gives half as much.",
        "Masks count by their volumes and may lie on different grids.",
        "Errors: two sides whose sum is zero, such as two empty masks.",
    ]

    static func call(_ arguments: Arguments, _ binding: AnalysisBinding) throws -> Value {
        let (left, right) = (
            try arguments.amount(named: "left"), try arguments.amount(named: "right")
        )
        return .float(try arguments.percentage(left - right, of: (left + right) / 2))
    }
}
