import Script

/// `std(scan, mask)`.
enum StandardDeviation: BuiltIn {
    static let signature = Signature(
        name: "std",
        summary: "Standard deviation of the intensities in a mask.",
        parameters: [
            Parameter("scan", .volume, "the scan"),
            Parameter("mask", .mask, "the voxels that count; on the scan's grid"),
        ],
        result: .float,
        resultSummary: "the standard deviation, in the scan's own unit; 0.0 for a single voxel",
        examples: [
            "report(\"spread in the thalamus\", std(t1, segment(t1, \"thalamus\")))",
            """
            white = segment(t1, "cerebral white matter")
            report("coefficient of variation", 100 * std(t1, white) / mean(t1, white), "%")
            """,
        ])

    static let details = [
        "The root of the mean square distance from the mean: the population's, divided by the number "
            + "of voxels, as NumPy's `std` is; in double precision.",
        "Errors: an empty mask, a mask on another grid, a voxel inside that is NaN or infinite.",
    ]

    static func call(_ arguments: Arguments, _ binding: AnalysisBinding) throws -> Value {
        .float(try arguments.intensities().standardDeviation)
    }
}
