import CNifti

/// What libnifti makes of a header. It trusts what it is given: call it after the checks.
extension NIfTIHeader {
    /// The qform as libnifti computes it, in the header's unit, and the whole header in NIfTI-2
    /// form and this machine's byte order.
    ///
    /// - Returns: nil when libnifti refuses the header.
    func interpreted() -> (qform: Affine, bytes: [UInt8])? {
        NIfTILibrary.beQuiet
        let image: UnsafeMutablePointer<nifti_image>?
        let qfac: Double
        if version == 1 {
            var header = fields.bytes.withUnsafeBytes {
                $0.loadUnaligned(as: nifti_1_header.self)
            }
            if fields.isBigEndian { nifti_swap_as_nifti1(&header) }
            // libnifti turns negative sizes into 1.
            withUnsafeMutableBytes(of: &header.pixdim) { sizes in
                let sizes = sizes.bindMemory(to: Float.self)
                for axis in 1...3 { sizes[axis] = abs(sizes[axis]) }
            }
            qfac = Double(header.pixdim.0)
            image = nifti_convert_n1hdr2nim(header, nil)
        } else {
            var header = fields.bytes.withUnsafeBytes {
                $0.loadUnaligned(as: nifti_2_header.self)
            }
            if fields.isBigEndian { nifti_swap_as_nifti2(&header) }
            withUnsafeMutableBytes(of: &header.pixdim) { sizes in
                let sizes = sizes.bindMemory(to: Double.self)
                for axis in 1...3 { sizes[axis] = abs(sizes[axis]) }
            }
            qfac = header.pixdim.0
            image = nifti_convert_n2hdr2nim(header, nil)
        }
        guard let image else { return nil }
        defer { nifti_image_free(image) }
        var header = nifti_2_header()
        guard nifti_convert_nim2n2hdr(image, &header) == 0 else { return nil }
        // The library drops it where there is no qform.
        header.pixdim.0 = qfac
        return (
            Affine(image.pointee.qto_xyz), withUnsafeBytes(of: header) { Array($0) }
        )
    }
}

/// The one owner of libnifti's global state.
enum NIfTILibrary {
    /// The library prints to standard error unless told not to.
    static let beQuiet: Void = nifti_set_debug_level(0)
}

extension Affine {
    init(_ matrix: nifti_dmat44) {
        let m = withUnsafeBytes(of: matrix) { Array($0.bindMemory(to: Double.self)) }
        self.init(
            rows: SIMD4(m[0], m[1], m[2], m[3]), SIMD4(m[4], m[5], m[6], m[7]),
            SIMD4(m[8], m[9], m[10], m[11]))
    }

    var libraryMatrix: nifti_dmat44 {
        var matrix = nifti_dmat44()
        withUnsafeMutableBytes(of: &matrix) { bytes in
            for (index, element) in elements.enumerated() {
                bytes.storeBytes(
                    of: element, toByteOffset: index * MemoryLayout<Double>.stride,
                    as: Double.self)
            }
        }
        return matrix
    }

    /// Every length multiplied.
    func scaled(by factor: Double) -> Affine {
        Affine(rows: row0 * factor, row1 * factor, row2 * factor)
    }
}
