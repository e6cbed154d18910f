import Script

/// `segment(scan, structure)`.
enum Segment: BuiltIn {
    static let signature = Signature(
        name: "segment",
        summary: "Marks a structure in a scan.",
        parameters: [
            Parameter(
                "scan", [.volume, .labelMap, .list, .tuple],
                "the scan, a list of scans of one person, or a label map in its place"),
            Parameter(
                "structure", .string, "the structure in words, with its side: \"left hippocampus\"",
                isPhrase: true),
        ],
        result: .mask,
        resultSummary: "the voxels of the structure, on the (first) scan's own grid",
        examples: [
            "left = segment(t1, \"left hippocampus\")\nshow(t1, mask=left)",
            """
            for side in ["left", "right"]:
                thalamus = segment(t1, f"{side} thalamus")
                report(f"{side} thalamus", volume_ml(thalamus), "mL")
            """,
        ],
        runsNetwork: true)

    static let details = [
        "Without a side, both sides are marked. A composite, such as the basal ganglia, is the "
            + "union of its parts.",
        "The words steer the vision network. Words that are no name of the table are read as the "
            + "nearest structure, and it is said; unless they lie very near to its name, that name "
            + "steers the network in their place.",
        "Several scans of one person, on any grids, are weighed against each other voxel by voxel: "
            + "segment([t1, flair], \"thalamus\"). They must lie in the same world coordinates. One "
            + "that shows no head counts only where no other lies, and it is said. Thick slices of one "
            + "contrast that cross each other are joined to one image of small voxels first.",
        "White matter lesions lie over the anatomy. They are told by the scans whose contrast shows "
            + "them best: FLAIR before T1 before T2.",
        "Where a label map stands in for the network, whole structures are meant: choroid plexus "
            + "counts as ventricle, cortical parcels as cortex, and lesions, hypointensities and "
            + "corpus callosum as the white matter of the nearer side.",
        "A structure that is not found gives an empty mask and a warning; so does a mask that "
            + "touches the edge of the scan, whose volume or place is far from those of the anatomies "
            + "that the network was trained on, or that is in more and smaller pieces than theirs, and "
            + "a scan unlike those. Errors: a phrase that means no structure, a side of a "
            + "structure that has none, a label map without labels for the structure, a CT "
            + "in Hounsfield units (the network knows MR images only).",
    ]

    static func call(_ arguments: Arguments, _ binding: AnalysisBinding) throws -> Value {
        let phrase = try arguments.string(named: "structure")
        let reading: AnatomyReading
        switch binding.resolver.read(phrase) {
        case .success(let found): reading = found
        case .failure(let refusal): throw AnalysisError.phrase(refusal)
        }
        let mask = try mask(of: reading, arguments, binding)
        if let confidence = reading.confidence {
            let percent = NumberText.short((100 * confidence).rounded())
            binding.effects.note("“\(phrase)” is read as \(mask.name) (\(percent) % sure)")
        }
        for flag in mask.flags {
            binding.effects.warn(warning(flag, mask: mask))
        }
        return .object(mask)
    }

    private static func mask(
        of reading: AnatomyReading, _ arguments: Arguments, _ binding: AnalysisBinding
    ) throws -> MaskValue {
        let effects = binding.effects
        let control = arguments.control(binding)
        if case .object(let object) = arguments.value(named: "scan"),
            let labels = object as? LabelMapValue
        {
            let segmenter = LabelMapSegmenter(
                labels.labelMap, name: labels.name, vocabulary: binding.resolver.vocabulary)
            let found = try segmenter.segment(reading)
            found.notes.forEach(effects.note)
            return MaskValue(
                found.mask, reading: reading, scan: nil, origin: segmenter.title, confidence: nil)
        }
        let scans = try scans(of: arguments)
        let segmenter = try binding.segmenters.segmenter(for: scans[0])
        let found = try segmenter.segment(scans, reading, control: control)
        found.notes.forEach(effects.note)
        found.warnings.forEach(effects.warn)
        return MaskValue(
            found.mask, reading: reading, scan: scans[0], origin: segmenter.title,
            confidence: found.confidence, flags: found.flags)
    }

    /// One scan, or a list of them that is not empty.
    static func scans(of arguments: Arguments) throws -> [ScanValue] {
        switch arguments.value(named: "scan") {
        case .list, .tuple:
            let scans = try arguments.items(named: "scan").map { item in
                guard case .object(let object) = item, let scan = object as? ScanValue else {
                    throw AnalysisError.notAnImage(
                        function: arguments.signature.name, parameter: "scan",
                        found: item.kind.description)
                }
                return scan
            }
            guard !scans.isEmpty else {
                throw AnalysisError.notAnImage(
                    function: arguments.signature.name, parameter: "scan",
                    found: "list without a scan")
            }
            return scans
        default: return [try arguments.scan(named: "scan")]
        }
    }

    private static func warning(_ flag: MaskFlag, mask: MaskValue) -> String {
        let place = mask.scan.map { " in \($0.name)" } ?? ""
        switch flag {
        case .empty: return "no voxel of \(mask.name) was found\(place): the mask is empty"
        case .touchesFieldOfView, .implausibleVolume, .misplaced, .fragmented, .scattered:
            return "\(mask.name)\(place): \(flag)"
        }
    }
}
