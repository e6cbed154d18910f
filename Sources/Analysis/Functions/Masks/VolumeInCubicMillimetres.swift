import Script

/// `volume_mm3(mask)`.
enum VolumeInCubicMillimetres: BuiltIn {
    static let signature = Signature(
        name: "volume_mm3",
        summary: "Volume of a mask in cubic millimetres.",
        parameters: [
            Parameter("mask", .mask, "the mask")
        ],
        result: .float,
        resultSummary: "the volume; 0.0 for an empty mask",
        resultUnit: "mm³",
        examples: [
            "report(\"left hippocampus\", volume_mm3(segment(t1, \"left hippocampus\")), \"mm³\")",
            """
            both = segment(t1, "hippocampus")
            report("mean of both sides", volume_mm3(both) / 2, "mm³")
            """,
        ])

    static let details = [
        "Number of voxels × |determinant of the affine|, as volume_ml: 1 mL is 1000 mm³. No "
            + "voxel is counted in part.",
        "An empty mask has the volume 0.0; this is no error.",
    ]

    static func call(_ arguments: Arguments, _ binding: AnalysisBinding) throws -> Value {
        let mask = try arguments.mask(named: "mask").mask
        return .float(Double(mask.count) * mask.geometry.voxelVolume)
    }
}
