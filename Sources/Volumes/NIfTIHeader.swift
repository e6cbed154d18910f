import CNifti

/// The fields of a NIfTI-1 or NIfTI-2 header that we use, decoded but not yet judged.
///
/// Offsets are those of nifti1.h and nifti2.h.
struct NIfTIHeader {
    let fields: HeaderBytes
    let version: Int
    /// Voxels are in a file of their own.
    let isPair: Bool

    static let length1 = 348
    static let length2 = 540

    /// - Returns: nil when the bytes are no NIfTI header.
    /// - Throws: `.analyze` or `.truncatedHeader`, without a path.
    init?(_ bytes: [UInt8]) throws(VolumeError) {
        guard bytes.count >= 4 else { return nil }
        func size(bigEndian: Bool) -> Int {
            HeaderBytes(bytes: bytes, isBigEndian: bigEndian).int32(at: 0)
        }
        let sizes = [NIfTIHeader.length1, NIfTIHeader.length2]
        guard let isBigEndian = [false, true].first(where: { sizes.contains(size(bigEndian: $0)) })
        else { return nil }
        let length = size(bigEndian: isBigEndian)
        guard bytes.count >= length else {
            throw VolumeError(.truncatedHeader(bytes: bytes.count, expected: length))
        }
        version = length == NIfTIHeader.length1 ? 1 : 2
        fields = HeaderBytes(bytes: Array(bytes[..<length]), isBigEndian: isBigEndian)
        let magic = version == 1 ? Array(bytes[344..<348]) : Array(bytes[4..<12])
        switch String(decoding: magic, as: UTF8.self) {
        case "n+1\0", "n+2\0\r\n\u{1a}\n": isPair = false
        case "ni1\0", "ni2\0\r\n\u{1a}\n": isPair = true
        case _ where version == 1: throw VolumeError(.analyze)
        default: return nil
        }
    }

    /// dim[0...7]; dim[0] is the number of axes.
    var dimensions: [Int] {
        (0..<8).map { version == 1 ? fields.int16(at: 40 + 2 * $0) : fields.int64(at: 16 + 8 * $0) }
    }

    var typeCode: Int { fields.int16(at: version == 1 ? 70 : 12) }
    var bitsPerVoxel: Int { fields.int16(at: version == 1 ? 72 : 14) }

    /// pixdim[1...3], in the header's unit, sign and all.
    var voxelSize: [Double] {
        (1...3).map {
            version == 1 ? fields.float(at: 76 + 4 * $0) : fields.double(at: 104 + 8 * $0)
        }
    }

    var dataOffset: Double {
        version == 1 ? fields.float(at: 108) : Double(fields.int64(at: 168))
    }

    var slope: Double { version == 1 ? fields.float(at: 112) : fields.double(at: 176) }
    var intercept: Double { version == 1 ? fields.float(at: 116) : fields.double(at: 184) }
    var qformCode: Int { version == 1 ? fields.int16(at: 252) : fields.int32(at: 344) }
    var sformCode: Int { version == 1 ? fields.int16(at: 254) : fields.int32(at: 348) }

    /// b, c, d of the qform's unit quaternion.
    var quaternion: [Double] {
        (0..<3).map {
            version == 1 ? fields.float(at: 256 + 4 * $0) : fields.double(at: 352 + 8 * $0)
        }
    }

    var qformOffset: [Double] {
        (0..<3).map {
            version == 1 ? fields.float(at: 268 + 4 * $0) : fields.double(at: 376 + 8 * $0)
        }
    }

    /// Three rows of four numbers.
    var sform: Affine {
        let rows = (0..<3).map { row in
            SIMD4(
                (0..<4).map {
                    version == 1
                        ? fields.float(at: 280 + 16 * row + 4 * $0)
                        : fields.double(at: 400 + 32 * row + 8 * $0)
                })
        }
        return Affine(rows: rows[0], rows[1], rows[2])
    }

    /// The lower three bits of xyzt_units.
    var spatialUnitCode: Int {
        let units = version == 1 ? Int(fields.bytes[123]) : fields.int32(at: 500)
        return units & 7
    }
}
