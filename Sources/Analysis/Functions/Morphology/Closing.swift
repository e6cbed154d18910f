import Script
import Volumes

/// `closing(mask, radius_mm)`.
enum Closing: BuiltIn {
    static let signature = Signature(
        name: "closing",
        summary: "Closes the gaps of a mask that are narrower than a ball.",
        parameters: [
            Parameter("mask", .mask, "the mask"),
            BallOperation.radius,
        ],
        result: .mask,
        resultSummary: "the closed mask, on the same grid",
        examples: [
            "show(t1, mask=closing(segment(t1, \"hippocampus\"), 2))",
            """
            bright = t1 > 50
            report("with gaps closed", volume_ml(closing(bright, 2)), "mL")
            """,
        ])

    static let details = [
        "The mask dilated, then eroded by the same radius. The ball is one of distances "
            + "between the centres of voxels, equal to the exact Euclidean distance transform of "
            + "SciPy cut at the radius (to one part in a million), so that it is round on voxels of "
            + "any size; a radius below the smallest voxel changes nothing.",
        BallOperation.edge, BallOperation.errors,
    ]

    static func call(_ arguments: Arguments, _ binding: AnalysisBinding) throws -> Value {
        try BallOperation.result(arguments) { try $0.closed(by: $1, isCancelled: $2) }
    }
}
