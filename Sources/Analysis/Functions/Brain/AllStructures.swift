import Script
import Volumes

/// `all_structures(scan)`.
enum AllStructures: BuiltIn {
    static let signature = Signature(
        name: "all_structures",
        summary: "Volumes of every structure inside the skull.",
        parameters: [
            Parameter(
                "scan", [.volume, .labelMap, .list, .tuple],
                "the scan, a list of scans of one person, or a label map in its place")
        ],
        result: .table,
        resultSummary: "one row for each structure and side that was found",
        examples: [
            "save(all_structures(t1), \"structures.csv\")",
            """
            for row in all_structures(t1):
                if row["structure"] == "hippocampus":
                    report(row["StructName"], row["mL"], "mL")
            """,
        ],
        runsNetwork: true)

    static let details = [
        "The columns SegId, StructName, NVoxels and Volume_mm3 are those of FreeSurfer's "
            + "aseg.stats, with its numbers and names; structure and side (left, right or both) "
            + "are the words of this program, mL the volume, percent_of_ICV its part of the "
            + "intracranial volume (see intracranial_volume).",
        "confidence is the mean probability of the structure's voxels, 0 to 1; a label map "
            + "has none, and then there is no such column.",
        "A structure of which no voxel was found has no row: a label map may simply not "
            + "know it. Errors: a scan in which no brain is found.",
    ]

    static func call(_ arguments: Arguments, _ binding: AnalysisBinding) throws -> Value {
        let leaves = try LeafVolumes(arguments, binding)
        let all = try leaves.intracranialVoxels(signature.name)
        let found = leaves.intracranial.filter { leaves.voxels(of: $0) > 0 }
        let confidences = try confidences(of: found, leaves, arguments, binding)
        let rows = found.map { leaf -> [Value] in
            let count = leaves.voxels(of: leaf)
            let volume = leaves.volume(ofVoxels: count)
            let number = leaves.number(of: leaf)
            return [
                .int(Int(number)), .text(LabelNames.freeSurfer[number] ?? leaf.description),
                .text(leaf.structure), .text(leaf.side.rawValue), .int(count),
                .float(1000 * volume), .float(volume),
                .float(100 * Double(count) / Double(all)),
            ]
        }
        guard let confidences else {
            return .object(TableValue(columns: columns, rows: rows))
        }
        return .object(
            TableValue(
                columns: columns + ["confidence"],
                rows: zip(rows, confidences).map { $0 + [.float($1)] }))
    }

    private static let columns = [
        "SegId", "StructName", "structure", "side", "NVoxels", "Volume_mm3", "mL",
        "percent_of_ICV",
    ]

    /// - Returns: nil where the segmenter has none.
    private static func confidences(
        of found: [Leaf], _ leaves: LeafVolumes, _ arguments: Arguments,
        _ binding: AnalysisBinding
    ) throws -> [Double]? {
        guard let scan = leaves.scan else { return nil }
        let scans = try Segment.scans(of: arguments)
        let segmenter = try binding.segmenters.segmenter(for: scan)
        let control = RunControl(isCancelled: arguments.context.cancellation)
        var confidences: [Double] = []
        for leaf in found {
            try arguments.context.poll()
            guard case .success(let reading) = binding.resolver.read(leaf.description),
                let confidence = try segmenter.segment(scans, reading, control: control).confidence
            else { return nil }
            confidences.append(confidence)
        }
        return confidences
    }
}
