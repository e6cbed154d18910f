extension FileHeader {
    /// MGH's header is 284 bytes, big-endian; voxels follow, then optional scan parameters.
    static let lengthOfMGH = 284

    static func isMGH(_ bytes: [UInt8]) -> Bool {
        bytes.count >= 4 && HeaderBytes(bytes: bytes, isBigEndian: true).int32(at: 0) == 1
    }

    /// Judges the header of a FreeSurfer volume.
    ///
    /// - Parameter orientation: taken only when the header's RAS flag is off.
    /// - Throws: `VolumeError`, without a path, when the file cannot even be described.
    init(
        mgh bytes: [UInt8], assuming orientation: Orientation?, takesSeries: Bool = false
    ) throws(VolumeError) {
        guard bytes.count >= Self.lengthOfMGH else {
            throw VolumeError(
                .truncatedHeader(bytes: bytes.count, expected: Self.lengthOfMGH))
        }
        let fields = HeaderBytes(bytes: bytes, isBigEndian: true)
        let code = fields.int32(at: 20)
        guard let type = VoxelType.mgh(code) else {
            throw VolumeError(.unsupportedType(code: code, name: "MGH type \(code)"))
        }
        let (shape, count) = try Self.checkedShape(
            (1...4).map { fields.int32(at: 4 * $0) }, type: type)

        format = .mgh
        isBigEndian = true
        self.shape = shape
        self.type = type
        dataOffset = Self.lengthOfMGH
        dataEnd = Self.lengthOfMGH + count
        scaling = nil
        spatialUnit = "mm"
        qformCode = nil
        sformCode = nil
        sourceBytes = []
        let sizes = (0..<3).map { fields.float(at: 30 + 4 * $0) }
        voxelSize = sizes

        var warnings: [VolumeWarning] = []
        var source = VolumeDescription.OrientationSource.none
        do throws(VolumeError) {
            let scan = try Self.checkedScan(
                Self.gridShape(shape, takesSeries: takesSeries), type: type)
            let affine: Affine
            if fields.int16(at: 28) > 0 {
                source = .mghDirections
                try Self.check(voxelSize: sizes)
                affine = Self.affineOfMGH(fields, shape: scan, voxelSize: sizes)
            } else if let orientation {
                source = .assumed
                try Self.check(voxelSize: sizes)
                warnings.append(.assumedOrientation(orientation))
                affine = Self.assumedAffine(orientation, shape: scan, voxelSize: sizes)
            } else {
                throw VolumeError(.noOrientation(shape: shape))
            }
            geometry = .success(try Geometry(shape: scan, affine: affine))
            if !Self.isPlausible(sizes) { warnings.append(.implausibleVoxelSize(sizes)) }
        } catch {
            geometry = .failure(error)
        }
        orientationSource = source
        self.warnings = warnings
    }

    /// Direction cosines of the axes, voxel sizes, and the world position of the middle, which
    /// is voxel shape/2 in FreeSurfer's way of counting.
    private static func affineOfMGH(
        _ fields: HeaderBytes, shape: SIMD3<Int>, voxelSize: [Double]
    ) -> Affine {
        func vector(at offset: Int) -> SIMD3<Double> {
            SIMD3(
                fields.float(at: offset), fields.float(at: offset + 4),
                fields.float(at: offset + 8))
        }
        let columns = (0..<3).map { vector(at: 42 + 12 * $0) * voxelSize[$0] }
        let linear = Affine(columns: (columns[0], columns[1], columns[2]), translation: .zero)
        let middle = vector(at: 78)
        return Affine(
            columns: (columns[0], columns[1], columns[2]),
            translation: middle - linear.apply(SIMD3<Double>(shape) / 2))
    }
}
