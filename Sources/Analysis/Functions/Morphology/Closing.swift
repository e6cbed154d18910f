import Script
import Volumes

/// `closing(mask, radius_mm)`.
enum Closing: BuiltIn {
    static let signature = Signature(
        name: "closing",
        summary: "Closes the gaps of a mask that are narrower than a ball.",
        parameters: [
            Parameter("mask", .mask, "the mask"),
            Parameter("radius_mm", .number, "the radius of the ball; 0 or more", unit: "mm"),
        ],
        result: .mask,
        resultSummary: "the closed mask, on the same grid",
        examples: [
            "show(t1, mask=closing(segment(t1, \"hippocampus\"), 2))",
            """
            bright = t1 > 50
            report("with gaps closed", volume_ml(closing(bright, 2)), "mL")
            """,
        ])

    static let details = [
        "The mask dilated, then eroded by the same radius. The ball is one of distances "
            + "between the centres of voxels, equal to the exact Euclidean distance transform of "
            + "SciPy cut at the radius (to one part in a million), so that it is round on voxels of "
            + "any size; a radius below the smallest voxel changes nothing.",
        "Nothing is known beyond the scan: its edge neither grows into the mask nor eats from "
            + "it. On a sheared grid the axes are taken as upright.",
        "Errors: a radius that is negative or not finite.",
    ]

    static func call(_ arguments: Arguments, _ binding: AnalysisBinding) throws -> Value {
        let value = try arguments.mask(named: "mask")
        let radius = try arguments.number(
            named: "radius_mm", in: 0...Double.greatestFiniteMagnitude, words: "0 mm or more")
        try arguments.context.poll()
        return value.derived(
            value.mask.closed(by: radius), "closing(\(value.name), \(NumberText.short(radius)))")
    }
}
