import Script

/// `threshold(scan, low=None, high=None)`.
enum Threshold: BuiltIn {
    static let signature = Signature(
        name: "threshold",
        summary: "The mask of the voxels between two intensities.",
        parameters: [
            Parameter("scan", .volume, "the scan"),
            Parameter(
                "low", [.number, .none], "the smallest intensity inside; None for no bound",
                defaultValue: .nothing),
            Parameter(
                "high", [.number, .none], "the largest intensity inside; None for no bound",
                defaultValue: .nothing),
        ],
        result: .mask,
        resultSummary: "the voxels with low ≤ intensity ≤ high",
        examples: [
            """
            white = segment(t1, "cerebral white matter")
            bright = threshold(t1, low=percentile(t1, white, 95))
            report("bright voxels", volume_ml(bright), "mL")
            """,
            "show(t1, mask=threshold(t1, 20, 80))",
        ])

    static let details = [
        "Both bounds belong to the range, so that `threshold(t1, 20, 80)` is "
            + "`(t1 >= 20) & (t1 <= 80)`. A voxel that is NaN is outside; an infinite one is inside "
            + "where its side has no bound.",
        "Errors: neither bound, low above high, a bound that is NaN or infinite.",
    ]

    static func call(_ arguments: Arguments, _ binding: AnalysisBinding) throws -> Value {
        let scan = try arguments.scan(named: "scan")
        let bounds = try arguments.bounds()
        let mask = scan.volume.mask { bounds.contains($0) }
        let name = ScanValue.shortened("\(signature.name)(\(scan.name))")
        return .object(MaskValue(computed: mask, name: name, scan: scan))
    }
}
