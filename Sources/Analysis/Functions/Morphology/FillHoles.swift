import Script
import Volumes

/// `fill_holes(mask)`.
enum FillHoles: BuiltIn {
    static let signature = Signature(
        name: "fill_holes",
        summary: "Fills the holes of a mask.",
        parameters: [
            Parameter("mask", .mask, "the mask")
        ],
        result: .mask,
        resultSummary: "the mask with its holes, on the same grid",
        examples: [
            "show(t1, mask=fill_holes(t1 > 50))",
            """
            bright = t1 > 50
            holes = fill_holes(bright) & ~bright
            report("holes", volume_ml(holes), "mL")
            """,
        ])

    static let details = [
        "A hole is what lies outside of the mask and from which no path across faces of "
            + "voxels leads to the edge of the scan, as in SciPy's binary_fill_holes. In a scan one "
            + "voxel thick, holes are sought in its plane.",
        "An empty mask stays empty.",
    ]

    static func call(_ arguments: Arguments, _ binding: AnalysisBinding) throws -> Value {
        let value = try arguments.mask(named: "mask")
        try arguments.context.poll()
        return value.derived(value.mask.filled(), "fill_holes(\(value.name))")
    }
}
