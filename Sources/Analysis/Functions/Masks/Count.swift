import Script
import Volumes

/// `count(mask, connectivity=26)`.
enum Count: BuiltIn {
    static let signature = Signature(
        name: "count",
        summary: "How many connected pieces a mask has.",
        parameters: [
            Parameter("mask", .mask, "the mask"),
            Parameter(
                "connectivity", .int,
                "neighbours that count: 6 (faces), 18 (edges) or 26 (corners)",
                defaultValue: .int(26)),
        ],
        result: .int,
        resultSummary: "the number of pieces; 0 for an empty mask",
        examples: [
            "report(\"pieces\", count(segment(t1, \"hippocampus\")))",
            """
            bright = t1 > 50
            report("bright spots", count(bright, connectivity=6))
            """,
        ])

    static let details = [
        "Voxels are connected when they touch across a face (6), also across an edge (18), or "
            + "also across a corner (26, as in scikit-image; SciPy and SimpleITK take 6 unless told "
            + "otherwise).",
        "Errors: another connectivity.",
    ]

    static func call(_ arguments: Arguments, _ binding: AnalysisBinding) throws -> Value {
        let mask = try arguments.mask(named: "mask").mask
        let connectivity = try arguments.connectivity(named: "connectivity")
        return .int(MaskPieces(of: mask, connectivity: connectivity).count)
    }
}
