import Script

/// `percentile(scan, mask, percent)`.
enum Percentile: BuiltIn {
    static let signature = Signature(
        name: "percentile",
        summary: "Intensity below which a share of a mask lies.",
        parameters: [
            Parameter("scan", .volume, "the scan"),
            Parameter("mask", .mask, "the voxels that count; on the scan's grid"),
            Parameter("percent", .number, "the share, 0 to 100", unit: "%"),
        ],
        result: .float,
        resultSummary: "the percentile of the scan's intensities, in the scan's own unit",
        examples: [
            "report(\"95th percentile\", percentile(t1, segment(t1, \"thalamus\"), 95))",
            """
            white = segment(t1, "cerebral white matter")
            spread = percentile(t1, white, 75) - percentile(t1, white, 25)
            report("interquartile range", spread)
            """,
        ])

    static let details = [
        "Between neighbouring values a straight line is drawn (Hyndman and Fan 1996, definition 7), as "
            + "NumPy's `percentile` does: 0 gives the minimum, 50 the median, 100 the maximum.",
        "Errors: an empty mask, a mask on another grid, a voxel inside that is NaN or infinite, "
            + "a percent outside 0 to 100.",
    ]

    static func call(_ arguments: Arguments, _ binding: AnalysisBinding) throws -> Value {
        let percent = try arguments.number(named: "percent", in: 0...100, unit: "percent")
        return .float(try arguments.intensities().quantile(percent / 100))
    }
}
