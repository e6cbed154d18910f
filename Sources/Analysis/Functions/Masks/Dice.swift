import Script
import Volumes

/// `dice(first, second)`.
enum Dice: BuiltIn {
    static let signature = Signature(
        name: "dice",
        summary: "Dice overlap of two masks.",
        parameters: [
            Parameter("first", .mask, "a mask"),
            Parameter("second", .mask, "another mask on the same grid"),
        ],
        result: .float,
        resultSummary: "0.0 (no voxel shared) to 1.0 (the same)",
        examples: [
            """
            bright = t1 > 50
            report("overlap", dice(segment(t1, "thalamus"), bright))
            """,
            """
            left = segment(t1, "left hippocampus")
            right = segment(t1, "right hippocampus")
            report("overlap of the sides", dice(left, right))
            """,
        ])

    static let details = [
        "2·|A∩B| / (|A|+|B|), by voxels (Dice 1945).",
        "Where one mask is empty, it is 0.0. Errors: two empty masks, whose overlap is "
            + "undefined; masks on different grids.",
    ]

    static func call(_ arguments: Arguments, _ binding: AnalysisBinding) throws -> Value {
        let (first, second) = try arguments.maskPair("first", "second")
        guard let overlap = Overlap(of: first.mask, second.mask).dice else {
            throw AnalysisError.emptyMask(function: signature.name, mask: first.name)
        }
        return .float(overlap)
    }
}
