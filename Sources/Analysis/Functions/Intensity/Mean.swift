import Script

/// `mean(scan, mask)`.
enum Mean: BuiltIn {
    static let signature = Signature(
        name: "mean",
        summary: "Mean intensity of a scan in a mask.",
        parameters: [
            Parameter("scan", .volume, "the scan"),
            Parameter("mask", .mask, "where to average; on the scan's grid"),
        ],
        result: .float,
        resultSummary: "the mean of the scan's intensities, in the scan's own unit",
        examples: [
            "report(\"mean in the thalamus\", mean(t1, segment(t1, \"thalamus\")))",
            """
            grey = mean(t1, segment(t1, "cerebral cortex"))
            white = mean(t1, segment(t1, "cerebral white matter"))
            report("grey to white ratio", grey / white)
            """,
        ])

    static let details = [
        "The arithmetic mean over the voxels inside, summed in double precision; every voxel "
            + "counts once.",
        "Errors: an empty mask (a mean of nothing is undefined), a mask on another grid.",
    ]

    static func call(_ arguments: Arguments, _ binding: AnalysisBinding) throws -> Value {
        let scan = try arguments.scan(named: "scan")
        let mask = try arguments.mask(named: "mask")
        try GridCheck.require(
            scan.volume.geometry, scan.name, mask.mask.geometry, "the mask of \(mask.name)")
        guard let mean = mean(of: scan.volume.voxels, inside: mask.mask.voxels) else {
            throw AnalysisError.emptyMask(function: signature.name, mask: mask.name)
        }
        return .float(mean)
    }

    /// - Returns: `nil` when no voxel is inside.
    static func mean(of voxels: [Float], inside mask: [UInt8]) -> Double? {
        var sum = 0.0
        var count = 0
        voxels.withUnsafeBufferPointer { voxels in
            mask.withUnsafeBufferPointer { mask in
                for index in 0..<mask.count where mask[index] != 0 {
                    sum += Double(voxels[index])
                    count += 1
                }
            }
        }
        return count == 0 ? nil : sum / Double(count)
    }
}
