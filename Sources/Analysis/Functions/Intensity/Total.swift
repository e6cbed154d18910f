import Script

/// `total(scan, mask)`.
enum Total: BuiltIn {
    static let signature = Signature(
        name: "total",
        summary: "Sum of the intensities in a mask.",
        parameters: [
            Parameter("scan", .volume, "the scan"),
            Parameter("mask", .mask, "the voxels that count; on the scan's grid"),
        ],
        result: .float,
        resultSummary:
            "the sum over the voxels inside, in the scan's own unit; 0.0 for an empty mask",
        examples: [
            "report(\"sum over the thalamus\", total(t1, segment(t1, \"thalamus\")))",
            """
            thalamus = segment(t1, "thalamus")
            report("signal times volume", mean(t1, thalamus) * volume_ml(thalamus))
            report("share of the scan", 100 * total(t1, thalamus) / total(t1, t1 > -1), "%")
            """,
        ])

    static let details = [
        "Summed in double precision; every voxel counts once, whatever its size: on another grid the "
            + "sum is another, while mean × volume stays. Of numbers, Python's `sum` gives it.",
        "An empty mask has the sum 0.0; this is no error. Errors: a mask on another grid, a voxel "
            + "inside that is NaN or infinite.",
    ]

    static func call(_ arguments: Arguments, _ binding: AnalysisBinding) throws -> Value {
        let mask = try arguments.mask(named: "mask")
        // The sum of nothing is 0, but grids that differ are an error of an empty mask too.
        guard mask.mask.count > 0 else {
            let scan = try arguments.scan(named: "scan")
            try GridCheck.require(
                scan.volume.geometry, scan.name, mask.mask.geometry, "the mask of \(mask.name)")
            return .float(0)
        }
        return .float(try arguments.intensities().sum)
    }
}
