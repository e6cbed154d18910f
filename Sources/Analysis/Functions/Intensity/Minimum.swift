import Script

/// `minimum(scan, mask)`.
enum Minimum: BuiltIn {
    static let signature = Signature(
        name: "minimum",
        summary: "Smallest intensity in a mask.",
        parameters: [
            Parameter("scan", .volume, "the scan"),
            Parameter("mask", .mask, "the voxels that count; on the scan's grid"),
        ],
        result: .float,
        resultSummary: "the smallest of the scan's intensities, in the scan's own unit",
        examples: [
            "report(\"darkest voxel of the thalamus\", minimum(t1, segment(t1, \"thalamus\")))",
            """
            white = segment(t1, "cerebral white matter")
            report("range", maximum(t1, white) - minimum(t1, white))
            """,
        ])

    static let details = [
        "One voxel decides; `percentile(scan, mask, 1)` is steadier against noise. Of numbers, "
            + "Python's `min` gives the smallest.",
        "Errors: an empty mask, a mask on another grid, a voxel inside that is NaN or infinite.",
    ]

    static func call(_ arguments: Arguments, _ binding: AnalysisBinding) throws -> Value {
        .float(Double(try arguments.intensities().minimum))
    }
}
