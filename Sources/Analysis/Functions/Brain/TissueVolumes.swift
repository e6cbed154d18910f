import Script

/// `tissue_volumes(scan)`.
enum TissueVolumes: BuiltIn {
    static let signature = Signature(
        name: "tissue_volumes",
        summary: "Volumes of grey matter, white matter and fluid.",
        parameters: [
            Parameter(
                "scan", [.volume, .labelMap, .list, .tuple],
                "the scan, a list of scans of one person, or a label map in its place")
        ],
        result: .table,
        resultSummary: "four rows: tissue, mL, percent_of_ICV",
        examples: [
            """
            print(tissue_volumes(t1))
            save(tissue_volumes(t1), "tissues.csv")
            """,
            """
            for row in tissue_volumes(t1):
                report(row["tissue"], row["mL"], "mL")
            """,
        ],
        runsNetwork: true)

    static let details = [
        "Grey matter is cerebral and cerebellar cortex, thalamus, basal ganglia, "
            + "hippocampus and amygdala; white matter is that of cerebrum and cerebellum; fluid "
            + "is the ventricles and the cerebrospinal fluid around the brain. The rest, in which "
            + "grey and white are mixed (brainstem, ventral diencephalon, optic chiasm), is a row "
            + "of its own, so that the four add up to the intracranial volume.",
        "A label map without cerebrospinal fluid gives the volume of brain and ventricles, "
            + "and a note says so.",
        "Errors: a scan in which no brain is found.",
    ]

    static func call(_ arguments: Arguments, _ binding: AnalysisBinding) throws -> Value {
        let leaves = try LeafVolumes(arguments, binding)
        let all = try leaves.intracranialVoxels(signature.name)
        var rest = all
        var rows: [(String, Int)] = []
        for (tissue, parts) in [
            ("grey matter", ["grey matter"]), ("white matter", ["total white matter"]),
            ("fluid", ["ventricular system", "cerebrospinal fluid"]),
        ] {
            let count = parts.reduce(0) { $0 + leaves.voxels(of: $1) }
            rows.append((tissue, count))
            rest -= count
        }
        rows.append(("brainstem and diencephalon", rest))
        return .object(
            TableValue(
                columns: ["tissue", "mL", "percent_of_ICV"],
                rows: rows.map { tissue, count in
                    [
                        .text(tissue), .float(leaves.volume(ofVoxels: count)),
                        .float(100 * Double(count) / Double(all)),
                    ]
                }))
    }
}
