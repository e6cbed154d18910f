import Script
import Volumes

/// `median_filter(scan, radius_mm=1.5)`.
enum MedianFilter: BuiltIn {
    static let signature = Signature(
        name: "median_filter",
        summary: "Replaces each voxel by the median of those around it.",
        parameters: [
            Parameter("scan", .volume, "the scan"),
            Parameter(
                "radius_mm", .number, "how far the neighbourhood reaches, 0 to 100", unit: "mm",
                defaultValue: .float(1.5)),
        ],
        result: .volume,
        resultSummary: "the filtered scan, on the same grid",
        examples: [
            "show(median_filter(t1))",
            """
            calm = median_filter(t1, radius_mm=2)
            report("largest change", maximum(t1 - calm, segment(t1, "thalamus")))
            """,
        ])

    static let details = [
        "The neighbourhood is a ball: the voxels whose centre lies at most `radius_mm` away, in "
            + "millimetres along each axis. Where voxels are larger than the radius along an axis, "
            + "none is taken along it; with a radius below all voxel sizes nothing changes.",
        "Beyond the edge the scan is mirrored, the outermost voxel repeated, as in SciPy's "
            + "`median_filter` with that ball as footprint. Single outliers go, edges stay.",
        "Errors: a voxel that is NaN or infinite, a radius outside 0 to 100 mm, a ball of more than "
            + "\(limit) voxels.",
    ]

    /// Voxels of the largest ball; beyond it a scan would take hours.
    private static let limit = 5000

    static func call(_ arguments: Arguments, _ binding: AnalysisBinding) throws -> Value {
        let radius = try arguments.number(named: "radius_mm", in: 0...100, unit: "mm")
        let scan = try arguments.finiteScan()
        let size = scan.volume.geometry.voxelSize
        guard let ball = Volume.ball(radius: radius, voxelSize: size, limit: limit) else {
            throw ImageError.radiusTooLarge(
                function: signature.name, radius: NumberText.short(radius), limit: limit)
        }
        let volume = try arguments.stoppable {
            try scan.volume.medianFiltered(over: ball, isCancelled: $0)
        }
        return scan.made(by: signature.name, volume)
    }
}
