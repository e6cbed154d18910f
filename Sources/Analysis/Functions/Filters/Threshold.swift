import Script

/// `threshold(scan, low=None, high=None, above=None, below=None)`.
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
            Parameter(
                "above", [.number, .none], "inside is what is brighter; None for no bound",
                defaultValue: .nothing),
            Parameter(
                "below", [.number, .none], "inside is what is darker; None for no bound",
                defaultValue: .nothing),
        ],
        result: .mask,
        resultSummary: "the voxels with low ≤ intensity ≤ high, above < intensity < below",
        examples: [
            """
            white = segment(t1, "cerebral white matter")
            bright = threshold(t1, above=percentile(t1, white, 95))
            report("bright voxels", volume_ml(bright), "mL")
            """,
            "show(t1, mask=threshold(t1, 20, 80))",
        ])

    static let details = [
        "`low` and `high` belong to the range, so that `threshold(t1, 20, 80)` is "
            + "`(t1 >= 20) & (t1 <= 80)`; `above` and `below` do not, so that "
            + "`threshold(t1, above=20)` is `t1 > 20`. A voxel that is NaN is outside; an infinite one is inside "
            + "where its side has no bound.",
        "Errors: no bound, a lower one above an upper one, a bound that is NaN or infinite.",
    ]

    static func call(_ arguments: Arguments, _ binding: AnalysisBinding) throws -> Value {
        let scan = try arguments.scan(named: "scan")
        let above = try arguments.optionalFinite(named: "above")
        let below = try arguments.optionalFinite(named: "below")
        let bounds = try arguments.bounds(above: above, below: below)
        // What lies beyond a number begins with the next one.
        let lower = max(bounds.lowerBound, above?.nextUp ?? -.infinity)
        let upper = min(bounds.upperBound, below?.nextDown ?? .infinity)
        let mask = scan.volume.mask { lower <= $0 && $0 <= upper }
        let name = ScanValue.shortened("\(signature.name)(\(scan.name))")
        return .object(MaskValue(computed: mask, name: name, scan: scan))
    }
}
