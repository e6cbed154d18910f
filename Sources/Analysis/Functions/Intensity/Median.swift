import Script

/// `median(scan, mask)`.
enum Median: BuiltIn {
    static let signature = Signature(
        name: "median",
        summary: "Median intensity of a scan in a mask.",
        parameters: [
            Parameter("scan", .volume, "the scan"),
            Parameter("mask", .mask, "the voxels that count; on the scan's grid"),
        ],
        result: .float,
        resultSummary: "the median of the scan's intensities, in the scan's own unit",
        examples: [
            "report(\"median in the thalamus\", median(t1, segment(t1, \"thalamus\")))",
            """
            grey = segment(t1, "cerebral cortex")
            report("skew of the grey matter", mean(t1, grey) - median(t1, grey))
            """,
        ])

    static let details = [
        "The middle value; the mean of the two middle ones where their number is even, as NumPy's "
            + "`median` gives it. It does not follow a few bright or dark voxels, as the mean does.",
        "Errors: an empty mask, a mask on another grid, a voxel inside that is NaN or infinite.",
    ]

    static func call(_ arguments: Arguments, _ binding: AnalysisBinding) throws -> Value {
        .float(try arguments.intensities().quantile(0.5))
    }
}
