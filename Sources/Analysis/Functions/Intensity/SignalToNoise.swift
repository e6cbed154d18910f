import Script

/// `snr(scan, mask, background=None)`.
enum SignalToNoise: BuiltIn {
    static let signature = Signature(
        name: "snr",
        summary: "Signal-to-noise ratio in a mask.",
        parameters: [
            Parameter("scan", .volume, "the scan"),
            Parameter("mask", .mask, "where the signal is measured; on the scan's grid"),
            Parameter(
                "background", [.mask, .none], "voxels of air, where the noise is measured",
                defaultValue: .nothing),
        ],
        result: .float,
        resultSummary: "the ratio, without a unit",
        examples: [
            "report(\"SNR of the white matter\", snr(t1, segment(t1, \"cerebral white matter\")))",
            """
            thalamus = segment(t1, "thalamus")
            air = t1 < percentile(t1, t1 > -1, 5)
            report("SNR against air", snr(t1, thalamus, background=air))
            """,
        ])

    static let details = [
        "Without a background: mean / standard deviation inside the mask, which should be even tissue, "
            + "since whatever varies in it counts as noise.",
        "With a background of air: sqrt(2 − π/2) × mean in the mask / standard deviation in the "
            + "background, where sqrt(2 − π/2) ≈ 0.655 undoes what taking magnitudes does to noise "
            + "(Henkelman 1985). It holds for one receiver coil without filtering or parallel imaging.",
        "Errors: an empty mask, a mask on another grid, a voxel inside that is NaN or infinite, a "
            + "standard deviation of 0.",
    ]

    static func call(_ arguments: Arguments, _ binding: AnalysisBinding) throws -> Value {
        let scan = try arguments.scan(named: "scan")
        let signal = try arguments.intensities()
        let noise: Double
        if let background = try arguments.optionalMask(named: "background") {
            let air = try arguments.intensities(of: scan, inside: background)
            noise = air.standardDeviation / (2 - Double.pi / 2).squareRoot()
        } else {
            noise = signal.standardDeviation
        }
        guard noise > 0 else {
            throw ImageError.zeroDenominator(
                function: signature.name, what: "the standard deviation that stands for noise")
        }
        return .float(signal.mean / noise)
    }
}
