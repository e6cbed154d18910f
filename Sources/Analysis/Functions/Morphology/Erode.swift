import Script
import Volumes

/// `erode(mask, radius_mm)`.
enum Erode: BuiltIn {
    static let signature = Signature(
        name: "erode",
        summary: "Shrinks a mask by a ball.",
        parameters: [
            Parameter("mask", .mask, "the mask"),
            BallOperation.radius,
        ],
        result: .mask,
        resultSummary: "the shrunken mask, on the same grid; it may be empty",
        examples: [
            """
            core = erode(segment(t1, "thalamus"), 1)
            report("core", volume_ml(core), "mL")
            """,
            """
            bright = t1 > 50
            report("left after erosion", volume_ml(erode(bright, 1)), "mL")
            """,
        ])

    static let details = [
        "Every voxel inside whose centre lies further than the radius from those of all "
            + "voxels outside. The ball is one of distances between the centres of voxels, equal to "
            + "the exact Euclidean distance transform of SciPy cut at the radius (to one part in a "
            + "million), so that it is round on voxels of any size; a radius below the smallest "
            + "voxel changes nothing.",
        BallOperation.edge, BallOperation.errors,
    ]

    static func call(_ arguments: Arguments, _ binding: AnalysisBinding) throws -> Value {
        try BallOperation.result(arguments) { try $0.eroded(by: $1, isCancelled: $2) }
    }
}
