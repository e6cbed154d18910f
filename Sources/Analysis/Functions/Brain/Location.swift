import Script
import Volumes

/// `location(mask, scan)`.
enum Location: BuiltIn {
    static let signature = Signature(
        name: "location",
        summary: "Which structures and lobes a mask lies in.",
        parameters: [
            Parameter("mask", .mask, "the mask, on the grid of the (first) scan"),
            Parameter(
                "scan", [.volume, .labelMap, .list, .tuple],
                "the scan, a list of scans of one person, or a label map in its place"),
        ],
        result: .table,
        resultSummary:
            "rows of kind, structure, side, mL and percent_of_mask, the largest share first",
        examples: [
            """
            bright = t1 > 50
            print(location(bright, t1))
            save(location(bright, t1), "location.csv")
            """,
            """
            where = location(segment(t1, "hippocampus"), t1)
            report("most of it", where[0]["structure"])
            """,
        ],
        runsNetwork: true)

    static let details = [
        "Rows of the kind structure divide the mask among the leaves of the head: their "
            + "percentages add up to 100, and what no structure holds goes by elsewhere. Rows of "
            + "the kind lobe follow: the cortex of a lobe, the cingulate cortex or the insula; "
            + "their voxels are counted among the structures too.",
        "A label map that has the cortex only as a whole gives no lobes. What the mask does "
            + "not touch has no row.",
        "Errors: an empty mask, a mask on another grid than the scan.",
    ]

    static func call(_ arguments: Arguments, _ binding: AnalysisBinding) throws -> Value {
        let mask = try arguments.filledMask(named: "mask")
        let leaves = try LeafVolumes(arguments, binding)
        try GridCheck.require(
            leaves.map.geometry, leaves.name, mask.mask.geometry, "the mask of \(mask.name)")
        var rows = structures(in: mask.mask, leaves, binding.resolver.vocabulary)
        rows += try lobes(in: mask.mask, leaves, arguments, binding)
        let all = Double(mask.mask.count)
        return .object(
            TableValue(
                columns: ["kind", "structure", "side", "mL", "percent_of_mask"],
                rows: rows.map { row in
                    [
                        .text(row.kind), .text(row.place.structure),
                        .text(row.place.side.rawValue), .float(leaves.volume(ofVoxels: row.count)),
                        .float(100 * Double(row.count) / all),
                    ]
                }))
    }

    private typealias Row = (kind: String, place: Leaf, count: Int)

    private static func structures(
        in mask: Mask, _ leaves: LeafVolumes, _ vocabulary: Vocabulary
    ) -> [Row] {
        var counts: [Int32: Int] = [:]
        leaves.map.voxels.withUnsafeBufferPointer { labels in
            mask.voxels.withUnsafeBufferPointer { inside in
                for index in 0..<inside.count where inside[index] != 0 {
                    counts[labels[index], default: 0] += 1
                }
            }
        }
        let elsewhere = Leaf(structure: "elsewhere", side: .both)
        return counts.map { label, count in
            (
                "structure", label == 0 ? elsewhere : vocabulary.leaf(ofLabel: label) ?? elsewhere,
                count
            )
        }.sorted(by: isBefore)
    }

    private static func lobes(
        in mask: Mask, _ leaves: LeafVolumes, _ arguments: Arguments, _ binding: AnalysisBinding
    ) throws -> [Row] {
        let control = RunControl(isCancelled: arguments.context.cancellation)
        var rows: [Row] = []
        for name in lobeNames {
            for side in [Side.left, .right] {
                try arguments.context.poll()
                guard case .success(let reading) = binding.resolver.read(side.naming(name)) else {
                    continue
                }
                do {
                    let lobe = try part(reading, leaves, arguments, binding, control)
                    let count = lobe.countShared(with: mask)
                    if count > 0 { rows.append(("lobe", Leaf(structure: name, side: side), count)) }
                } catch AnalysisError.cortexNotParcelled, AnalysisError.notInLabelMap,
                    AnalysisError.sidesNotSeparated
                {
                    // A map that does not know the lobes says nothing about them.
                    continue
                }
            }
        }
        return rows.sorted(by: isBefore)
    }

    private static let lobeNames = [
        "frontal lobe", "parietal lobe", "temporal lobe", "occipital lobe", "cingulate cortex",
        "insula",
    ]

    private static func part(
        _ reading: AnatomyReading, _ leaves: LeafVolumes, _ arguments: Arguments,
        _ binding: AnalysisBinding, _ control: RunControl
    ) throws -> Mask {
        if let scan = leaves.scan {
            return try binding.segmenters.segmenter(for: scan)
                .segment(Segment.scans(of: arguments), reading, control: control).mask
        }
        guard case .object(let object) = arguments.value(named: "scan"),
            let labels = object as? LabelMapValue
        else { throw arguments.mismatch("scan") }
        return try LabelMapSegmenter(
            labels.labelMap, name: labels.name, vocabulary: binding.resolver.vocabulary
        ).segment(reading).mask
    }

    /// By size, then by name, so that the order is always the same.
    private static func isBefore(_ first: Row, _ second: Row) -> Bool {
        (-first.count, "\(first.place)") < (-second.count, "\(second.place)")
    }
}
