import Script
import Volumes

/// `contrast(scan, mask, width_mm=3.0)`.
enum Contrast: BuiltIn {
    static let signature = Signature(
        name: "contrast",
        summary: "Contrast of a mask to the ring around it.",
        parameters: [
            Parameter("scan", .volume, "the scan"),
            Parameter("mask", .mask, "what stands out; on the scan's grid"),
            Parameter(
                "width_mm", .number, "how far the ring reaches, 0 to 100", unit: "mm",
                defaultValue: .float(3)),
        ],
        result: .float,
        resultSummary:
            "the contrast, without a unit: 0.2 where the mask is 20 % brighter than the ring",
        examples: [
            "report(\"contrast of the thalamus\", contrast(t1, segment(t1, \"thalamus\")))",
            """
            left = segment(t1, "left hippocampus")
            for width in [2, 4]:
                report(f"contrast to {width} mm around", contrast(t1, left, width_mm=width))
            """,
        ])

    static let details = [
        "(mean inside − mean of the ring) / |mean of the ring|, Weber's contrast: negative where the "
            + "mask is darker.",
        "The ring holds the voxels outside whose centre lies at most `width_mm` from that of a voxel "
            + "inside, in millimetres along each axis, so that thick slices are handled. It ends at the "
            + "edge of the scan, and takes what tissue there is.",
        "Errors: an empty mask, a mask on another grid, a voxel inside or in the ring that is NaN or "
            + "infinite, a ring without a voxel or with a mean of 0, a width outside 0 to 100 mm.",
    ]

    static func call(_ arguments: Arguments, _ binding: AnalysisBinding) throws -> Value {
        let scan = try arguments.scan(named: "scan")
        let mask = try arguments.mask(named: "mask")
        let width = try arguments.number(named: "width_mm", in: 0...100, unit: "mm")
        let inside = try arguments.intensities()
        let around = try arguments.stoppable {
            try Self.ring(around: mask.mask, width: width, isCancelled: $0)
        }
        guard around.contains(1) else {
            throw ImageError.noRing(mask: mask.name, width: NumberText.short(width))
        }
        let ring = Mask(geometry: mask.mask.geometry, voxels: around)
        let outside = try arguments.intensities(
            of: scan, inside: MaskValue(computed: ring, name: "the ring", scan: scan)
        ).mean
        guard outside != 0 else {
            throw ImageError.zeroDenominator(
                function: signature.name, what: "the mean of the ring around \(mask.name)")
        }
        return .float((inside.mean - outside) / abs(outside))
    }

    /// 1 in the voxels outside whose centre lies at most `width` mm from one inside.
    private static func ring(
        around mask: Mask, width: Double, isCancelled: @escaping @Sendable () -> Bool
    ) throws -> [UInt8] {
        let squared = try DistanceTransform.squared(
            to: 1, in: mask.voxels, geometry: mask.geometry, isCancelled: isCancelled)
        // Squares are kept in single precision: a voxel that lies on the limit counts.
        let limit = Float(width * width * (1 + 1e-6))
        return squared.withUnsafeBufferPointer { distances in
            [UInt8](unsafeUninitializedCapacity: distances.count) { target, count in
                for index in 0..<distances.count {
                    target[index] = distances[index] > 0 && distances[index] <= limit ? 1 : 0
                }
                count = distances.count
            }
        }
    }
}
