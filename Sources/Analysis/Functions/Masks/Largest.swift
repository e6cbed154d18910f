import Script
import Volumes

/// `largest(mask, connectivity=26)`.
enum Largest: BuiltIn {
    static let signature = Signature(
        name: "largest",
        summary: "The largest connected piece of a mask.",
        parameters: [
            Parameter("mask", .mask, "the mask"),
            Parameter(
                "connectivity", .int,
                "neighbours that count: 6 (faces), 18 (edges) or 26 (corners)",
                defaultValue: .int(26)),
        ],
        result: .mask,
        resultSummary: "the piece, on the mask's grid; empty for an empty mask",
        examples: [
            "show(t1, mask=largest(segment(t1, \"hippocampus\")))",
            """
            whole = segment(t1, "hippocampus")
            stray = whole & ~largest(whole)
            report("outside the largest piece", volume_ml(stray), "mL")
            """,
        ])

    static let details = [
        "Voxels are connected when they touch across a face (6), also across an edge (18), or "
            + "also across a corner (26, as in scikit-image; SciPy and SimpleITK take 6 unless told "
            + "otherwise).",
        "Among pieces of one size, it is the one whose first voxel comes first in the file.",
        "Errors: another connectivity.",
    ]

    static func call(_ arguments: Arguments, _ binding: AnalysisBinding) throws -> Value {
        let value = try arguments.mask(named: "mask")
        let connectivity = try arguments.connectivity(named: "connectivity")
        let pieces = MaskPieces(of: value.mask, connectivity: connectivity)
        return value.derived(pieces.largest(1), "largest(\(value.name))")
    }
}
