import Script
import Volumes

/// `principal_axes(mask)`.
enum PrincipalAxes: BuiltIn {
    static let signature = Signature(
        name: "principal_axes",
        summary: "The lengths and directions of a mask's own axes.",
        parameters: [
            Parameter("mask", .mask, "the mask")
        ],
        result: .table,
        resultSummary:
            "three rows, the longest axis first: length_mm, and the direction as right, anterior and superior",
        examples: [
            """
            print(principal_axes(segment(t1, "left hippocampus")))
            report("longest axis", principal_axes(segment(t1, "left hippocampus"))[0]["length_mm"], "mm")
            """,
            """
            axes = principal_axes(segment(t1, "hippocampus"))
            report("elongation", axes[1]["length_mm"] / axes[0]["length_mm"])
            """,
        ])

    static let details = [
        "The eigenvectors of the covariance of the voxels' centres in the world (RAS, mm). An "
            + "axis is as long as that of the ellipsoid with the same moments, 2·√(5·λ) with the "
            + "eigenvalue λ, which is axis_major_length of scikit-image's regionprops in three "
            + "dimensions.",
        "A direction has the length 1 and points to the right, to anterior or to superior, "
            + "whichever it is nearest to. Where two axes are equally long, their directions are "
            + "arbitrary.",
        "Errors: an empty mask.",
    ]

    static func call(_ arguments: Arguments, _ binding: AnalysisBinding) throws -> Value {
        let value = try arguments.filledMask(named: "mask")
        let axes = MaskMoments(of: value.mask)?.axes ?? []
        let rows = axes.map { axis in
            [2 * (5 * axis.variance).squareRoot()] + [0, 1, 2].map { axis.direction[$0] }
        }
        return .object(
            TableValue(
                columns: ["length_mm", "right", "anterior", "superior"],
                rows: rows.map { $0.map(Value.float) }))
    }
}
