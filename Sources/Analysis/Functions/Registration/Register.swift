import Script
import Volumes

/// `register(moving, fixed, model="rigid")`.
enum Register: BuiltIn {
    static let signature = Signature(
        name: "register",
        summary: "Finds where one scan lies in another.",
        parameters: [
            Parameter("moving", .volume, "the scan that is moved"),
            Parameter("fixed", .volume, "the scan that stays where it is"),
            Parameter(
                "model", .string,
                "\"rigid\" (turns and shifts) or \"affine\" (stretches and shears too)",
                defaultValue: .text("rigid")),
        ],
        result: .transform,
        resultSummary: "the way from the moving scan to the fixed one, for `apply`",
        examples: [
            "show(apply(register(t2, t1), t2))",
            """
            there = register(t2, t1, model="affine")
            report("volume factor", jacobian(there))
            """,
        ],
        runsNetwork: true)

    static let details = [
        "It begins with the middles of the structures that the segmenter finds in both scans, brought "
            + "onto each other in closed form (Kabsch 1978), so that contrasts do not matter; where "
            + "fewer than 6 structures are found, or they do not fit, with a search over turns of up "
            + "to 40° about each axis. Then it raises the normalised mutual information of the "
            + "intensities (Studholme, Hill and Hawkes 1999) at voxels of 4, 2 and 1 mm: in the brain, "
            + "or, without structures, in all that is not background and 8 mm around it.",
        "A note says how far the scan moves and how good the fit is: the correlation, along "
            + "whatever curve, between the intensities of both (the correlation ratio; Roche and others "
            + "1998), 0 for nothing in common, 1 for all. The same is printed of the transform.",
        "\"rigid\" is for scans of one person, \"affine\" for different people or for scanners whose "
            + "scale differs. The same scans give the same result on every run.",
        "A poor result is refused: a fit below 0.3; a moving scan that covers less than 0.4 of the fixed "
            + "one; a place that is hardly better than those 10 mm or 15° away; structures that end "
            + "up 4 mm further apart than they could. The same goes for heads that lie upside down in "
            + "the world. Errors: also a scan with fewer than 4 voxels along an axis, of one value, or "
            + "with a voxel that is NaN or infinite; another model.",
    ]

    static func call(_ arguments: Arguments, _ binding: AnalysisBinding) throws -> Value {
        let word = try arguments.choice(
            named: "model", among: RegistrationModel.allCases.map(\.rawValue))
        let model = RegistrationModel(rawValue: word) ?? .rigid
        let alignment = try ScanAlignment(
            moving: arguments.finiteScan(named: "moving"),
            fixed: arguments.finiteScan(named: "fixed"), model: model, function: signature.name,
            binding.structureFinder, arguments.control(binding))
        let value = alignment.value
        binding.effects.note("\(value.summary); found \(alignment.start)")
        return .object(value)
    }
}
