import Script
import Volumes

/// `centroid_mm(mask)`.
enum Centroid: BuiltIn {
    static let signature = Signature(
        name: "centroid_mm",
        summary: "The middle of a mask in world coordinates.",
        parameters: [
            Parameter("mask", .mask, "the mask")
        ],
        result: .tuple,
        resultSummary: "right, anterior and superior of the world's origin",
        resultUnit: "mm",
        examples: [
            """
            x, y, z = centroid_mm(segment(t1, "left hippocampus"))
            report("height", z, "mm")
            """,
            """
            left = centroid_mm(segment(t1, "left hippocampus"))
            right = centroid_mm(segment(t1, "right hippocampus"))
            report("apart", abs(left[0] - right[0]), "mm")
            """,
        ])

    static let details = [
        "The mean of the voxels' centres, carried into the world (RAS, mm) by the affine; it "
            + "may lie outside of a bent mask.",
        "Errors: an empty mask, whose middle is undefined.",
    ]

    static func call(_ arguments: Arguments, _ binding: AnalysisBinding) throws -> Value {
        let value = try arguments.filledMask(named: "mask")
        guard let centroid = MaskMoments(of: value.mask)?.centroid else {
            throw AnalysisError.emptyMask(function: signature.name, mask: value.name)
        }
        return .tuple(of: [centroid.x, centroid.y, centroid.z].map(Value.float))
    }
}
