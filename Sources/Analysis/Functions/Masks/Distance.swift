import Script
import Volumes

/// `distance_mm(first, second, between="surfaces")`.
enum Distance: BuiltIn {
    static let signature = Signature(
        name: "distance_mm",
        summary: "Distance between two masks.",
        parameters: [
            Parameter("first", .mask, "a mask"),
            Parameter("second", .mask, "another mask on the same grid"),
            Parameter(
                "between", .string, "\"surfaces\" or \"centroids\"", defaultValue: .text("surfaces")
            ),
        ],
        result: .float,
        resultSummary: "the distance",
        resultUnit: "mm",
        examples: [
            """
            a = segment(t1, "left hippocampus")
            b = segment(t1, "left amygdala")
            report("gap", distance_mm(a, b), "mm")
            """,
            """
            left = segment(t1, "left thalamus")
            right = segment(t1, "right thalamus")
            report("between the middles", distance_mm(left, right, between="centroids"), "mm")
            """,
        ])

    static let details = [
        "\"surfaces\" is the distance between the two nearest voxels, from centre to centre: "
            + "0.0 where the masks share a voxel, one voxel where they touch. \"centroids\" is the "
            + "distance between their middles.",
        "On a sheared grid the axes are taken as upright for the distance between surfaces.",
        "Errors: an empty mask, masks on different grids, another word for between.",
    ]

    static func call(_ arguments: Arguments, _ binding: AnalysisBinding) throws -> Value {
        let between = try arguments.choice(named: "between", among: ["surfaces", "centroids"])
        let (first, second) = try arguments.filledMaskPair("first", "second")
        if between == "surfaces" {
            try arguments.context.poll()
            let distance = try arguments.stoppable {
                try MaskDistance.nearest(first.mask, second.mask, isCancelled: $0)
            }
            return .float(distance ?? 0)
        }
        guard let a = MaskMoments(of: first.mask), let b = MaskMoments(of: second.mask) else {
            throw AnalysisError.emptyMask(function: signature.name, mask: first.name)
        }
        let apart = a.centroid - b.centroid
        return .float((apart * apart).sum().squareRoot())
    }
}
