import CNifti

/// SHA-256 checksums, written as 64 lowercase hexadecimal digits.
package struct Checksum {
    private var context = vp_sha256()

    package init() { vp_sha256_init(&context) }

    package mutating func update(_ bytes: UnsafeRawBufferPointer) {
        vp_sha256_update(&context, bytes.baseAddress, bytes.count)
    }

    package mutating func update(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { update($0) }
    }

    /// The checksum of all bytes given so far.
    package var hexadecimal: String {
        var copy = context
        var digest = [UInt8](repeating: 0, count: 32)
        vp_sha256_final(&copy, &digest)
        let digits = Array("0123456789abcdef")
        return String(digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }

    package static func sha256(of bytes: [UInt8]) -> String {
        var checksum = Checksum()
        checksum.update(bytes)
        return checksum.hexadecimal
    }

    /// - Throws: `VolumeError` when the file cannot be read.
    package static func sha256(ofFileAt path: String) throws -> String {
        var checksum = Checksum()
        try FileReader(path: path).read { checksum.update($0) }
        return checksum.hexadecimal
    }
}
