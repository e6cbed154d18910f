import Script
import Volumes

/// `normalize(scan, mask=None, method="zscore")`.
enum Normalize: BuiltIn {
    static let signature = Signature(
        name: "normalize",
        summary: "Brings the intensities of a scan to a common scale.",
        parameters: [
            Parameter("scan", .volume, "the scan"),
            Parameter(
                "mask", [.mask, .none],
                "the voxels that set the scale, on the scan's grid; None for all",
                defaultValue: .nothing),
            Parameter(
                "method", .string, "\"zscore\", \"range\" or \"percentile\"",
                defaultValue: .text("zscore")),
        ],
        result: .volume,
        resultSummary: "the scan on the new scale, without a unit, on the same grid",
        examples: [
            """
            brain = segment(t1, "brain")
            scaled = normalize(t1, mask=brain)
            report("thalamus above the brain's mean", mean(scaled, segment(t1, "thalamus")), "SD")
            """,
            "show(normalize(t1, method=\"percentile\"))",
        ])

    static let details = [
        "\"zscore\": (value − mean) / standard deviation (the population's). \"range\": the minimum "
            + "becomes 0, the maximum 1. \"percentile\": the 1st percentile becomes 0, the 99th 1, "
            + "which a few outliers do not move.",
        "The mask only sets the scale: every voxel is brought to it, and nothing is cut off; `clip` "
            + "does that.",
        "Errors: an empty mask, a mask on another grid, a voxel anywhere that is NaN or infinite, "
            + "voxels that all have one value, another method.",
    ]

    static func call(_ arguments: Arguments, _ binding: AnalysisBinding) throws -> Value {
        let method = try arguments.string(named: "method")
        let scan = try arguments.finiteScan()
        let found = try arguments.intensities(of: scan, insideOptional: "mask")
        let (zero, unit): (Double, Double)
        switch method {
        case "zscore": (zero, unit) = (found.mean, found.standardDeviation)
        case "range":
            zero = Double(found.minimum)
            unit = Double(found.maximum) - zero
        case "percentile":
            zero = found.quantile(0.01)
            unit = found.quantile(0.99) - zero
        default:
            throw ImageError.unknownWord(
                function: signature.name, parameter: "method", found: method,
                known: ["zscore", "range", "percentile"])
        }
        guard unit > 0 else {
            throw ImageError.noSpread(function: signature.name, image: scan.name)
        }
        return scan.made(by: signature.name, scan.volume.mapped { ($0 - zero) / unit })
    }
}
