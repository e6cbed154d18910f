import Script
import Volumes

/// `biggest(mask, n, connectivity=26)`.
enum Biggest: BuiltIn {
    static let signature = Signature(
        name: "biggest",
        summary: "The n largest connected pieces of a mask.",
        parameters: [
            Parameter("mask", .mask, "the mask"),
            Parameter("n", .int, "how many pieces, 1 or more"),
            Parameter(
                "connectivity", .int,
                "neighbours that count: 6 (faces), 18 (edges) or 26 (corners)",
                defaultValue: .int(26)),
        ],
        result: .mask,
        resultSummary: "the pieces together, on the mask's grid; all of them where there are fewer",
        examples: [
            "show(t1, mask=biggest(segment(t1, \"hippocampus\"), 2))",
            """
            bright = biggest(t1 > 50, 3)
            report("three largest bright spots", volume_ml(bright), "mL")
            """,
        ])

    static let details = [
        "Voxels are connected when they touch across a face (6), also across an edge (18), or "
            + "also across a corner (26, as in scikit-image; SciPy and SimpleITK take 6 unless told "
            + "otherwise).",
        "An empty mask stays empty; a mask of fewer pieces stays as it is.",
        "Errors: an n below 1, another connectivity.",
    ]

    static func call(_ arguments: Arguments, _ binding: AnalysisBinding) throws -> Value {
        let value = try arguments.mask(named: "mask")
        let number = try arguments.int(named: "n")
        guard number >= 1 else {
            throw ImageError.outOfRange(
                function: signature.name, parameter: "n", found: "\(number)",
                allowed: "a whole number from 1")
        }
        let connectivity = try arguments.connectivity(named: "connectivity")
        let pieces = MaskPieces(of: value.mask, connectivity: connectivity)
        return value.derived(pieces.largest(number), "biggest(\(value.name), \(number))")
    }
}
