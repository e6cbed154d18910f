import Script

/// `mean(scan, mask)`.
enum Mean: BuiltIn {
    static let signature = Signature(
        name: "mean",
        summary: "Mean intensity of a scan in a mask.",
        parameters: [
            Parameter("scan", .volume, "the scan"),
            Parameter("mask", .mask, "where to average; on the scan's grid"),
        ],
        result: .float,
        resultSummary: "the mean of the scan's intensities, in the scan's own unit",
        examples: [
            "report(\"mean in the thalamus\", mean(t1, segment(t1, \"thalamus\")))",
            """
            grey = mean(t1, segment(t1, "cerebral cortex"))
            white = mean(t1, segment(t1, "cerebral white matter"))
            report("grey to white ratio", grey / white)
            """,
        ])

    static let details = [
        "The arithmetic mean over the voxels inside, summed in double precision; every voxel "
            + "counts once.",
        "Errors: an empty mask (a mean of nothing is undefined), a mask on another grid, a voxel "
            + "inside that is NaN or infinite.",
    ]

    static func call(_ arguments: Arguments, _ binding: AnalysisBinding) throws -> Value {
        .float(try arguments.intensities().mean)
    }
}
