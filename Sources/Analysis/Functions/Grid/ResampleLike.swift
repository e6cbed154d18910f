import Script
import Volumes

/// `resample_like(image, reference, interpolation=None)`.
enum ResampleLike: BuiltIn {
    static let signature = Signature(
        name: "resample_like",
        summary: "Brings an image onto the grid of another.",
        parameters: [
            .image,
            Parameter("reference", .image, "the image whose grid is wanted"),
            .interpolation,
        ],
        result: .image,
        resultSummary: "an image of the first one's kind, on the grid of the reference",
        examples: [
            """
            fine = resample(t1, 0.5)
            left = resample_like(segment(t1, "left hippocampus"), fine)
            report("mean at 0.5 mm", mean(fine, left))
            """,
            """
            there = resample(t1, 1.5)
            back = resample_like(there, t1, interpolation="cubic")
            report("lost on the way", std(t1 - back, segment(t1, "thalamus")))
            """,
        ])

    static let details = [
        "Each voxel of the reference looks up its place in the world in the image. Nothing is "
            + "aligned: both must lie in the same world coordinates, as images of one session do. "
            + "Where the image has no voxel, the result is 0.",
        "Interpolation, masks and label maps as in `resample`; nothing is averaged there either.",
        "Errors: a voxel that is NaN or infinite (but for \"nearest\"), \"cubic\" labels. Images that "
            + "do not overlap give 0 everywhere and a warning.",
    ]

    static func call(_ arguments: Arguments, _ binding: AnalysisBinding) throws -> Value {
        let image = try arguments.image()
        let reference = try arguments.image(named: "reference")
        let result = try arguments.resampled(image, to: reference.geometry)
        if !reference.geometry.mayOverlap(image.geometry) {
            binding.effects.warn(
                "\(image.title) and \(reference.title) do not overlap: the result is 0 everywhere")
        }
        return result
    }
}
