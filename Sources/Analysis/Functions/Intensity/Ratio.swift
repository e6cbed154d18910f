import Script

/// `ratio(scan, mask, reference)`.
enum Ratio: BuiltIn {
    static let signature = Signature(
        name: "ratio",
        summary: "Ratio of the mean intensities in two masks.",
        parameters: [
            Parameter("scan", .volume, "the scan"),
            Parameter("mask", .mask, "whose mean is asked for; on the scan's grid"),
            Parameter("reference", .mask, "what the mean is divided by; on the scan's grid"),
        ],
        result: .float,
        resultSummary: "the ratio, without a unit",
        examples: [
            """
            grey = segment(t1, "cerebral cortex")
            white = segment(t1, "cerebral white matter")
            report("grey to white ratio", ratio(t1, grey, white))
            """,
            """
            left = segment(t1, "left thalamus")
            right = segment(t1, "right thalamus")
            report("left is brighter by", 100 * (ratio(t1, left, right) - 1), "%")
            """,
        ])

    static let details = [
        "Mean in the mask / mean in the reference, as the standardised uptake value ratio is formed. The "
            + "masks may overlap.",
        "Errors: an empty mask, a mask on another grid, a voxel inside that is NaN or infinite, a mean "
            + "of 0 in the reference.",
    ]

    static func call(_ arguments: Arguments, _ binding: AnalysisBinding) throws -> Value {
        let scan = try arguments.scan(named: "scan")
        let signal = try arguments.intensities()
        let reference = try arguments.mask(named: "reference")
        let base = try arguments.intensities(of: scan, inside: reference).mean
        guard base != 0 else {
            throw ImageError.zeroDenominator(
                function: signature.name, what: "the mean in \(reference.name)")
        }
        return .float(signal.mean / base)
    }
}
