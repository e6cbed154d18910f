import Script

/// `show(image, mask=None, plane=None)`.
enum Show: BuiltIn {
    static let signature = Signature(
        name: "show",
        summary: "Shows an image, with a mask drawn over it.",
        parameters: [image, mask, plane],
        result: .none,
        examples: [
            "show(t1)",
            "show(t1, mask=segment(t1, \"left hippocampus\"), plane=\"coronal\")",
        ], effect: .shows)

    static let image = Parameter(
        "image", .image, "a scan, a label map, or a mask, which is drawn over its scan")
    static let mask = Parameter(
        "mask", [.mask, .list, .tuple, .none], "a mask or a list of masks to draw over it",
        defaultValue: .nothing)
    static let plane = Parameter(
        "plane", [.string, .none],
        "\"sagittal\", \"coronal\" or \"axial\" for that one alone, large",
        defaultValue: .nothing)

    static let details = [
        "Three orthogonal slices through the middle of the mask, or of the image without one; or one "
            + "of them.",
        "Errors: a mask on another grid than the image, another plane.",
    ]

    static func call(_ arguments: Arguments, _ binding: AnalysisBinding) throws -> Value {
        try binding.effects.show(showing(arguments))
        return .nothing
    }

    /// What the parameters "image", "mask" and "plane" ask to see.
    ///
    /// - Throws: `AnalysisError` for what is no image or plane, and for masks on another grid.
    static func showing(_ arguments: Arguments) throws -> Showing {
        var masks = try masks(of: arguments)
        guard case .object(let object) = arguments.value(named: "image") else {
            throw arguments.mismatch("image")
        }
        let image: Showing.Image
        switch object {
        case let scan as ScanValue:
            image = .scan(scan)
        case let mask as MaskValue:
            if let scan = mask.scan {
                image = .scan(scan)
                masks.insert(mask, at: 0)
            } else {
                image = .mask(mask)
            }
        case let labels as LabelMapValue:
            image = .labelMap(labels)
        default:
            throw arguments.mismatch("image")
        }
        let (geometry, name) = image.place
        for mask in masks {
            try GridCheck.require(geometry, name, mask.mask.geometry, "the mask of \(mask.name)")
        }
        return Showing(image: image, masks: masks, plane: try plane(of: arguments))
    }

    private static func plane(of arguments: Arguments) throws -> String? {
        if case .nothing = arguments.value(named: "plane") { return nil }
        return try arguments.choice(named: "plane", among: ["sagittal", "coronal", "axial"])
    }

    private static func masks(of arguments: Arguments) throws -> [MaskValue] {
        switch arguments.value(named: "mask") {
        case .nothing: return []
        case .list, .tuple:
            return try arguments.items(named: "mask").map { item in
                guard case .object(let object) = item, let mask = object as? MaskValue else {
                    throw AnalysisError.notAnImage(
                        function: arguments.signature.name, parameter: "mask",
                        found: item.kind.description)
                }
                return mask
            }
        default: return [try arguments.mask(named: "mask")]
        }
    }
}
