import Script
import Volumes

/// `extract_slice(image, plane="axial", position_mm=None)`.
enum ExtractSlice: BuiltIn {
    static let signature = Signature(
        name: "extract_slice",
        summary: "Takes one slice out of an image.",
        parameters: [
            .image,
            Parameter(
                "plane", .string, "\"sagittal\", \"coronal\" or \"axial\"",
                defaultValue: .text("axial")),
            Parameter(
                "position_mm", [.number, .none],
                "where it lies in the world, toward right, anterior or superior; None for the "
                    + "middle slice",
                unit: "mm", defaultValue: .nothing),
        ],
        result: .image,
        resultSummary: "an image of the same kind, one voxel thick",
        examples: [
            "show(extract_slice(t1, \"coronal\"))",
            """
            left = segment(t1, "left hippocampus")
            slice = extract_slice(left, "sagittal")
            report("volume in the middle slice", volume_ml(slice), "mL")
            """,
        ])

    static let details = [
        "The slice of voxels nearest to the position, along the axis nearest to right (sagittal), "
            + "anterior (coronal) or superior (axial); of an oblique image, the position is that of "
            + "the slice's middle. Of an even number of slices the middle one is the upper of two. "
            + "Nothing is interpolated, and the slice stays where it was in the world.",
        "Errors: another plane, a position outside the image.",
    ]

    private static let planes = ["sagittal", "coronal", "axial"]

    static func call(_ arguments: Arguments, _ binding: AnalysisBinding) throws -> Value {
        let plane = try arguments.string(named: "plane")
        guard let world = planes.firstIndex(of: plane) else {
            throw ImageError.unknownWord(
                function: signature.name, parameter: "plane", found: plane, known: planes)
        }
        let image = try arguments.image()
        let grid = image.geometry
        guard
            let axis = grid.orientation.directions.firstIndex(where: { $0.worldAxis == world })
        else { preconditionFailure("an orientation names every axis") }
        var first = SIMD3(0, 0, 0)
        first[axis] = grid.shape[axis] / 2
        if let position = try arguments.optionalNumber(named: "position_mm") {
            first[axis] = try index(of: position, axis: axis, world: world, in: grid)
        }
        var shape = grid.shape
        shape[axis] = 1
        let target = try grid.cut(from: first, shape: shape)
        return image.mapped(
            by: signature.name, scan: { $0.cut(from: first, to: target) },
            mask: { $0.cut(from: first, to: target) },
            labels: { $0.cut(from: first, to: target) })
    }

    /// The slice whose middle is nearest to a world coordinate.
    private static func index(
        of position: Double, axis: Int, world: Int, in grid: Geometry
    ) throws -> Int {
        let count = grid.shape[axis]
        var middle = SIMD3<Double>(grid.shape &- SIMD3(1, 1, 1)) / 2
        middle[axis] = 0
        let start = grid.world(middle)[world]
        let step = grid.affine[world, axis]
        let place = ((position - start) / step).rounded()
        guard place >= 0, place <= Double(count - 1) else {
            let ends = [start - step / 2, start + (Double(count) - 0.5) * step].sorted()
            throw ImageError.outOfRange(
                function: signature.name, parameter: "position_mm",
                found: NumberText.short(position),
                allowed: "\(NumberText.short(ends[0])) to \(NumberText.short(ends[1])) mm")
        }
        return Int(place)
    }
}
