import Script
import Volumes

/// `reorient(image, orientation="RAS")`.
enum Reorient: BuiltIn {
    static let signature = Signature(
        name: "reorient",
        summary: "Orders and turns the axes of an image, without interpolation.",
        parameters: [
            .image,
            Parameter(
                "orientation", .string, "where the three axes lead, e.g. \"RAS\" or \"LPI\"",
                defaultValue: .text("RAS")),
        ],
        result: .image,
        resultSummary: "an image of the same kind, every voxel where it was in the world",
        examples: [
            "save(reorient(t1), \"t1_ras.nii.gz\")",
            "show(reorient(t1, \"LPI\"))",
        ])

    static let details = [
        "Letters say the direction in which each axis grows: R or L, A or P, S or I. Axes are "
            + "permuted and flipped to the order nearest to that, as nibabel's `as_closest_canonical` "
            + "does for RAS; an oblique image stays oblique. No value changes, NaN included.",
        "Errors: letters that do not name each of the three axes once.",
    ]

    static func call(_ arguments: Arguments, _ binding: AnalysisBinding) throws -> Value {
        let letters = try arguments.string(named: "orientation")
        guard let orientation = Orientation(letters) else {
            throw ImageError.outOfRange(
                function: signature.name, parameter: "orientation",
                found: arguments.value(named: "orientation").literal,
                allowed: "three letters, one each of R or L, A or P, S or I,")
        }
        return try arguments.image().mapped(
            by: signature.name, scan: { $0.reoriented(to: orientation).0 },
            mask: { $0.reoriented(to: orientation).0 },
            labels: { $0.reoriented(to: orientation).0 })
    }
}
