import Script

/// `maximum(scan, mask)`.
enum Maximum: BuiltIn {
    static let signature = Signature(
        name: "maximum",
        summary: "Largest intensity in a mask.",
        parameters: [
            Parameter("scan", .volume, "the scan"),
            Parameter("mask", .mask, "the voxels that count; on the scan's grid"),
        ],
        result: .float,
        resultSummary: "the largest of the scan's intensities, in the scan's own unit",
        examples: [
            "report(\"brightest voxel of the thalamus\", maximum(t1, segment(t1, \"thalamus\")))",
            """
            left = maximum(t1, segment(t1, "left hippocampus"))
            right = maximum(t1, segment(t1, "right hippocampus"))
            report("the left one holds the brighter voxel", left > right)
            """,
        ])

    static let details = [
        "One voxel decides; `percentile(scan, mask, 99)` is steadier against noise. Of numbers, "
            + "Python's `max` gives the largest.",
        "Errors: an empty mask, a mask on another grid, a voxel inside that is NaN or infinite.",
    ]

    static func call(_ arguments: Arguments, _ binding: AnalysisBinding) throws -> Value {
        .float(Double(try arguments.intensities().maximum))
    }
}
