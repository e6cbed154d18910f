/// Reads fields of a binary header in either byte order.
///
/// Offsets are those of the format's own document; reading beyond the end is a programmer's
/// error, so the length is checked before.
struct HeaderBytes {
    let bytes: [UInt8]
    let isBigEndian: Bool

    private func integer<T: FixedWidthInteger>(_ type: T.Type, at offset: Int) -> T {
        let value = bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: offset, as: T.self) }
        return isBigEndian ? T(bigEndian: value) : T(littleEndian: value)
    }

    func int16(at offset: Int) -> Int { Int(integer(Int16.self, at: offset)) }
    func int32(at offset: Int) -> Int { Int(integer(Int32.self, at: offset)) }
    func int64(at offset: Int) -> Int { Int(integer(Int64.self, at: offset)) }

    func float(at offset: Int) -> Double {
        Double(Float(bitPattern: integer(UInt32.self, at: offset)))
    }

    func double(at offset: Int) -> Double {
        Double(bitPattern: integer(UInt64.self, at: offset))
    }
}
