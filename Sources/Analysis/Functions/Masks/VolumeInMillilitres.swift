import Script

/// `volume_ml(mask)`.
enum VolumeInMillilitres: BuiltIn {
    static let signature = Signature(
        name: "volume_ml",
        summary: "Volume of a mask in millilitres.",
        parameters: [Parameter("mask", .mask, "the mask")],
        result: .float,
        resultSummary: "the volume; 0.0 for an empty mask",
        resultUnit: "mL",
        examples: [
            "report(\"left hippocampus\", volume_ml(segment(t1, \"left hippocampus\")), \"mL\")",
            """
            left = volume_ml(segment(t1, "left hippocampus"))
            right = volume_ml(segment(t1, "right hippocampus"))
            report("asymmetry", 100 * (left - right) / (left + right), "%")
            """,
        ])

    static let details = [
        "Number of voxels × |determinant of the affine| / 1000 (1 mL = 1000 mm³), so that it is "
            + "right for oblique and sheared grids too. No voxel is counted in part.",
        "An empty mask has the volume 0.0; this is no error.",
    ]

    static func call(_ arguments: Arguments, _ binding: AnalysisBinding) throws -> Value {
        .float(try arguments.mask(named: "mask").mask.volumeInMillilitres)
    }
}
