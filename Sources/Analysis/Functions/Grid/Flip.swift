import Script
import Volumes

/// `flip(image, direction="left-right")`.
enum Flip: BuiltIn {
    static let signature = Signature(
        name: "flip",
        summary: "Mirrors an image on its own grid.",
        parameters: [
            .image,
            Parameter(
                "direction", .string,
                "\"left-right\", \"anterior-posterior\" or \"superior-inferior\"",
                defaultValue: .text("left-right")),
        ],
        result: .image,
        resultSummary: "the mirror image, of the same kind and on the same grid",
        examples: [
            "show(t1 - flip(t1))",
            """
            left = segment(t1, "left thalamus")
            right = segment(t1, "right thalamus")
            report("shared after the flip", volume_ml(flip(left) & right), "mL")
            """,
        ])

    static let details = [
        "The voxels are put in reverse order along the axis nearest to the direction, about the "
            + "middle of the grid: the patient's left is then where the right was, and a label map "
            + "says \"left\" of what now lies on the right. To change the order of the axes with "
            + "everything in its place, use `reorient`. No value changes, NaN included.",
        "The middle of the grid is not that of the brain: align before sides are compared. Errors: "
            + "another direction.",
    ]

    private static let words = ["left-right", "anterior-posterior", "superior-inferior"]

    static func call(_ arguments: Arguments, _ binding: AnalysisBinding) throws -> Value {
        let word = try arguments.string(named: "direction")
        guard let world = words.firstIndex(of: word) else {
            throw ImageError.unknownWord(
                function: signature.name, parameter: "direction", found: word, known: words)
        }
        let image = try arguments.image()
        let grid = image.geometry
        let directions = grid.orientation.directions.map {
            $0.worldAxis == world ? $0.opposite : $0
        }
        // Each world axis is named once, as before.
        guard let mirrored = Orientation(directions[0], directions[1], directions[2]) else {
            preconditionFailure("a flip lost an axis")
        }
        return image.mapped(
            by: signature.name,
            scan: {
                let (moved, _) = $0.reoriented(to: mirrored)
                return Volume(geometry: grid, voxels: moved.voxels, header: $0.header)
            },
            mask: {
                let (moved, _) = $0.reoriented(to: mirrored)
                return Mask(geometry: grid, voxels: moved.voxels, header: $0.header)
            },
            labels: {
                let (moved, _) = $0.reoriented(to: mirrored)
                return LabelMap(
                    geometry: grid, voxels: moved.voxels, names: $0.names, header: $0.header)
            })
    }
}
