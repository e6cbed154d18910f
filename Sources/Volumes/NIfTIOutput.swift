import CNifti

/// The header of a file to be written.
struct NIfTIOutput {
    /// What the voxels mean; decides which fields of the source's header still hold.
    enum Content {
        case intensities
        case mask
        case labels
    }

    let geometry: Geometry
    let type: VoxelType
    let content: Content
    let source: SourceHeader?
    let history: String?

    /// Everything before the voxels: header, extension flag, history.
    func bytes() throws(VolumeError) -> [UInt8] {
        let note = historyExtension
        var header = startingHeader()
        describeVoxels(&header)
        if source?.geometry != geometry || source?.isExact != true { place(&header) }

        let largest = geometry.shape.max()
        let start: [UInt8]
        if source?.format == .nifti2 || largest > Int(Int16.max) {
            header.vox_offset = Int64(NIfTIHeader.length2 + 4 + note.count)
            start = withUnsafeBytes(of: header) { Array($0) }
        } else {
            start = try narrowed(header, dataOffset: NIfTIHeader.length1 + 4 + note.count)
        }
        return start + [note.isEmpty ? 0 : 1, 0, 0, 0] + note
    }

    /// The source's header in NIfTI-2 form, or an empty one.
    private func startingHeader() -> nifti_2_header {
        if let source, source.bytes.count == NIfTIHeader.length2 {
            return source.bytes.withUnsafeBytes { $0.loadUnaligned(as: nifti_2_header.self) }
        }
        var header = nifti_2_header()
        header.sizeof_hdr = Int32(NIfTIHeader.length2)
        header.pixdim.0 = 1
        return header
    }

    private func describeVoxels(_ header: inout nifti_2_header) {
        let shape = geometry.shape
        header.sizeof_hdr = Int32(NIfTIHeader.length2)
        withUnsafeMutableBytes(of: &header.magic) {
            $0.copyBytes(from: Array("n+2\0\r\n\u{1a}\n".utf8))
        }
        header.dim = (3, Int64(shape.x), Int64(shape.y), Int64(shape.z), 1, 1, 1, 1)
        header.datatype = Int16(type.code)
        header.bitpix = Int16(8 * type.bytes)
        // The voxels are written as they are: the source's scaling and window are spent.
        header.scl_slope = 1
        header.scl_inter = 0
        header.cal_min = 0
        header.cal_max = 0
        guard content != .intensities else { return }
        header.intent_code = content == .labels ? Int32(NIFTI_INTENT_LABEL) : 0
        header.intent_p1 = 0
        header.intent_p2 = 0
        header.intent_p3 = 0
        _ = withUnsafeMutableBytes(of: &header.intent_name) {
            $0.initializeMemory(as: UInt8.self, repeating: 0)
        }
        // It names the source's colour table.
        _ = withUnsafeMutableBytes(of: &header.aux_file) {
            $0.initializeMemory(as: UInt8.self, repeating: 0)
        }
    }

    /// Lets sform and, where it can, qform say where the grid lies.
    private func place(_ header: inout nifti_2_header) {
        let affine = geometry.affine
        let code =
            header.sform_code > 0
            ? header.sform_code
            : header.qform_code > 0 ? header.qform_code : Int32(NIFTI_XFORM_SCANNER_ANAT)
        let size = geometry.voxelSize
        header.pixdim.1 = size.x
        header.pixdim.2 = size.y
        header.pixdim.3 = size.z
        header.xyzt_units = header.xyzt_units & ~7 | Int32(NIFTI_UNITS_MM)
        // What it says about slices belongs to another grid.
        header.dim_info = 0
        header.slice_code = 0
        header.slice_start = 0
        header.slice_end = 0
        header.slice_duration = 0

        header.sform_code = code
        header.srow_x = (affine[0, 0], affine[0, 1], affine[0, 2], affine[0, 3])
        header.srow_y = (affine[1, 0], affine[1, 1], affine[1, 2], affine[1, 3])
        header.srow_z = (affine[2, 0], affine[2, 1], affine[2, 2], affine[2, 3])

        // A quaternion holds no shear.
        header.qform_code = isSheared ? 0 : code
        header.pixdim.0 = 1
        var (dx, dy, dz) = (0.0, 0.0, 0.0)
        nifti_dmat44_to_quatern(
            affine.libraryMatrix, &header.quatern_b, &header.quatern_c, &header.quatern_d,
            &header.qoffset_x, &header.qoffset_y, &header.qoffset_z, &dx, &dy, &dz,
            &header.pixdim.0)
    }

    private var isSheared: Bool {
        let unit = (0..<3).map { geometry.affine.column($0) / geometry.voxelSize[$0] }
        let products = [(0, 1), (0, 2), (1, 2)].map { abs((unit[$0] * unit[$1]).sum()) }
        return products.contains { $0 > 1e-5 }
    }

    /// The header in NIfTI-1 form, through libnifti.
    private func narrowed(
        _ header: nifti_2_header, dataOffset: Int
    ) throws(VolumeError) -> [UInt8] {
        NIfTILibrary.beQuiet
        guard let image = nifti_convert_n2hdr2nim(header, nil) else {
            throw VolumeError(.unwritable(reason: "libnifti refuses the header"))
        }
        defer { nifti_image_free(image) }
        image.pointee.nifti_type = Int32(NIFTI_FTYPE_NIFTI1_1)
        var narrow = nifti_1_header()
        guard nifti_convert_nim2n1hdr(image, &narrow) == 0 else {
            throw VolumeError(.unwritable(reason: "libnifti refuses the header"))
        }
        let shape = geometry.shape
        // The library drops axes of one voxel.
        narrow.dim = (3, Int16(shape.x), Int16(shape.y), Int16(shape.z), 1, 1, 1, 1)
        narrow.vox_offset = Float(dataOffset)
        narrow.pixdim.0 = Float(header.pixdim.0)
        return withUnsafeBytes(of: narrow) { Array($0) }
    }

    /// A NIfTI extension of kind 6 (plain text), its length a multiple of 16.
    private var historyExtension: [UInt8] {
        guard let history, !history.isEmpty else { return [] }
        let text = Array(history.utf8)
        let length = (8 + text.count + 15) / 16 * 16
        let fields = withUnsafeBytes(of: (Int32(length), Int32(NIFTI_ECODE_COMMENT))) { Array($0) }
        return fields + text + [UInt8](repeating: 0, count: length - 8 - text.count)
    }
}
