import Script
import Volumes

/// `diameter_mm(mask, which="longest")`.
enum Diameter: BuiltIn {
    static let signature = Signature(
        name: "diameter_mm",
        summary: "Diameter of a mask.",
        parameters: [
            Parameter("mask", .mask, "the mask"),
            Parameter(
                "which", .string,
                "\"longest\" (in 3-D), \"axial\" or \"perpendicular\" (in a slice)",
                defaultValue: .text("longest")),
        ],
        result: .float,
        resultSummary: "the diameter; 0.0 for an empty mask",
        resultUnit: "mm",
        examples: [
            "report(\"diameter\", diameter_mm(segment(t1, \"left hippocampus\")), \"mm\")",
            """
            hippocampus = segment(t1, "left hippocampus")
            longest = diameter_mm(hippocampus, which="axial")
            short = diameter_mm(hippocampus, which="perpendicular")
            report("in the axial plane", f"{longest:.1f} × {short:.1f} mm")
            """,
        ])

    static let details = [
        "\"longest\" is the longest distance between two points of the surface in three "
            + "dimensions (pyradiomics calls it Maximum3DDiameter).",
        "\"axial\" is the longest distance within one axial slice of the scan, the slice chosen "
            + "in which it is longest, as radiologists measure a lesion (RECIST 1.1); "
            + "\"perpendicular\" is the longest line in that slice at a right angle to it, across the "
            + "convex outline of the mask.",
        "Points of the surface lie halfway between the centres of voxels inside and outside, "
            + "as in marching cubes, so that one voxel is as long as itself. An empty mask has the "
            + "diameter 0.0.",
        "Errors: another word for which.",
    ]

    static func call(_ arguments: Arguments, _ binding: AnalysisBinding) throws -> Value {
        let mask = try arguments.mask(named: "mask").mask
        let which = try arguments.choice(
            named: "which", among: ["longest", "axial", "perpendicular"])
        let cancellation = arguments.context.cancellation
        let diameter: Double?
        if which == "longest" {
            diameter = MaskDiameter.longest(of: mask, isCancelled: cancellation)
        } else {
            let axial = MaskDiameter.axial(of: mask, isCancelled: cancellation)
            diameter = which == "axial" ? axial?.longest : axial?.perpendicular
        }
        guard let diameter else { throw AnalysisError.cancelled }
        return .float(diameter)
    }
}
