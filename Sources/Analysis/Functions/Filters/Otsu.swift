import Script
import Volumes

/// `otsu(scan, mask=None)`.
enum Otsu: BuiltIn {
    static let signature = Signature(
        name: "otsu",
        summary: "The intensity that parts dark from bright voxels best.",
        parameters: [
            Parameter("scan", .volume, "the scan"),
            Parameter(
                "mask", [.mask, .none], "the voxels that count, on the scan's grid; None for all",
                defaultValue: .nothing),
        ],
        result: .float,
        resultSummary: "the threshold, in the scan's own unit",
        examples: [
            "show(t1, mask=t1 > otsu(t1))",
            """
            head = t1 > otsu(t1)
            report("threshold inside the head", otsu(t1, mask=head))
            """,
        ])

    static let details = [
        "Of 256 bins between the smallest and the largest intensity, the middle of the bin for which "
            + "the variance between the two classes is largest (Otsu 1979), as scikit-image's "
            + "`threshold_otsu` gives it. The first of equally good bins is taken; bright is what "
            + "lies above.",
        "Errors: an empty mask, a mask on another grid, a voxel that counts and is NaN or infinite, "
            + "voxels of one value only.",
    ]

    private static let bins = 256

    static func call(_ arguments: Arguments, _ binding: AnalysisBinding) throws -> Value {
        let scan = try arguments.scan(named: "scan")
        let found = try arguments.intensities(of: scan, insideOptional: "mask")
        guard found.minimum < found.maximum else {
            throw ImageError.noSpread(function: signature.name, image: scan.name)
        }
        let edges = Histogram.edges(
            from: Double(found.minimum), to: Double(found.maximum), bins: bins)
        return .float(threshold(counts: found.histogram(edges: edges), edges: edges))
    }

    /// The middle of the last bin of the dark class.
    private static func threshold(counts: [Int], edges: [Double]) -> Double {
        let middles = counts.indices.map { (edges[$0] + edges[$0 + 1]) / 2 }
        let total = Double(counts.reduce(0, +))
        let sum = zip(counts, middles).reduce(0) { $0 + Double($1.0) * $1.1 }
        var (below, sumBelow) = (0.0, 0.0)
        var best = (variance: -1.0, middle: middles[0])
        for bin in 0..<counts.count - 1 {
            below += Double(counts[bin])
            sumBelow += Double(counts[bin]) * middles[bin]
            let above = total - below
            // The outermost bins hold a voxel each, so that neither class is empty.
            let difference = sumBelow / below - (sum - sumBelow) / above
            let variance = below * above * difference * difference
            if variance > best.variance * (1 + 1e-12) { best = (variance, middles[bin]) }
        }
        return best.middle
    }
}
