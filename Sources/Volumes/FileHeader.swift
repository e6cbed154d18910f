/// What a header says, checked, in one form for all formats.
struct FileHeader {
    let format: SourceHeader.Format
    let isBigEndian: Bool
    /// All axes, trailing ones beyond the third dropped.
    let shape: [Int]
    let type: VoxelType
    /// Where voxels begin in the unpacked file.
    let dataOffset: Int
    /// Bytes that the unpacked file needs to have.
    let dataEnd: Int
    let scaling: VolumeDescription.Scaling?
    let spatialUnit: String
    let qformCode: Int?
    let sformCode: Int?
    let orientationSource: VolumeDescription.OrientationSource
    /// mm, as far as there are axes.
    let voxelSize: [Double]
    /// Where the voxels lie, or why they cannot be used as a scan.
    let geometry: Result<Geometry, VolumeError>
    /// Kept for writing.
    let sourceBytes: [UInt8]
    var warnings: [VolumeWarning]

    var voxelCount: Int { shape.reduce(1, *) }

    /// Whether sform and qform can be written again as they are: they are in mm, and one of
    /// them was used.
    var placesExactly: Bool {
        (orientationSource == .sform || orientationSource == .qform)
            && (spatialUnit == "mm" || spatialUnit == "unknown")
    }

    /// The checks of sizes that all formats share.
    ///
    /// - Parameter shape: as stated, every axis.
    /// - Returns: the shape without trailing axes of one voxel, and the number of bytes.
    static func checkedShape(
        _ shape: [Int], type: VoxelType
    ) throws(VolumeError) -> (shape: [Int], bytes: Int) {
        for (axis, size) in shape.enumerated() where size < 1 {
            throw VolumeError(.badDimension(axis: axis, size: size))
        }
        var bytes = type.bytes
        for size in shape {
            let (product, overflow) = bytes.multipliedReportingOverflow(by: size)
            // No file reaches 2^56 bytes; the margin keeps sums with offsets in range.
            guard !overflow, product < 1 << 56 else {
                throw VolumeError(.dimensionsOverflow(shape))
            }
            bytes = product
        }
        var kept = shape
        while kept.count > 3, kept.last == 1 { kept.removeLast() }
        return (kept, bytes)
    }

    /// The axes of one volume, where the fourth axis of a file may be a series of them.
    static func gridShape(_ shape: [Int], takesSeries: Bool) -> [Int] {
        takesSeries && shape.count == 4 ? Array(shape.prefix(3)) : shape
    }

    /// A scan needs three axes and one real number per voxel.
    static func checkedScan(_ shape: [Int], type: VoxelType) throws(VolumeError) -> SIMD3<Int> {
        guard shape.count == 3 else { throw VolumeError(.notThreeDimensional(shape: shape)) }
        guard type.isReal else {
            throw VolumeError(.unsupportedType(code: type.code, name: type.name))
        }
        return SIMD3(shape[0], shape[1], shape[2])
    }

    /// - Throws: `.badVoxelSize` for a size that is zero, negative or not a number.
    static func check(voxelSize: [Double]) throws(VolumeError) {
        for (axis, size) in voxelSize.enumerated() where !(size > 0 && size.isFinite) {
            throw VolumeError(.badVoxelSize(axis: axis, size: size))
        }
    }

    /// The affine of a scan whose header gives none: axes along the given directions, the
    /// world's origin in the middle.
    static func assumedAffine(
        _ orientation: Orientation, shape: SIMD3<Int>, voxelSize: [Double]
    ) -> Affine {
        var columns = [SIMD3<Double>](repeating: .zero, count: 3)
        for (axis, direction) in orientation.directions.enumerated() {
            columns[axis][direction.worldAxis] =
                direction.isPositive ? voxelSize[axis] : -voxelSize[axis]
        }
        let linear = Affine(columns: (columns[0], columns[1], columns[2]), translation: .zero)
        let middle = SIMD3<Double>(shape &- SIMD3(1, 1, 1)) / 2
        return Affine(
            columns: (columns[0], columns[1], columns[2]), translation: -linear.apply(middle))
    }

    /// Voxels of a person's scan are neither smaller nor larger than this, in mm.
    static let plausibleVoxelSize = 0.05...25.0

    static func isPlausible(_ size: [Double]) -> Bool {
        size.allSatisfy { plausibleVoxelSize.contains($0) }
    }
}
