import Script
import Volumes

/// `bias_correct(image)`.
enum BiasCorrect: BuiltIn {
    static let signature = Signature(
        name: "bias_correct",
        summary: "Evens out the shading of a scan.",
        parameters: [Parameter("image", .volume, "the scan")],
        result: .volume,
        resultSummary: "the scan divided by the smooth field, on the same grid",
        examples: [
            "show(bias_correct(t1))",
            """
            even = bias_correct(t1)
            report("spread of white matter", std(even, segment(t1, "white matter")))
            """,
        ])

    static let details = [
        "N4 (Tustison and others 2010), the correction that SimpleITK and ANTs have: the logarithm of "
            + "the scan is taken to be that of an even scan and of a smooth field. Again and again the "
            + "histogram is sharpened (a blur of 0.15 is taken out), and what the voxels lie above their "
            + "sharpened values is fitted by cubic B-splines with 1, then 2, 4 and 8 pieces across the "
            + "field of view, up to 50 times each.",
        "The field is found on blocks of about 4 mm, where the scan is brighter than Otsu's "
            + "threshold (see `otsu`), and divides every voxel. The mean logarithm there stays as it "
            + "was.",
        "It is meant for MR, where shading multiplies; a CT has none. Errors: a voxel that is NaN or "
            + "infinite, a scan without bright voxels that differ.",
    ]

    static func call(_ arguments: Arguments, _ binding: AnalysisBinding) throws -> Value {
        let scan = try arguments.finiteScan(named: "image")
        let even = try arguments.stoppable { try scan.volume.biasCorrected(isCancelled: $0) }
        guard let even else {
            throw ImageError.noSpread(function: signature.name, image: scan.name)
        }
        return scan.made(by: signature.name, even)
    }
}
