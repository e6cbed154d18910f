import Script
import Volumes

/// `histogram(scan, mask, bins=64, low=None, high=None)`.
enum Histogram: BuiltIn {
    static let signature = Signature(
        name: "histogram",
        summary: "Counts the intensities of a mask in bins.",
        parameters: [
            Parameter("scan", .volume, "the scan"),
            Parameter("mask", .mask, "the voxels that count; on the scan's grid"),
            Parameter("bins", .int, "how many bins, 1 to 10000", defaultValue: .int(64)),
            Parameter(
                "low", [.number, .none], "where the first bin begins; None for the minimum",
                defaultValue: .nothing),
            Parameter(
                "high", [.number, .none], "where the last bin ends; None for the maximum",
                defaultValue: .nothing),
        ],
        result: .table,
        resultSummary: "a row for each bin: where it begins (from) and ends (to), its voxels",
        examples: [
            """
            counts = histogram(t1, segment(t1, "thalamus"), bins=8)
            print(counts)
            report("voxels in all", sum(counts["voxels"]))
            """,
            """
            white = segment(t1, "cerebral white matter")
            save(histogram(t1, white, bins=100, low=0, high=200), "white.csv")
            """,
        ])

    static let details = [
        "Bins of one width; each holds its lower edge, the last one both, as NumPy's `histogram` "
            + "has it. Values outside low and high are not counted. Where low and high are equal, "
            + "the bins reach half a unit to both sides.",
        "Errors: an empty mask, a mask on another grid, a voxel inside that is NaN or infinite, "
            + "low above high, another number of bins than 1 to 10000.",
    ]

    static func call(_ arguments: Arguments, _ binding: AnalysisBinding) throws -> Value {
        let bins = Int(try arguments.number(named: "bins", in: 1...10_000))
        let found = try arguments.intensities()
        var low = try arguments.optionalFinite(named: "low") ?? Double(found.minimum)
        var high = try arguments.optionalFinite(named: "high") ?? Double(found.maximum)
        guard low <= high else {
            throw ImageError.emptyRange(
                function: signature.name, low: NumberText.short(low), high: NumberText.short(high))
        }
        if low == high { (low, high) = (low - 0.5, high + 0.5) }
        let edges = Intensities.edges(from: low, to: high, bins: bins)
        let counts = found.histogram(edges: edges)
        let rows = counts.indices.map { bin in
            [Value.float(edges[bin]), .float(edges[bin + 1]), .int(counts[bin])]
        }
        return .object(TableValue(columns: ["from", "to", "voxels"], rows: rows))
    }
}
