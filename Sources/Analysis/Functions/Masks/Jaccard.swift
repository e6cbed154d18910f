import Script
import Volumes

/// `jaccard(first, second)`.
enum Jaccard: BuiltIn {
    static let signature = Signature(
        name: "jaccard",
        summary: "Jaccard overlap of two masks.",
        parameters: [
            Parameter("first", .mask, "a mask"),
            Parameter("second", .mask, "another mask on the same grid"),
        ],
        result: .float,
        resultSummary: "0.0 (no voxel shared) to 1.0 (the same)",
        examples: [
            """
            bright = t1 > 50
            report("overlap", jaccard(segment(t1, "thalamus"), bright))
            """,
            """
            left = segment(t1, "left hippocampus")
            right = segment(t1, "right hippocampus")
            report("overlap of the sides", jaccard(left, right))
            """,
        ])

    static let details = [
        "|A∩B| / |A∪B|, by voxels (Jaccard 1901), also called intersection over union; with "
            + "the Dice overlap D it is D / (2 − D).",
        "Where one mask is empty, it is 0.0. Errors: two empty masks, whose overlap is "
            + "undefined; masks on different grids.",
    ]

    static func call(_ arguments: Arguments, _ binding: AnalysisBinding) throws -> Value {
        let (first, second) = try arguments.maskPair("first", "second")
        guard let overlap = Overlap(of: first.mask, second.mask).jaccard else {
            throw AnalysisError.emptyMask(function: signature.name, mask: first.name)
        }
        return .float(overlap)
    }
}
