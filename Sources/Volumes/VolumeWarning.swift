/// What a reader should know before trusting a scan that could be read.
enum VolumeWarning: Hashable, Sendable {
    case formsDisagree(millimetres: Double, degrees: Double)
    case formsMirrored
    case assumedOrientation(Orientation)
    case unitConverted(unit: String)
    case unitDisbelieved(unit: String, size: [Double])
    case implausibleVoxelSize([Double])
    case voxelSizesDiffer(pixdim: [Double], affine: [Double])
    case negativeVoxelSize
    case noRotation
    case scalingIgnored
    case bitsPerVoxel(stated: Int, type: String)
    case extraBytes(Int)
    case nonFinite(count: Int, of: Int)
    case constant(Double)
    case labelNamesIgnored(Int, path: String)

    var message: String {
        func sizes(_ values: [Double]) -> String {
            values.map { Prose.decimal($0, places: 4) }.joined(separator: "×") + " mm"
        }
        switch self {
        case .formsDisagree(let millimetres, let degrees):
            return "sform and qform disagree by up to \(Prose.decimal(millimetres, places: 2)) mm "
                + "and \(Prose.decimal(degrees, places: 2)) degrees; the sform is used."
        case .formsMirrored:
            return "sform and qform are mirror images: they disagree about left and right. The "
                + "sform is used; make sure that it is the right one."
        case .assumedOrientation(let orientation):
            return "the header states no orientation; \(orientation) is assumed because you said "
                + "so, with the world's origin in the middle of the scan."
        case .unitConverted(let unit):
            return "the header's unit is \(unit); lengths were converted to mm."
        case .unitDisbelieved(let unit, let size):
            return "the header's unit is \(unit), but its voxel size, \(sizes(size)), makes sense "
                + "only in mm; it is read as mm."
        case .implausibleVoxelSize(let size):
            return "a voxel size of \(sizes(size)) is implausible for a scan of a person; "
                + "lengths and volumes follow the header."
        case .voxelSizesDiffer(let pixdim, let affine):
            return "the header's voxel size (pixdim, \(sizes(pixdim))) differs from the "
                + "sform's (\(sizes(affine))); the sform is used."
        case .negativeVoxelSize:
            return "the header holds a negative voxel size; its absolute value is used."
        case .noRotation:
            return "the qform's quaternion is no rotation; the nearest rotation is used."
        case .scalingIgnored:
            return "the header's intensity scaling is not finite and was ignored."
        case .bitsPerVoxel(let stated, let type):
            return "the header states \(stated) bits per voxel, which is not \(type); "
                + "\(type) is used, and it fits the file's length."
        case .extraBytes(let count):
            return "\(Prose.bytes(count)) follow the voxels that the header describes; they were "
                + "ignored."
        case .nonFinite(let count, let total):
            return "\(count) of \(total) voxels are NaN or infinite; they are read as 0."
        case .constant(let value):
            return "every voxel has the value \(Prose.decimal(value, places: 4)): the scan is "
                + "empty."
        case .labelNamesIgnored(let count, let path):
            return "\(count) entries of \(path) are no label names (number: name) and were "
                + "ignored."
        }
    }
}
