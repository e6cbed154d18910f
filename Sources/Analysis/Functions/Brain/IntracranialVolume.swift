import Script

/// `intracranial_volume(scan)`.
enum IntracranialVolume: BuiltIn {
    static let signature = Signature(
        name: "intracranial_volume",
        summary: "Volume inside the skull.",
        parameters: [
            Parameter(
                "scan", [.volume, .labelMap, .list, .tuple],
                "the scan, a list of scans of one person, or a label map in its place")
        ],
        result: .float,
        resultSummary: "the intracranial volume",
        resultUnit: "mL",
        examples: [
            "report(\"intracranial volume\", intracranial_volume(t1), \"mL\")",
            """
            hippocampus = segment(t1, "hippocampus")
            report("hippocampi", 100 * volume_ml(hippocampus) / intracranial_volume(t1), "%")
            """,
        ],
        runsNetwork: true)

    static let details = [
        "The intracranial volume is all that lies inside the skull: brain tissue (cerebrum, "
            + "cerebellum, brainstem), the ventricles and the cerebrospinal fluid around the "
            + "brain; arteries, veins and sinuses are outside of it. It is counted in voxels, not "
            + "estimated from a registration as FreeSurfer's eTIV is.",
        "A label map without cerebrospinal fluid gives the volume of brain and ventricles, "
            + "and a note says so.",
        "Errors: a scan in which no brain is found.",
    ]

    static func call(_ arguments: Arguments, _ binding: AnalysisBinding) throws -> Value {
        let leaves = try LeafVolumes(arguments, binding)
        return .float(leaves.volume(ofVoxels: try leaves.intracranialVoxels(signature.name)))
    }
}
