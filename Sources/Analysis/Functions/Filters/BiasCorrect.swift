import Script
import Volumes

/// `bias_correct(image)`.
enum BiasCorrect: BuiltIn {
    static let signature = Signature(
        name: "bias_correct",
        summary: "Evens out the shading of a scan.",
        parameters: [Parameter("image", .volume, "the scan; MR, without negative values")],
        result: .volume,
        resultSummary: "the scan divided by the smooth field, on the same grid",
        examples: [
            "show(bias_correct(t1))",
            """
            even = bias_correct(t1)
            report("spread of white matter", std(even, segment(t1, "white matter")))
            """,
        ])

    static let details: [String] = []

    static func call(_ arguments: Arguments, _ binding: AnalysisBinding) throws -> Value {
        throw AnalysisError.cancelled
    }
}
