import Script
import Volumes

/// `smooth(scan, width_mm=4.0)`.
enum Smooth: BuiltIn {
    static let signature = Signature(
        name: "smooth",
        summary: "Smooths a scan with a Gaussian.",
        parameters: [
            Parameter("scan", .volume, "the scan"),
            Parameter(
                "width_mm", .number, "full width at half maximum of the Gaussian, 0 to 1000",
                unit: "mm", defaultValue: .float(4)),
        ],
        result: .volume,
        resultSummary: "the smoothed scan, on the same grid",
        examples: [
            "show(smooth(t1, width_mm=6))",
            """
            detail = t1 - smooth(t1, 3)
            report("texture of the thalamus", std(detail, segment(t1, "thalamus")))
            """,
        ])

    static let details = [
        "The width is the full width at half maximum, 2.355 standard deviations, and the same in mm "
            + "along every axis, whatever the size of the voxels; 0 leaves the scan as it is.",
        "The Gaussian is sampled at voxel centres and cut at four standard deviations; beyond the "
            + "edge the scan is mirrored. SciPy's `gaussian_filter` gives the same. Across voxels "
            + "that are thicker than about twice the width nothing is smoothed.",
        "Errors: a voxel that is NaN or infinite, a width outside 0 to 1000 mm.",
    ]

    static func call(_ arguments: Arguments, _ binding: AnalysisBinding) throws -> Value {
        let width = try arguments.number(named: "width_mm", in: 0...1000, unit: "mm")
        let scan = try arguments.finiteScan()
        let volume = try arguments.stoppable {
            try scan.volume.smoothed(width: width, isCancelled: $0)
        }
        return scan.made(by: signature.name, volume)
    }
}
