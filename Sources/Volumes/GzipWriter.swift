import CNifti

/// Packs bytes as one gzip member; the same bytes always give the same file.
final class GzipWriter {
    // zlib keeps the address of its state: it must not move.
    private let stream: UnsafeMutablePointer<z_stream>
    private var packed = [UInt8](repeating: 0, count: 1 << 18)
    private let sink: (UnsafeRawBufferPointer) throws -> Void

    /// - Parameters:
    ///   - level: 1, fast, to 9, small.
    ///   - sink: takes the packed bytes.
    init(level: Int32, sink: @escaping (UnsafeRawBufferPointer) throws -> Void) {
        self.sink = sink
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        // 16 + 15: gzip, largest window. It fails only for wrong parameters or without memory.
        let status = deflateInit2_(
            stream, level, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size))
        precondition(status == Z_OK, "zlib cannot start")
    }

    deinit {
        deflateEnd(stream)
        stream.deallocate()
    }

    func write(_ bytes: UnsafeRawBufferPointer) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let piece = UnsafeRawBufferPointer(rebasing: rest.prefix(1 << 30))
            try deflate(piece, flush: Z_NO_FLUSH)
            rest = rest.dropFirst(piece.count)
        }
    }

    func finish() throws {
        try deflate(UnsafeRawBufferPointer(start: nil, count: 0), flush: Z_FINISH)
    }

    private func deflate(_ bytes: UnsafeRawBufferPointer, flush: Int32) throws {
        stream.pointee.next_in = UnsafeMutablePointer(
            mutating: bytes.baseAddress?.assumingMemoryBound(to: UInt8.self))
        stream.pointee.avail_in = UInt32(bytes.count)
        repeat {
            try packed.withUnsafeMutableBytes { buffer in
                stream.pointee.next_out = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
                stream.pointee.avail_out = UInt32(buffer.count)
                _ = CNifti.deflate(stream, flush)
                let made = buffer.count - Int(stream.pointee.avail_out)
                try sink(UnsafeRawBufferPointer(rebasing: buffer[..<made]))
            }
        } while stream.pointee.avail_out == 0
    }
}
