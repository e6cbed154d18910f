import Script
import Volumes

/// `part(mask, side)`.
enum Part: BuiltIn {
    static let signature = Signature(
        name: "part",
        summary: "One half of a mask, cut across its own axis.",
        parameters: [
            Parameter("mask", .mask, "the mask"),
            Parameter(
                "side", .string,
                "\"left\", \"right\", \"anterior\", \"posterior\", \"superior\" or \"inferior\""),
        ],
        result: .mask,
        resultSummary: "the half, on the mask's grid; empty for an empty mask",
        examples: [
            """
            head = part(segment(t1, "left hippocampus"), "anterior")
            report("anterior half", volume_ml(head), "mL")
            """,
            """
            both = segment(t1, "hippocampus")
            for side in ["left", "right"]:
                report(side, volume_ml(part(both, side)), "mL")
            """,
        ])

    static let details = [
        "The cut goes through the centroid, at a right angle to that principal axis of the "
            + "mask which lies nearest to the direction; sides are the person's own. Where the mask "
            + "is about as wide in another direction (variances within 10 %), its axes say nothing, "
            + "and the axis of the body is taken.",
        "A voxel on the cut counts as right, anterior or superior, so that two halves make "
            + "the whole. Halves are equal in moment, not in volume.",
        "Errors: another word for side.",
    ]

    static func call(_ arguments: Arguments, _ binding: AnalysisBinding) throws -> Value {
        let value = try arguments.mask(named: "mask")
        let side = try arguments.choice(named: "side", among: directions.map(\.word))
        guard let direction = directions.first(where: { $0.word == side }),
            let half = value.mask.half(toward: direction)
        else { return value.derived(value.mask, "\(side) part of \(value.name)") }
        return value.derived(half, "\(side) part of \(value.name)")
    }

    private static let directions: [Orientation.Direction] = [
        .left, .right, .anterior, .posterior, .superior, .inferior,
    ]
}
