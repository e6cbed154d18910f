import Script
import Volumes

/// An image that an operation on grids takes: a scan, a mask or a label map.
enum GridImage {
    case scan(ScanValue)
    case mask(MaskValue)
    case labels(LabelMapValue)

    /// Voxels of the largest image that an operation makes: 2 GB as a scan.
    private static let limit = 512_000_000

    var geometry: Geometry {
        switch self {
        case .scan(let scan): scan.volume.geometry
        case .mask(let mask): mask.mask.geometry
        case .labels(let labels): labels.labelMap.geometry
        }
    }

    /// How messages call it.
    var title: String {
        switch self {
        case .scan(let scan): scan.name
        case .mask(let mask): "the mask of \(mask.name)"
        case .labels(let labels): labels.name
        }
    }

    /// The image of the same kind that a function made; its name says how: `crop(t1)`.
    ///
    /// A mask leaves its scan behind, which lies on another grid.
    func mapped(
        by function: String, scan body: (Volume) throws -> Volume,
        mask maskBody: (Mask) throws -> Mask,
        labels labelBody: (LabelMap) throws -> LabelMap
    ) rethrows -> Value {
        switch self {
        case .scan(let scan): return scan.made(by: function, try body(scan.volume))
        case .mask(let mask):
            let name = ScanValue.shortened("\(function)(\(mask.name))")
            return .object(MaskValue(computed: try maskBody(mask.mask), name: name, scan: nil))
        case .labels(let labels):
            let name = ScanValue.shortened("\(function)(\(labels.name))")
            return .object(LabelMapValue(try labelBody(labels.labelMap), name: name))
        }
    }

    /// Whether a grid is small enough to be filled.
    ///
    /// - Throws: `ImageError.tooManyVoxels`, also where the grid itself cannot be made.
    static func require(
        _ function: String, _ make: () throws(VolumeError) -> Geometry
    ) throws(ImageError) -> Geometry {
        do {
            let geometry = try make()
            if geometry.voxelCount <= limit { return geometry }
        } catch {}
        throw ImageError.tooManyVoxels(function: function, limit: limit)
    }
}

extension Arguments {
    /// The value of a parameter as an image.
    func image(named name: String = "image") throws -> GridImage {
        guard case .object(let object) = value(named: name) else { throw mismatch(name) }
        switch object {
        case let scan as ScanValue: return .scan(scan)
        case let mask as MaskValue: return .mask(mask)
        case let labels as LabelMapValue: return .labels(labels)
        default: throw mismatch(name)
        }
    }

    /// The image of the parameter "image" on another grid, as the parameter "interpolation" says.
    func resampled(_ image: GridImage, to target: Geometry) throws -> Value {
        let word = try optionalString(named: "interpolation")
        guard let chosen = Interpolation(rawValue: word ?? "nearest") else {
            throw ImageError.unknownWord(
                function: signature.name, parameter: "interpolation", found: word ?? "",
                known: Interpolation.allCases.map(\.rawValue))
        }
        if case .scan(let scan) = image {
            let interpolation = word == nil ? .linear : chosen
            // A nearest voxel is copied as it is.
            if interpolation != .nearest { _ = try allIntensities(of: scan) }
            return try stoppable { isCancelled in
                scan.made(
                    by: signature.name,
                    try scan.volume.resampled(
                        to: target, interpolation: interpolation, isCancelled: isCancelled))
            }
        }
        guard chosen != .cubic else {
            throw ImageError.cubicLabels(function: signature.name, image: image.title)
        }
        let byMajority = chosen == .linear
        return try stoppable { isCancelled in
            try image.mapped(
                by: signature.name, scan: { $0 },
                mask: {
                    try $0.resampled(
                        to: target, byMajority: byMajority, isCancelled: isCancelled)
                },
                labels: {
                    try $0.resampled(
                        to: target, byMajority: byMajority, isCancelled: isCancelled)
                })
        }
    }
}

extension Parameter {
    static let image = Parameter("image", .image, "a scan, a mask or a label map")
    static let interpolation = Parameter(
        "interpolation", [.string, .none],
        "\"nearest\", \"linear\" or \"cubic\"; None for linear scans, nearest masks and labels",
        defaultValue: .nothing)
}
