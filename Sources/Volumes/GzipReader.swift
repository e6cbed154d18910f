import CNifti

/// Unpacks gzip data that lie in memory, also several members in a row.
final class GzipReader {
    enum Failure: Error {
        case damaged(reason: String)
    }

    /// Unpacked bytes so far.
    private(set) var count = 0
    /// Whether the last member ended with a right checksum.
    private(set) var isAtEnd = false
    /// Bytes after the last member that are no gzip data and not zero padding.
    private(set) var trailingBytes = 0

    private let bytes: [UInt8]
    private var position = 0
    // zlib keeps the address of its state: it must not move.
    private let stream: UnsafeMutablePointer<z_stream>

    static func isGzip(_ bytes: some Collection<UInt8>) -> Bool {
        bytes.starts(with: [0x1f, 0x8b])
    }

    init(_ bytes: [UInt8]) throws {
        self.bytes = bytes
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        // 16 + 15: gzip, largest window.
        let status = inflateInit2_(
            stream, 31, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        guard status == Z_OK else { throw Failure.damaged(reason: "zlib cannot start") }
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
    }

    /// Fills the buffer as far as the data go.
    ///
    /// - Returns: bytes unpacked; fewer than asked for only where the data end.
    /// - Throws: `Failure` for data that no packer wrote.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        var filled = 0
        try bytes.withUnsafeBytes { input in
            while filled < buffer.count, !isAtEnd {
                let taken = min(input.count - position, 1 << 30)
                let room = min(buffer.count - filled, 1 << 30)
                stream.pointee.next_in = UnsafeMutablePointer(
                    mutating: input.baseAddress?.advanced(by: position)
                        .assumingMemoryBound(to: UInt8.self))
                stream.pointee.avail_in = UInt32(taken)
                stream.pointee.next_out = buffer.baseAddress?.advanced(by: filled)
                    .assumingMemoryBound(to: UInt8.self)
                stream.pointee.avail_out = UInt32(room)
                let status = inflate(stream, Z_NO_FLUSH)
                position += taken - Int(stream.pointee.avail_in)
                filled += room - Int(stream.pointee.avail_out)
                switch status {
                case Z_OK: continue
                case Z_STREAM_END: try startNextMember()
                case Z_BUF_ERROR: return
                default:
                    let reason = stream.pointee.msg.map { String(cString: $0) }
                    throw Failure.damaged(reason: reason ?? "zlib error \(status)")
                }
            }
        }
        count += filled
        return filled
    }

    /// Unpacks to the end without keeping anything, so that checksums are checked.
    ///
    /// - Parameter limit: stops after so many bytes.
    /// - Returns: bytes dropped.
    func drain(limit: Int) throws -> Int {
        var scratch = [UInt8](repeating: 0, count: 1 << 16)
        var dropped = 0
        while dropped < limit {
            let taken = try scratch.withUnsafeMutableBytes { try read(into: $0) }
            dropped += taken
            if taken == 0 { break }
        }
        return dropped
    }

    private func startNextMember() throws {
        if GzipReader.isGzip(bytes[position...].prefix(2)) {
            guard inflateReset(stream) == Z_OK else {
                throw Failure.damaged(reason: "zlib cannot start again")
            }
            return
        }
        isAtEnd = true
        let rest = bytes[position...]
        trailingBytes = rest.allSatisfy { $0 == 0 } ? 0 : rest.count
    }
}
