import Script
import Volumes

/// `overlap_ml(first, second)`.
enum OverlapInMillilitres: BuiltIn {
    static let signature = Signature(
        name: "overlap_ml",
        summary: "Volume that two masks share.",
        parameters: [
            Parameter("first", .mask, "a mask"),
            Parameter("second", .mask, "another mask on the same grid"),
        ],
        result: .float,
        resultSummary: "the volume; 0.0 where they share no voxel",
        resultUnit: "mL",
        examples: [
            """
            bright = t1 > 50
            report("bright in the thalamus", overlap_ml(segment(t1, "thalamus"), bright), "mL")
            """,
            """
            bright = t1 > 50
            thalamus = segment(t1, "thalamus")
            report("bright part", 100 * overlap_ml(thalamus, bright) / volume_ml(thalamus), "%")
            """,
        ])

    static let details = [
        "The volume of first & second. Empty masks share nothing: 0.0.",
        "Errors: masks on different grids.",
    ]

    static func call(_ arguments: Arguments, _ binding: AnalysisBinding) throws -> Value {
        let (first, second) = try arguments.maskPair("first", "second")
        let shared = Double(first.mask.countShared(with: second.mask))
        return .float(shared * first.mask.geometry.voxelVolume / 1000)
    }
}
