import Script
import Volumes

/// `extent_mm(mask)`.
enum Extent: BuiltIn {
    static let signature = Signature(
        name: "extent_mm",
        summary: "How far a mask reaches along the three axes of the body.",
        parameters: [
            Parameter("mask", .mask, "the mask")
        ],
        result: .dict,
        resultSummary:
            "the extents, under \"left_right\", \"posterior_anterior\" and \"inferior_superior\"; 0.0 each for an empty mask",
        resultUnit: "mm",
        examples: [
            """
            extent = extent_mm(segment(t1, "left hippocampus"))
            report("length", extent["posterior_anterior"], "mm")
            """,
            """
            for axis, length in extent_mm(segment(t1, "thalamus")).items():
                report(axis, length, "mm")
            """,
        ])

    static let details = [
        "The edges of the bounding box: voxels from the first to the last along each axis of "
            + "the scan × the size of a voxel. An axis of the scan goes by the axis of the body "
            + "that it is nearest to.",
        "An empty mask has the extent 0.0 along each axis; this is no error.",
    ]

    static func call(_ arguments: Arguments, _ binding: AnalysisBinding) throws -> Value {
        let mask = try arguments.mask(named: "mask").mask
        var extent = SIMD3<Double>()
        if let box = mask.box {
            for (axis, direction) in mask.geometry.orientation.directions.enumerated() {
                extent[direction.worldAxis] =
                    Double(box.shape[axis]) * mask.geometry.voxelSize[axis]
            }
        }
        let names = ["left_right", "posterior_anterior", "inferior_superior"]
        return .dict(
            DictObject(names.enumerated().map { ($1, Value.float(extent[$0])) }))
    }
}
