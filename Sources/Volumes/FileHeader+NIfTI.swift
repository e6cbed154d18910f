extension FileHeader {
    /// Judges a NIfTI header.
    ///
    /// - Parameter orientation: taken only when the header states none.
    /// - Throws: `VolumeError`, without a path, when the file cannot even be described.
    init(
        _ header: NIfTIHeader, assuming orientation: Orientation?, takesSeries: Bool = false
    ) throws(VolumeError) {
        let dimensions = header.dimensions
        guard (1...7).contains(dimensions[0]) else {
            throw VolumeError(.badDimensionCount(dimensions[0]))
        }
        guard let type = VoxelType.all.first(where: { $0.code == header.typeCode }) else {
            throw VolumeError(.unsupportedType(code: header.typeCode, name: "unknown"))
        }
        let (shape, bytes) = try Self.checkedShape(
            Array(dimensions[1...dimensions[0]]), type: type)
        let minimum = header.isPair ? 0 : header.fields.bytes.count + 4
        let offset = header.dataOffset
        guard offset >= Double(minimum), offset < 0x1p52, offset == offset.rounded() else {
            throw VolumeError(.badDataOffset(offset, minimum: minimum))
        }

        var warnings: [VolumeWarning] = []
        if header.bitsPerVoxel != 8 * type.bytes {
            warnings.append(.bitsPerVoxel(stated: header.bitsPerVoxel, type: type.name))
        }
        scaling = Self.scaling(header, &warnings)

        let unit = Self.unit(header, shape: shape, &warnings)
        let placed = Placed(
            header, shape: Self.gridShape(shape, takesSeries: takesSeries), type: type,
            unit: unit.factor, assuming: orientation)
        warnings += placed.warnings

        format = header.version == 1 ? .nifti1 : .nifti2
        isBigEndian = header.fields.isBigEndian
        self.shape = shape
        self.type = type
        dataOffset = Int(offset)
        dataEnd = Int(offset) + bytes
        spatialUnit = unit.name
        qformCode = header.qformCode
        sformCode = header.sformCode
        orientationSource = placed.source
        voxelSize = header.voxelSize.prefix(shape.count).map { abs($0) * unit.factor }
        geometry = placed.geometry
        sourceBytes = placed.sourceBytes
        self.warnings = warnings
    }

    private static func scaling(
        _ header: NIfTIHeader, _ warnings: inout [VolumeWarning]
    ) -> VolumeDescription.Scaling? {
        // NIfTI-1: "if the scl_slope field is nonzero, then each voxel value should be scaled".
        guard header.slope != 0 else { return nil }
        guard header.slope.isFinite, header.intercept.isFinite else {
            // NaN is how some libraries write "none"; only half of a scaling is worth a word.
            if header.slope.isFinite || !header.slope.isNaN { warnings.append(.scalingIgnored) }
            return nil
        }
        guard header.slope != 1 || header.intercept != 0 else { return nil }
        return VolumeDescription.Scaling(slope: header.slope, intercept: header.intercept)
    }

    /// The unit's name, and the factor that makes mm of it.
    private static func unit(
        _ header: NIfTIHeader, shape: [Int], _ warnings: inout [VolumeWarning]
    ) -> (name: String, factor: Double) {
        let units: [Int: (name: String, factor: Double)] = [
            1: ("metre", 1000), 2: ("mm", 1), 3: ("micrometre", 0.001),
        ]
        guard let unit = units[header.spatialUnitCode] else { return ("unknown", 1) }
        guard unit.factor != 1 else { return unit }
        let size = header.voxelSize.prefix(shape.count).map(abs)
        if isPlausible(size), !isPlausible(size.map { $0 * unit.factor }) {
            warnings.append(.unitDisbelieved(unit: unit.name, size: size))
            return (unit.name, 1)
        }
        warnings.append(.unitConverted(unit: unit.name))
        return unit
    }
}

/// Where a NIfTI header puts its voxels.
private struct Placed {
    var source = VolumeDescription.OrientationSource.none
    var geometry: Result<Geometry, VolumeError>
    var warnings: [VolumeWarning] = []
    var sourceBytes: [UInt8] = []

    init(
        _ header: NIfTIHeader, shape: [Int], type: VoxelType, unit: Double,
        assuming orientation: Orientation?
    ) {
        geometry = .failure(VolumeError(.noOrientation(shape: shape)))
        do throws(VolumeError) {
            geometry = .success(
                try place(header, shape: shape, type: type, unit: unit, assuming: orientation))
        } catch {
            geometry = .failure(error)
        }
    }

    private mutating func place(
        _ header: NIfTIHeader, shape: [Int], type: VoxelType, unit: Double,
        assuming orientation: Orientation?
    ) throws(VolumeError) -> Geometry {
        let shape = try FileHeader.checkedScan(shape, type: type)
        let sizes = header.voxelSize.map { abs($0) * unit }
        try FileHeader.check(voxelSize: sizes)
        if header.voxelSize.contains(where: { $0 < 0 }) { warnings.append(.negativeVoxelSize) }
        guard let (qform, bytes) = header.interpreted() else {
            throw VolumeError(.unknownFormat)
        }
        sourceBytes = bytes

        let geometry: Geometry
        if header.sformCode > 0 {
            source = .sform
            geometry = try Geometry(shape: shape, affine: header.sform.scaled(by: unit))
            compare(pixdim: sizes, with: geometry)
            if header.qformCode > 0 { compare(qform: qform.scaled(by: unit), with: geometry) }
        } else if header.qformCode > 0 {
            source = .qform
            // The library takes 0 for what is not finite: look at what the header says.
            guard (header.quaternion + header.qformOffset).allSatisfy(\.isFinite) else {
                throw VolumeError(.singularAffine(qform))
            }
            let norm = header.quaternion.map { $0 * $0 }.reduce(0, +)
            if norm > 1.0001 { warnings.append(.noRotation) }
            geometry = try Geometry(shape: shape, affine: qform.scaled(by: unit))
        } else if let orientation {
            source = .assumed
            warnings.append(.assumedOrientation(orientation))
            let affine = FileHeader.assumedAffine(orientation, shape: shape, voxelSize: sizes)
            geometry = try Geometry(shape: shape, affine: affine)
        } else {
            throw VolumeError(.noOrientation(shape: [shape.x, shape.y, shape.z]))
        }
        let size = [geometry.voxelSize.x, geometry.voxelSize.y, geometry.voxelSize.z]
        if !FileHeader.isPlausible(size) { warnings.append(.implausibleVoxelSize(size)) }
        return geometry
    }

    private mutating func compare(pixdim: [Double], with geometry: Geometry) {
        let affine = (0..<3).map { geometry.voxelSize[$0] }
        // 1 %: what changes a volume by more than segmentation can tell.
        if zip(pixdim, affine).contains(where: { abs($0 - $1) > 0.01 * $1 }) {
            warnings.append(.voxelSizesDiffer(pixdim: pixdim, affine: affine))
        }
    }

    /// Says how far the qform would put voxels from where the sform does.
    private mutating func compare(qform: Affine, with geometry: Geometry) {
        guard qform.isFinite, qform.isInvertible else { return }
        let distance =
            geometry.corners.map { length(qform.apply($0) - geometry.affine.apply($0)) }.max() ?? 0
        if (qform.determinant < 0) != (geometry.affine.determinant < 0) {
            warnings.append(.formsMirrored)
            return
        }
        let turn = geometry.affine.nearestRotation.inverse * qform.nearestRotation
        let trace = turn[0, 0] + turn[1, 1] + turn[2, 2]
        let degrees = acosDegrees((trace - 1) / 2)
        if distance > 0.1 || degrees > 0.1 {
            warnings.append(.formsDisagree(millimetres: distance, degrees: degrees))
        }
    }
}
