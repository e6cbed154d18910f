import Script
import Volumes

/// `is_inside(mask, other)`.
enum IsInside: BuiltIn {
    static let signature = Signature(
        name: "is_inside",
        summary: "Whether a mask lies wholly inside another.",
        parameters: [
            Parameter("mask", .mask, "the mask that may lie inside"),
            Parameter("other", .mask, "the mask around it, on the same grid"),
        ],
        result: .bool,
        resultSummary: "True where every voxel of the mask is one of the other",
        examples: [
            """
            both = segment(t1, "hippocampus")
            report("a side lies in both", is_inside(segment(t1, "left hippocampus"), both))
            """,
            """
            bright = t1 > 50
            if is_inside(segment(t1, "left amygdala"), bright):
                print("bright throughout")
            report("bright", volume_ml(bright), "mL")
            """,
        ])

    static let details = [
        "For how much of it does, divide overlap_ml by volume_ml.",
        "Errors: an empty mask, which lies nowhere; masks on different grids. An empty "
            + "other holds nothing: False.",
    ]

    static func call(_ arguments: Arguments, _ binding: AnalysisBinding) throws -> Value {
        let (mask, other) = try arguments.maskPair("mask", "other")
        _ = try arguments.filledMask(named: "mask")
        return .bool(mask.mask.countShared(with: other.mask) == mask.mask.count)
    }
}
