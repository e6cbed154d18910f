import Script
import Volumes

/// `crop(image, mask, margin_mm=0.0)`.
enum Crop: BuiltIn {
    static let signature = Signature(
        name: "crop",
        summary: "Cuts an image down to the box around a mask.",
        parameters: [
            .image,
            Parameter("mask", .mask, "what shall stay in sight; on the image's grid"),
            Parameter(
                "margin_mm", .number, "how much more stays on all sides, 0 to 1000", unit: "mm",
                defaultValue: .float(0)),
        ],
        result: .image,
        resultSummary: "an image of the same kind; its voxels stay where they were in the world",
        examples: [
            "show(crop(t1, segment(t1, \"left hippocampus\"), margin_mm=10))",
            """
            left = segment(t1, "left hippocampus")
            near = crop(t1, left, 5)
            report("mean", mean(near, crop(left, left, 5)))
            """,
        ])

    static let details = [
        "The box follows the voxel axes. A margin that ends inside a voxel takes all of it; beyond "
            + "the edge of the image there is nothing to take: `pad` adds there. No value changes, "
            + "NaN included.",
        "Errors: an empty mask, a mask on another grid, a margin outside 0 to 1000 mm.",
    ]

    static func call(_ arguments: Arguments, _ binding: AnalysisBinding) throws -> Value {
        let margin = try arguments.number(named: "margin_mm", in: 0...1000, unit: "mm")
        let image = try arguments.image()
        let mask = try arguments.mask(named: "mask")
        let geometry = image.geometry
        try GridCheck.require(
            geometry, image.title, mask.mask.geometry, "the mask of \(mask.name)")
        guard let box = mask.mask.box else {
            throw AnalysisError.emptyMask(function: signature.name, mask: mask.name)
        }
        let wide = box.grown(by: geometry.steps(covering: margin), within: geometry.shape)
        let first = wide.start
        let target = try geometry.cut(from: first, shape: wide.shape)
        return image.mapped(
            by: signature.name, scan: { $0.cut(from: first, to: target) },
            mask: { $0.cut(from: first, to: target) },
            labels: { $0.cut(from: first, to: target) })
    }
}
