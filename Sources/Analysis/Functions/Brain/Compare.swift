import Script

/// `compare(scans)`.
enum Compare: BuiltIn {
    static let signature = Signature(
        name: "compare",
        summary: "Volumes of every structure in several scans, side by side.",
        parameters: [
            Parameter(
                "scans", [.list, .tuple], "two or more scans or label maps, the earliest first")
        ],
        result: .table,
        resultSummary: "one row for each structure and side that was found in any of them",
        examples: [
            "save(compare([t1, t1]), \"change.csv\")",
            """
            for row in compare([t1, t1]):
                if row["structure"] == "hippocampus":
                    report(row["side"], row["change_mL"], "mL")
            """,
        ],
        runsNetwork: true)

    static let details = [
        "Columns: structure, side, the volume in each scan under its name and “_mL”, then "
            + "change_mL, the last less the first, and change_percent, that in percent of the "
            + "mean of both (FreeSurfer's spc), which is defined for a structure that only one "
            + "has.",
        "Each scan is segmented by itself on its own grid. A structure that a scan does not "
            + "show has 0.0 there; one that none shows has no row.",
        "Errors: fewer than two scans, an item that is neither a scan nor a label map.",
    ]

    static func call(_ arguments: Arguments, _ binding: AnalysisBinding) throws -> Value {
        let items = try arguments.items(named: "scans")
        guard items.count >= 2 else {
            throw ImageError.outOfRange(
                function: signature.name, parameter: "scans", found: "\(items.count)",
                allowed: "two or more scans")
        }
        let control = arguments.control(binding)
        var volumes: [[Double]] = []
        var names: [String] = []
        var leaves: [Leaf] = []
        for item in items {
            try arguments.context.poll()
            let head = try head(item, binding, control)
            leaves = head.intracranial
            volumes.append(leaves.map { head.volume(ofVoxels: head.voxels(of: $0)) })
            let name = "\(head.name)_mL"
            names.append(names.contains(name) ? "\(head.name)_\(names.count + 1)_mL" : name)
        }
        let rows = leaves.indices.filter { leaf in volumes.contains { $0[leaf] > 0 } }
        return .object(
            TableValue(
                columns: ["structure", "side"] + names + ["change_mL", "change_percent"],
                rows: rows.map { place in row(leaves[place], volumes.map { $0[place] }) }))
    }

    private static func row(_ leaf: Leaf, _ volumes: [Double]) -> [Value] {
        let (first, last) = (volumes[0], volumes[volumes.count - 1])
        let mean = (first + last) / 2
        return [.text(leaf.structure), .text(leaf.side.rawValue)] + volumes.map(Value.float)
            + [.float(last - first), .float(mean > 0 ? 100 * (last - first) / mean : 0)]
    }

    private static func head(
        _ item: Value, _ binding: AnalysisBinding, _ control: RunControl
    ) throws -> LeafVolumes {
        if case .object(let object) = item {
            if let scan = object as? ScanValue {
                return try LeafVolumes([scan], binding, control)
            }
            if let labels = object as? LabelMapValue { return LeafVolumes(labels, binding) }
        }
        throw AnalysisError.notAnImage(
            function: signature.name, parameter: "scans", found: item.kind.description)
    }
}
