/// A file in memory that may be gzip-packed, whatever its name says.
struct UnpackedFile {
    let path: String
    /// As on the disk.
    let stored: [UInt8]

    var isCompressed: Bool { GzipReader.isGzip(stored) }

    init(path: String) throws(VolumeError) {
        self.path = path
        stored = try FileReader(path: path).bytes()
        guard !stored.isEmpty else { throw VolumeError(.empty, path: path) }
    }

    /// The first unpacked bytes; fewer where the file ends.
    func prefix(_ length: Int) throws -> [UInt8] {
        guard isCompressed else { return Array(stored.prefix(length)) }
        return try unpacking { reader in
            try Self.read(length, from: reader)
        }
    }

    /// The unpacked bytes up to `length`.
    ///
    /// - Returns: the bytes, and how many more follow them (a lower bound for packed files that
    ///   go on and on).
    /// - Throws: `.truncated` where there are fewer, `.damaged` for a wrong checksum.
    func unpacked(_ length: Int) throws -> (bytes: [UInt8], extra: Int) {
        guard isCompressed else {
            guard stored.count >= length else {
                throw VolumeError(
                    .truncated(bytes: stored.count, expected: length), path: path)
            }
            return (stored, stored.count - length)
        }
        // A header that lies must not make us ask for memory: gzip packs at most 1032 to 1.
        if length > Memory.physical || length / 1040 > stored.count {
            let count = try unpacking { try $0.drain(limit: length) }
            guard count >= length else {
                throw VolumeError(.truncated(bytes: count, expected: length), path: path)
            }
        }
        try Memory.check(length, path: path)
        return try unpacking { reader in
            let bytes = try Self.read(length, from: reader)
            guard bytes.count == length else {
                throw VolumeError(
                    .truncated(bytes: bytes.count, expected: length), path: path)
            }
            let extra = try reader.drain(limit: 1 << 26)
            guard reader.isAtEnd || extra >= 1 << 26 else {
                throw GzipReader.Failure.damaged(reason: "it ends before its checksum")
            }
            return (bytes, extra + reader.trailingBytes)
        }
    }

    private func unpacking<Result>(_ body: (GzipReader) throws -> Result) throws -> Result {
        do {
            return try body(GzipReader(stored))
        } catch GzipReader.Failure.damaged(let reason) {
            throw VolumeError(.damaged(reason: reason), path: path)
        }
    }

    private static func read(_ length: Int, from reader: GzipReader) throws -> [UInt8] {
        try [UInt8](unsafeUninitializedCapacity: length) { buffer, count in
            count = try reader.read(into: UnsafeMutableRawBufferPointer(buffer))
        }
    }
}
