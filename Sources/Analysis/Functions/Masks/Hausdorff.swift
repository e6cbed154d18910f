import Script
import Volumes

/// `hausdorff_mm(first, second, percent=100)`.
enum Hausdorff: BuiltIn {
    static let signature = Signature(
        name: "hausdorff_mm",
        summary: "How far two masks' surfaces lie apart at most.",
        parameters: [
            Parameter("first", .mask, "a mask"),
            Parameter("second", .mask, "another mask on the same grid"),
            Parameter(
                "percent", .number,
                "100 for the greatest distance, 95 to pass over stray voxels; 0 to 100",
                unit: "%", defaultValue: .int(100)),
        ],
        result: .float,
        resultSummary: "the Hausdorff distance",
        resultUnit: "mm",
        examples: [
            """
            left = segment(t1, "left hippocampus")
            right = segment(t1, "right hippocampus")
            report("Hausdorff distance", hausdorff_mm(left, right), "mm")
            """,
            """
            thalamus = segment(t1, "thalamus")
            bright = t1 > 50
            report("95 % Hausdorff", hausdorff_mm(thalamus, bright, percent=95), "mm")
            """,
        ])

    static let details = [
        "From every surface voxel of one mask the distance to the nearest surface voxel of "
            + "the other, from centre to centre; of these the percentile (linear between two, as "
            + "NumPy), and of both directions the larger. A surface voxel has one of its six "
            + "neighbours outside or beyond the scan.",
        "Other programs take the percentile of both directions together (MedPy), which gives "
            + "slightly less. On a sheared grid the axes are taken as upright.",
        "Errors: an empty mask, masks on different grids, a percentage below 0 or above 100.",
    ]

    static func call(_ arguments: Arguments, _ binding: AnalysisBinding) throws -> Value {
        let percent = try arguments.number(
            named: "percent", in: 0...100, words: "a percentage from 0 to 100")
        let (first, second) = try arguments.filledMaskPair("first", "second")
        let distance = try arguments.stoppable {
            try MaskDistance.hausdorff(
                first.mask, second.mask, percentile: percent, isCancelled: $0)
        }
        return .float(distance ?? 0)
    }
}
