import Script

/// `voxels(mask)`.
enum Voxels: BuiltIn {
    static let signature = Signature(
        name: "voxels",
        summary: "How many voxels a mask has.",
        parameters: [Parameter("mask", .mask, "the mask")],
        result: .int,
        resultSummary: "the number of voxels; 0 for an empty mask",
        examples: [
            "report(\"voxels\", voxels(segment(t1, \"left hippocampus\")))",
            """
            bright = t1 > 50
            report("bright voxels", voxels(bright))
            """,
        ])

    static let details = [
        "Voxels of the mask's own grid: the same structure has more of them in a finer scan. Its size "
            + "is `volume_ml`."
    ]

    static func call(_ arguments: Arguments, _ binding: AnalysisBinding) throws -> Value {
        .int(try arguments.mask(named: "mask").mask.count)
    }
}
