import CNifti

extension VolumeFile {
    /// Reads a scan.
    ///
    /// - Parameters:
    ///   - path: .nii, .nii.gz, .hdr or .img, .mgz or .mgh.
    ///   - orientation: taken only when the file states none; then the voxel sizes of the header
    ///     are laid along these axes with the origin in the middle, and a warning says so.
    /// - Returns: the scan, its intensities scaled as the header asks; what is NaN or infinite
    ///   is 0 and counted in a warning.
    /// - Throws: `VolumeError`.
    package static func readVolume(
        at path: String, assuming orientation: Orientation? = nil
    ) throws -> LoadedVolume {
        var file = try ScanFile(path: path, assuming: orientation)
        let geometry = try file.geometry()
        var summary = vp_summary()
        let (voxels, extra) = try file.withVoxels { bytes in
            try Memory.check(bytes.count + 4 * geometry.voxelCount, path: path)
            return [Float](unsafeUninitializedCapacity: geometry.voxelCount) { target, count in
                file.header.convert(bytes, into: target.baseAddress, &summary)
                count = geometry.voxelCount
            }
        }
        file.header.note(summary, extraBytes: extra)
        let description = VolumeDescription(file, summary)
        return LoadedVolume(
            volume: Volume(
                geometry: geometry, voxels: voxels, header: file.sourceHeader(geometry)),
            warnings: description.warnings, checksum: file.checksum, description: description)
    }

    /// Reads a label map with what there is to say about it.
    ///
    /// - Parameters: as for `readVolume`.
    /// - Returns: the map; its names are FreeSurfer's, with those of a JSON file beside the map
    ///   (`map.json` for `map.nii.gz`: {"number": "name"}) added or in their place.
    /// - Throws: `VolumeError`, also when a value is no whole number.
    package static func loadLabelMap(
        at path: String, assuming orientation: Orientation? = nil
    ) throws -> LoadedLabelMap {
        var file = try ScanFile(path: path, assuming: orientation)
        let geometry = try file.geometry()
        var summary = vp_summary()
        let (voxels, extra) = try file.withVoxels { bytes in
            try Memory.check(bytes.count + 4 * geometry.voxelCount, path: path)
            return try [Int32](unsafeUninitializedCapacity: geometry.voxelCount) { target, count in
                file.header.convertLabels(bytes, into: target.baseAddress, &summary)
                guard summary.bad_index < 0 else {
                    let voxel = geometry.index(ofOffset: summary.bad_index)
                    throw VolumeError(
                        .notLabels(value: summary.bad_value, voxel: [voxel.x, voxel.y, voxel.z]),
                        path: path)
                }
                count = geometry.voxelCount
            }
        }
        file.header.note(summary, extraBytes: extra)
        let sidecar = try LabelNames.besides(path)
        if sidecar.ignored > 0 {
            let name = LabelNames.path(besides: path)
            file.header.warnings.append(.labelNamesIgnored(sidecar.ignored, path: name))
        }
        let description = VolumeDescription(file, summary)
        let map = LabelMap(
            geometry: geometry, voxels: voxels,
            names: LabelNames.freeSurfer.merging(sidecar.names) { _, own in own },
            header: file.sourceHeader(geometry))
        return LoadedLabelMap(
            labelMap: map, warnings: description.warnings, checksum: file.checksum,
            description: description)
    }

    /// Reads a label map.
    package static func readLabelMap(at path: String) throws -> LabelMap {
        try loadLabelMap(at: path).labelMap
    }

    /// Describes a file, also one that cannot be used as a scan; reads its voxels for the range.
    package static func describe(at path: String) throws -> VolumeDescription {
        var file = try ScanFile(path: path)
        var summary = vp_summary(
            minimum: .infinity, maximum: -.infinity, non_finite: 0, bad_index: -1, bad_value: 0)
        let (_, extra) = try file.withVoxels { file.header.convert($0, into: nil, &summary) }
        file.header.note(summary, extraBytes: extra)
        return VolumeDescription(file, summary)
    }
}

extension ScanFile {
    fileprivate func sourceHeader(_ geometry: Geometry) -> SourceHeader {
        SourceHeader(
            format: header.format, bytes: header.sourceBytes, geometry: geometry,
            isExact: header.placesExactly)
    }
}

extension FileHeader {
    fileprivate var isSwapped: Int32 {
        // Swift on Linux runs on little-endian machines.
        isBigEndian ? 1 : 0
    }

    /// - Parameter target: nil for the summary alone.
    func convert(
        _ bytes: UnsafeRawBufferPointer, into target: UnsafeMutablePointer<Float>?,
        _ summary: inout vp_summary
    ) {
        guard let source = bytes.baseAddress, type.isReal else { return }
        _ = vp_to_float(
            source, Int32(type.code), isSwapped, bytes.count / type.bytes, scaling?.slope ?? 1,
            scaling?.intercept ?? 0, target, &summary)
    }

    fileprivate func convertLabels(
        _ bytes: UnsafeRawBufferPointer, into target: UnsafeMutablePointer<Int32>?,
        _ summary: inout vp_summary
    ) {
        guard let source = bytes.baseAddress, let target, type.isReal else { return }
        _ = vp_to_labels(
            source, Int32(type.code), isSwapped, bytes.count / type.bytes, scaling?.slope ?? 1,
            scaling?.intercept ?? 0, target, &summary)
    }

    /// Adds what only the voxels show.
    mutating func note(_ summary: vp_summary, extraBytes: Int) {
        if extraBytes > 0 { warnings.append(.extraBytes(extraBytes)) }
        if summary.non_finite > 0 {
            warnings.append(.nonFinite(count: summary.non_finite, of: voxelCount))
        }
        if summary.minimum == summary.maximum { warnings.append(.constant(summary.minimum)) }
    }
}

extension VolumeDescription {
    fileprivate init(_ file: ScanFile, _ summary: vp_summary) {
        let header = file.header
        path = file.path
        format = header.format
        isCompressed = file.isCompressed
        isBigEndian = header.isBigEndian
        shape = header.shape
        dataType = header.type.name
        scaling = header.scaling
        spatialUnit = header.spatialUnit
        qformCode = header.qformCode
        sformCode = header.sformCode
        orientationSource = header.orientationSource
        switch header.geometry {
        case .success(let geometry):
            self.geometry = geometry
            voxelSize = (0..<3).map { geometry.voxelSize[$0] }
            problem = nil
        case .failure(let error):
            geometry = nil
            voxelSize = header.voxelSize
            problem = error.naming(file.path)
        }
        range = summary.minimum <= summary.maximum ? summary.minimum...summary.maximum : nil
        nonFiniteCount = summary.non_finite
        checksum = file.checksum
        warnings = header.warnings.map(\.message)
    }
}

extension Geometry {
    /// The voxel index at a position in an array of voxels.
    package func index(ofOffset offset: Int) -> SIMD3<Int> {
        SIMD3(
            offset % shape.x, offset / shape.x % shape.y, offset / (shape.x * shape.y))
    }
}
