import Script
import Volumes

/// `surface_area_mm2(mask)`.
enum SurfaceArea: BuiltIn {
    static let signature = Signature(
        name: "surface_area_mm2",
        summary: "Area of a mask's surface.",
        parameters: [
            Parameter("mask", .mask, "the mask")
        ],
        result: .float,
        resultSummary: "the area; 0.0 for an empty mask",
        resultUnit: "mm²",
        examples: [
            "report(\"surface\", surface_area_mm2(segment(t1, \"left hippocampus\")), \"mm²\")",
            """
            hippocampus = segment(t1, "left hippocampus")
            density = surface_area_mm2(hippocampus) / volume_mm3(hippocampus)
            report("surface to volume", density, "1/mm")
            """,
        ])

    static let details = [
        "The area of the surface that marching cubes (Lorensen and Cline 1987) lay halfway "
            + "between the centres of voxels inside and outside, in the world's millimetres, as in "
            + "scikit-image. Voxels that share only an edge are joined. The steps of the voxels stay in "
            + "it: the surface of a smooth body is overestimated by several percent.",
        "Where the mask reaches the edge of the scan, the surface is closed there. An empty mask "
            + "has the area 0.0.",
    ]

    static func call(_ arguments: Arguments, _ binding: AnalysisBinding) throws -> Value {
        .float(MaskSurface(of: try arguments.mask(named: "mask").mask).area)
    }
}
