import Script
import Volumes

/// `clip(scan, low=None, high=None)`.
enum Clip: BuiltIn {
    static let signature = Signature(
        name: "clip",
        summary: "Keeps the intensities of a scan between two bounds.",
        parameters: [
            Parameter("scan", .volume, "the scan"),
            Parameter(
                "low", [.number, .none], "what smaller intensities become; None for no bound",
                defaultValue: .nothing),
            Parameter(
                "high", [.number, .none], "what larger intensities become; None for no bound",
                defaultValue: .nothing),
        ],
        result: .volume,
        resultSummary: "the scan with low in place of what is smaller and high of what is larger",
        examples: [
            "show(clip(t1, 0, 80))",
            """
            brain = segment(t1, "brain")
            calm = clip(t1, high=percentile(t1, brain, 99))
            report("mean without the brightest", mean(calm, brain))
            """,
        ])

    static let details = [
        "As NumPy's `clip`. An infinite voxel becomes the bound on its side, and stays where there "
            + "is none.",
        "Errors: neither bound, low above high, a bound that is NaN or infinite, a voxel that is "
            + "NaN, of which nobody knows on which side it lies.",
    ]

    static func call(_ arguments: Arguments, _ binding: AnalysisBinding) throws -> Value {
        let scan = try arguments.scan(named: "scan")
        let bounds = try arguments.bounds()
        let unknown = scan.volume.mask(where: \.isNaN).count
        guard unknown == 0 else {
            throw ImageError.notFinite(
                function: signature.name, image: scan.name, count: unknown)
        }
        let volume = scan.volume.mapped { min(max($0, bounds.lowerBound), bounds.upperBound) }
        return scan.made(by: signature.name, volume)
    }
}
