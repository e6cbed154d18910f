import Script
import Volumes

/// `opening(mask, radius_mm)`.
enum Opening: BuiltIn {
    static let signature = Signature(
        name: "opening",
        summary: "Removes what is thinner than a ball from a mask.",
        parameters: [
            Parameter("mask", .mask, "the mask"),
            BallOperation.radius,
        ],
        result: .mask,
        resultSummary: "the opened mask, on the same grid; it may be empty",
        examples: [
            """
            bright = t1 > 50
            report("without thin parts", volume_ml(opening(bright, 1)), "mL")
            """,
            "show(t1, mask=opening(t1 > 50, 1.5))",
        ])

    static let details = [
        "The mask eroded, then dilated by the same radius. The ball is one of distances "
            + "between the centres of voxels, equal to the exact Euclidean distance transform of "
            + "SciPy cut at the radius (to one part in a million), so that it is round on voxels of "
            + "any size; a radius below the smallest voxel changes nothing.",
        BallOperation.edge, BallOperation.errors,
    ]

    static func call(_ arguments: Arguments, _ binding: AnalysisBinding) throws -> Value {
        try BallOperation.result(arguments) { try $0.opened(by: $1, isCancelled: $2) }
    }
}
