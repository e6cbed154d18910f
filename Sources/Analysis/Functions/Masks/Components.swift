import Script
import Volumes

/// `components(mask, connectivity=26)`.
enum Components: BuiltIn {
    static let signature = Signature(
        name: "components",
        summary: "Numbers the connected pieces of a mask.",
        parameters: [
            Parameter("mask", .mask, "the mask"),
            Parameter(
                "connectivity", .int,
                "neighbours that count: 6 (faces), 18 (edges) or 26 (corners)",
                defaultValue: .int(26)),
        ],
        result: .labelMap,
        resultSummary: "a label map: 1 for the largest piece, 2 for the next, 0 outside",
        examples: [
            """
            pieces = components(segment(t1, "hippocampus"))
            report("second piece", volume_ml(pieces == 2), "mL")
            """,
            "save(components(segment(t1, \"hippocampus\"), connectivity=6), \"pieces.nii.gz\")",
        ])

    static let details = [
        "Voxels are connected when they touch across a face (6), also across an edge (18), or "
            + "also across a corner (26, as in scikit-image; SciPy and SimpleITK take 6 unless told "
            + "otherwise).",
        "Among pieces of one size, the one whose first voxel comes first in the file has the "
            + "lower number. An empty mask gives a map of zeros.",
        "Errors: another connectivity.",
    ]

    static func call(_ arguments: Arguments, _ binding: AnalysisBinding) throws -> Value {
        let value = try arguments.mask(named: "mask")
        let connectivity = try arguments.connectivity(named: "connectivity")
        let pieces = MaskPieces(of: value.mask, connectivity: connectivity)
        return .object(
            LabelMapValue(
                pieces.labelMap(), name: ScanValue.shortened("components(\(value.name))")))
    }
}
