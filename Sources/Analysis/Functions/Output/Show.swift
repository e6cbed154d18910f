import Script

/// `show(image, mask=None)`.
enum Show: BuiltIn {
    static let signature = Signature(
        name: "show",
        summary: "Shows an image, with a mask drawn over it.",
        parameters: [
            Parameter(
                "image", .image, "a scan, a label map, or a mask, which is drawn over its scan"),
            Parameter(
                "mask", [.mask, .list, .tuple, .none], "a mask or a list of masks to draw over it",
                defaultValue: .nothing),
        ],
        result: .none,
        examples: [
            "show(t1)",
            "show(t1, mask=segment(t1, \"left hippocampus\"))",
        ], effect: .shows)

    static let details = [
        "Three orthogonal slices through the middle of the mask, or of the image without one.",
        "Errors: a mask on another grid than the image.",
    ]

    static func call(_ arguments: Arguments, _ binding: AnalysisBinding) throws -> Value {
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
        try binding.effects.show(Showing(image: image, masks: masks))
        return .nothing
    }

    private static func masks(of arguments: Arguments) throws -> [MaskValue] {
        switch arguments.value(named: "mask") {
        case .nothing: return []
        case .list, .tuple:
            return try arguments.items(named: "mask").map { item in
                guard case .object(let object) = item, let mask = object as? MaskValue else {
                    throw AnalysisError.notAnImage(
                        function: signature.name, parameter: "mask",
                        found: item.kind.description)
                }
                return mask
            }
        default: return [try arguments.mask(named: "mask")]
        }
    }
}
