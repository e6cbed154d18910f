/// What `info` tells about a file: geometry, type, units and range; no free text of the header.
package struct VolumeDescription: Sendable {
    package let path: String
    package let format: SourceHeader.Format
    package let isCompressed: Bool
    package let isBigEndian: Bool
    /// All axes, trailing ones of length 1 dropped beyond the third.
    package let shape: [Int]
    /// As stored, for example "int16".
    package let dataType: String
    /// stored × slope + intercept, nil when the header asks for no scaling.
    package let scaling: Scaling?
    /// The unit the header names, for example "mm"; "unknown" when it names none.
    package let spatialUnit: String
    /// nil for MGH.
    package let qformCode: Int?
    /// nil for MGH.
    package let sformCode: Int?
    /// Where the affine comes from.
    package let orientationSource: OrientationSource
    /// nil when the file is no 3-D volume or has no orientation: `problem` says why.
    package let geometry: Geometry?
    /// Edge lengths of a voxel, mm, even where there is no usable affine.
    package let voxelSize: [Double]
    /// Smallest and largest finite value after scaling; nil when there is none.
    package let range: ClosedRange<Double>?
    /// Voxels that were NaN or infinite.
    package let nonFiniteCount: Int
    package let checksum: String
    package let warnings: [String]
    /// Why the file cannot be used as a scan although its header is readable.
    package let problem: VolumeError?

    package struct Scaling: Hashable, Sendable {
        package let slope: Double
        package let intercept: Double
    }

    package enum OrientationSource: String, Sendable {
        case sform
        case qform
        case mghDirections = "direction cosines"
        case assumed
        case none
    }
}
