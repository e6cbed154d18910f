import Script

/// `brain_mask(scan)`.
enum BrainMask: BuiltIn {
    static let signature = Signature(
        name: "brain_mask",
        summary: "Marks all that lies inside the skull.",
        parameters: [
            Parameter(
                "scan", [.volume, .labelMap, .list, .tuple],
                "the scan, a list of scans of one person, or a label map in its place")
        ],
        result: .mask,
        resultSummary:
            "the voxels inside the skull, on the (first) scan's own grid; empty, with a warning, where no brain is found",
        examples: [
            "show(t1, mask=brain_mask(t1))",
            """
            brain = brain_mask(t1)
            report("mean intensity", mean(t1, brain))
            """,
        ],
        runsNetwork: true)

    static let details = [
        "The intracranial volume is all that lies inside the skull: brain tissue (cerebrum, "
            + "cerebellum, brainstem), the ventricles and the cerebrospinal fluid around the "
            + "brain; arteries, veins and sinuses are outside of it. It is counted in voxels, not "
            + "estimated from a registration as FreeSurfer's eTIV is.",
        "A label map without cerebrospinal fluid gives the volume of brain and ventricles, "
            + "and a note says so. The same as segment(scan, \"intracranial volume\").",
    ]

    static func call(_ arguments: Arguments, _ binding: AnalysisBinding) throws -> Value {
        let leaves = try LeafVolumes(arguments, binding)
        let mask = leaves.mask(of: "intracranial volume", name: "brain mask")
        if mask.mask.count == 0 {
            binding.effects.warn("no brain was found in \(leaves.name): the mask is empty")
        }
        return .object(mask)
    }
}
