import Script
import Volumes

/// `pad(image, margin_mm, value=0.0)`.
enum Pad: BuiltIn {
    static let signature = Signature(
        name: "pad",
        summary: "Adds voxels around an image.",
        parameters: [
            .image,
            Parameter("margin_mm", .number, "how much on every side, 0 to 1000", unit: "mm"),
            Parameter(
                "value", .number, "what they hold; 0 for masks and label maps",
                defaultValue: .float(0)),
        ],
        result: .image,
        resultSummary: "an image of the same kind; its voxels stay where they were in the world",
        examples: [
            "show(pad(t1, 10))",
            """
            wide = pad(t1, 20, value=minimum(t1, t1 > -1))
            save(wide, "t1_wide.nii.gz")
            """,
        ])

    static let details = [
        "As many whole voxels on both sides of each axis as the margin needs, so that thick slices "
            + "may add more than it. No value changes, NaN included.",
        "Errors: a margin outside 0 to 1000 mm, more than 512 million voxels, a value that is NaN or "
            + "infinite, another value than 0 around a mask or a label map.",
    ]

    static func call(_ arguments: Arguments, _ binding: AnalysisBinding) throws -> Value {
        let margin = try arguments.number(named: "margin_mm", in: 0...1000, unit: "mm")
        let value = try arguments.optionalFinite(named: "value") ?? 0
        let image = try arguments.image()
        if case .scan = image {
        } else if value != 0 {
            throw ImageError.outOfRange(
                function: signature.name, parameter: "value", found: NumberText.short(value),
                allowed: "0 around masks and label maps")
        }
        let more = image.geometry.steps(covering: margin)
        let first = 0 &- more
        let target = try GridImage.require(signature.name) { () throws(VolumeError) in
            try image.geometry.cut(from: first, shape: image.geometry.shape &+ more &+ more)
        }
        return image.mapped(
            by: signature.name, scan: { $0.cut(from: first, to: target, fill: Float(value)) },
            mask: { $0.cut(from: first, to: target) },
            labels: { $0.cut(from: first, to: target) })
    }
}
