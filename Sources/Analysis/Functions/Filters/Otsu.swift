import Script
import Volumes

/// `otsu(scan, mask=None)`.
enum Otsu: BuiltIn {
    static let signature = Signature(
        name: "otsu",
        summary: "The intensity that parts dark from bright voxels best.",
        parameters: [
            Parameter("scan", .volume, "the scan"),
            Parameter(
                "mask", [.mask, .none], "the voxels that count, on the scan's grid; None for all",
                defaultValue: .nothing),
        ],
        result: .float,
        resultSummary: "the threshold, in the scan's own unit",
        examples: [
            "show(t1, mask=t1 > otsu(t1))",
            """
            head = t1 > otsu(t1)
            report("threshold inside the head", otsu(t1, mask=head))
            """,
        ])

    static let details = [
        "Of 256 bins between the smallest and the largest intensity, the middle of the bin for which "
            + "the variance between the two classes is largest (Otsu 1979), as scikit-image's "
            + "`threshold_otsu` gives it. The first of equally good bins is taken; bright is what "
            + "lies above.",
        "Errors: an empty mask, a mask on another grid, a voxel that counts and is NaN or infinite, "
            + "voxels of one value only.",
    ]

    static func call(_ arguments: Arguments, _ binding: AnalysisBinding) throws -> Value {
        let scan = try arguments.scan(named: "scan")
        let found = try arguments.intensities(of: scan, insideOptional: "mask")
        guard found.minimum < found.maximum else {
            throw ImageError.noSpread(function: signature.name, image: scan.name)
        }
        return .float(found.otsuThreshold())
    }
}
