import Script
import Volumes

/// `resample(image, voxel_size_mm, interpolation=None)`.
enum Resample: BuiltIn {
    static let signature = Signature(
        name: "resample",
        summary: "Brings an image to voxels of another size.",
        parameters: [
            .image,
            Parameter(
                "voxel_size_mm", [.number, .list, .tuple],
                "the edge of the new voxels, 0.01 to 1000, or a list of three, one for each axis",
                unit: "mm"),
            .interpolation,
        ],
        result: .image,
        resultSummary: "an image of the same kind, over the same field of view",
        examples: [
            "show(resample(t1, 2))",
            """
            left = segment(t1, "left hippocampus")
            coarse = resample(left, [1, 1, 3])
            report("volume at 3 mm slices", volume_ml(coarse), "mL")
            """,
        ])

    static let details = [
        "The axes keep their directions and the field of view its centre; it is rounded to whole "
            + "voxels. Between voxels: \"linear\"; \"cubic\" for B-splines through the voxels, "
            + "sharper, but overshooting at edges; \"nearest\". SciPy's `map_coordinates` gives the "
            + "same. Beyond the outermost centres, the outermost values hold.",
        "Masks and label maps stay what they are: \"nearest\", or \"linear\", which takes the label "
            + "that the neighbours weigh most for (of two equal ones the smaller). No label arises "
            + "that was not there.",
        "To larger voxels nothing is averaged: smooth first, so that detail too fine for them does "
            + "not come out as noise.",
        "Errors: a size outside 0.01 to 1000 mm, a list of other than three, more than 512 million "
            + "voxels, a voxel that is NaN or infinite (but for \"nearest\"), \"cubic\" labels.",
    ]

    static func call(_ arguments: Arguments, _ binding: AnalysisBinding) throws -> Value {
        let image = try arguments.image()
        let size = try voxelSize(of: arguments)
        let target = try GridImage.require(signature.name) { () throws(VolumeError) in
            try image.geometry.regridded(voxelSize: size)
        }
        return try arguments.resampled(image, to: target)
    }

    private static func voxelSize(of arguments: Arguments) throws -> SIMD3<Double> {
        let given = arguments.value(named: "voxel_size_mm")
        let values =
            try given.number.map { [$0, $0, $0] }
            ?? arguments.items(named: "voxel_size_mm").compactMap(\.number)
        guard values.count == 3, values.allSatisfy({ (0.01...1000).contains($0) }) else {
            throw ImageError.outOfRange(
                function: signature.name, parameter: "voxel_size_mm", found: given.literal,
                allowed: "one or three numbers of 0.01 to 1000 mm")
        }
        return SIMD3(values[0], values[1], values[2])
    }
}
