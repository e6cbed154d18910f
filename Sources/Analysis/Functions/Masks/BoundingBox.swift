import Script
import Volumes

/// `bounding_box(mask)`.
enum BoundingBox: BuiltIn {
    static let signature = Signature(
        name: "bounding_box",
        summary: "The smallest block of voxels around a mask.",
        parameters: [
            Parameter("mask", .mask, "the mask")
        ],
        result: .tuple,
        resultSummary: "six indices: the first along i, j and k, then one beyond the last",
        examples: [
            """
            box = bounding_box(segment(t1, "left hippocampus"))
            report("slices", box[5] - box[2])
            """,
            """
            i0, j0, k0, i1, j1, k1 = bounding_box(segment(t1, "hippocampus"))
            report("voxels in the box", (i1 - i0) * (j1 - j0) * (k1 - k0))
            """,
        ])

    static let details = [
        "Indices of voxels count from 0 in the order of the file; the upper ends are not "
            + "inside, as in Python's slices and in the bbox of scikit-image's regionprops.",
        "Errors: an empty mask.",
    ]

    static func call(_ arguments: Arguments, _ binding: AnalysisBinding) throws -> Value {
        let mask = try arguments.filledMask(named: "mask").mask
        guard let box = mask.box else { return .tuple(of: []) }
        let ends = [box.start, box.end].flatMap { [$0.x, $0.y, $0.z] }
        return .tuple(of: ends.map(Value.int))
    }
}
