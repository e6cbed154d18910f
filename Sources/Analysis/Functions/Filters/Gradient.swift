import Script
import Volumes

/// `gradient(scan)`.
enum Gradient: BuiltIn {
    static let signature = Signature(
        name: "gradient",
        summary: "How steeply the intensity changes at each voxel.",
        parameters: [Parameter("scan", .volume, "the scan")],
        result: .volume,
        resultSummary: "the length of the gradient, in the scan's unit a mm, on the same grid",
        examples: [
            "show(gradient(t1))",
            """
            edges = gradient(smooth(t1, 2))
            report("steepest in the thalamus", maximum(edges, segment(t1, "thalamus")))
            """,
        ])

    static let details = [
        "Half the difference of the two neighbours along each axis, the one-sided difference at the "
            + "edge, as NumPy's `gradient` has it; none along an axis of one voxel. The affine "
            + "turns the three into a gradient in millimetres, right for unequal voxels and for "
            + "oblique and sheared grids; its length is the result.",
        "Noise is steep too: smooth first. Errors: a voxel that is NaN or infinite.",
    ]

    static func call(_ arguments: Arguments, _ binding: AnalysisBinding) throws -> Value {
        let scan = try arguments.finiteScan()
        let volume = try arguments.stoppable { try scan.volume.gradientLength(isCancelled: $0) }
        return scan.made(by: signature.name, volume)
    }
}
