import Script

/// `jacobian(transform)`.
enum Jacobian: BuiltIn {
    static let signature = Signature(
        name: "jacobian",
        summary: "By how much a transform changes volumes.",
        parameters: [.transform],
        result: .float,
        resultSummary: "the factor; 1 for a rigid transform",
        examples: [
            "report(\"head size, t1 against t2\", jacobian(register(t2, t1, \"affine\")))",
            """
            there = register(t2, t1, "affine")
            brain = segment(t2, "brain")
            report("brain at the size of t1", volume_ml(brain) * jacobian(there), "mL")
            """,
        ])

    static let details = [
        "The determinant of the transform's linear part: what has 1 mL in the moving scan has so "
            + "many mL once it is carried to the fixed one. It is the same everywhere in the image, "
            + "since no transform here is bent."
    ]

    static func call(_ arguments: Arguments, _ binding: AnalysisBinding) throws -> Value {
        .float(try arguments.transform().factor)
    }
}
