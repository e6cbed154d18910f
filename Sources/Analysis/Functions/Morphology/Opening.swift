import Script
import Volumes

/// `opening(mask, radius_mm)`.
enum Opening: BuiltIn {
    static let signature = Signature(
        name: "opening",
        summary: "Removes what is thinner than a ball from a mask.",
        parameters: [
            Parameter("mask", .mask, "the mask"),
            Parameter("radius_mm", .number, "the radius of the ball; 0 or more", unit: "mm"),
        ],
        result: .mask,
        resultSummary: "the opened mask, on the same grid; it may be empty",
        examples: [
            """
            bright = t1 > 50
            report("without thin parts", volume_ml(opening(bright, 1)), "mL")
            """,
            "show(t1, mask=opening(t1 > 50, 1.5))",
        ])

    static let details = [
        "The mask eroded, then dilated by the same radius. The ball is one of distances "
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
            value.mask.opened(by: radius), "opening(\(value.name), \(NumberText.short(radius)))")
    }
}
