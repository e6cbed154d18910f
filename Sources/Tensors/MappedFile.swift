import Foundation

/// A file mapped read-only into memory: the one place that owns such memory.
final class MappedFile: @unchecked Sendable {
    // Safe to share: the mapping is read-only and lives exactly as long as this object.
    private let bytes: UnsafeRawBufferPointer

    /// Maps the whole file.
    ///
    /// - Throws: `WeightsError` if the file cannot be opened, is no regular file or is empty.
    init(path: String) throws {
        func failure() -> WeightsError {
            WeightsError(path: path, reason: .unreadable(detail: String(cString: strerror(errno))))
        }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure() }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw failure() }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw WeightsError(path: path, reason: .unreadable(detail: "not a regular file"))
        }
        let count = Int(status.st_size)
        guard count > 0 else { throw WeightsError(path: path, reason: .tooShort(bytes: 0)) }
        guard let start = mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor, 0),
            start != MAP_FAILED
        else { throw failure() }
        bytes = UnsafeRawBufferPointer(start: start, count: count)
    }

    deinit {
        munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count)
    }

    /// Lends the bytes for the time of `body`.
    func withBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        try body(bytes)
    }
}
