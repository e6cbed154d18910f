import Script
import Volumes

/// `dilate(mask, radius_mm)`.
enum Dilate: BuiltIn {
    static let signature = Signature(
        name: "dilate",
        summary: "Grows a mask by a ball.",
        parameters: [
            Parameter("mask", .mask, "the mask"),
            BallOperation.radius,
        ],
        result: .mask,
        resultSummary: "the grown mask, on the same grid; empty for an empty mask",
        examples: [
            "show(t1, mask=dilate(segment(t1, \"left hippocampus\"), 2))",
            """
            hippocampus = segment(t1, "left hippocampus")
            shell = dilate(hippocampus, 1) & ~hippocampus
            report("around it", mean(t1, shell))
            """,
        ])

    static let details = [
        "Every voxel whose centre lies at most the radius from that of a voxel inside. The "
            + "ball is one of distances between the centres of voxels, equal to the exact Euclidean "
            + "distance transform of SciPy cut at the radius (to one part in a million), so that it "
            + "is round on voxels of any size; a radius below the smallest voxel changes nothing.",
        BallOperation.edge, BallOperation.errors,
    ]

    static func call(_ arguments: Arguments, _ binding: AnalysisBinding) throws -> Value {
        try BallOperation.result(arguments) { try $0.dilated(by: $1, isCancelled: $2) }
    }
}
