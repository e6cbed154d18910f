import Script
import Volumes

/// `distance_map(mask)`.
enum DistanceMap: BuiltIn {
    static let signature = Signature(
        name: "distance_map",
        summary: "Distance from every voxel to a mask.",
        parameters: [
            Parameter("mask", .mask, "the mask")
        ],
        result: .volume,
        resultSummary: "the distances, on the mask's grid; 0.0 inside",
        resultUnit: "mm",
        examples: [
            """
            hippocampus = segment(t1, "left hippocampus")
            report("mean distance of the amygdala", mean(distance_map(hippocampus), segment(t1, "left amygdala")), "mm")
            """,
            """
            near = distance_map(segment(t1, "thalamus")) <= 3
            report("within 3 mm", volume_ml(near), "mL")
            """,
        ])

    static let details = [
        "The exact Euclidean distance (Felzenszwalb and Huttenlocher 2012) from a voxel's "
            + "centre to that of the nearest voxel inside, as SciPy's distance_transform_edt gives "
            + "it for ~mask. For the distance inside, take distance_map(~mask). On a sheared grid "
            + "the axes are taken as upright.",
        "Errors: an empty mask, to which there is no distance.",
    ]

    static func call(_ arguments: Arguments, _ binding: AnalysisBinding) throws -> Value {
        let value = try arguments.filledMask(named: "mask")
        let distances = try arguments.stoppable { try value.mask.distanceMap(isCancelled: $0) }
        return .object(
            ScanValue(
                computed: distances,
                name: ScanValue.shortened("distance_map(\(value.name))")))
    }
}
