#if canImport(Glibc)
    import Glibc
#endif

/// Reads a regular file from the disk.
struct FileReader {
    let path: String

    /// All bytes of the file.
    ///
    /// - Throws: `VolumeError` that names the file.
    func bytes() throws(VolumeError) -> [UInt8] {
        let (descriptor, size) = try open()
        defer { close(descriptor) }
        try Memory.check(size, path: path)
        var failure: VolumeError?
        let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            do throws(VolumeError) {
                while count < size {
                    let rest = UnsafeMutableRawBufferPointer(
                        rebasing: UnsafeMutableRawBufferPointer(buffer)[count...])
                    let taken = try fill(rest, from: descriptor)
                    if taken == 0 { break }
                    count += taken
                }
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        return bytes
    }

    /// Hands the file over in pieces.
    func read(_ body: (UnsafeRawBufferPointer) -> Void) throws(VolumeError) {
        let (descriptor, _) = try open()
        defer { close(descriptor) }
        var piece = [UInt8](repeating: 0, count: 1 << 20)
        while true {
            var failure: VolumeError?
            let taken = piece.withUnsafeMutableBytes { buffer in
                do throws(VolumeError) {
                    let taken = try fill(buffer, from: descriptor)
                    body(UnsafeRawBufferPointer(rebasing: buffer[..<taken]))
                    return taken
                } catch {
                    failure = error
                    return 0
                }
            }
            if let failure { throw failure }
            if taken == 0 { return }
        }
    }

    /// One `read`, repeated when a signal interrupts it.
    private func fill(
        _ buffer: UnsafeMutableRawBufferPointer, from descriptor: Int32
    ) throws(VolumeError) -> Int {
        while true {
            // Linux reads at most 2 GiB at once.
            let taken = Glibc.read(descriptor, buffer.baseAddress, min(buffer.count, 1 << 30))
            if taken >= 0 { return taken }
            if errno != EINTR { throw VolumeError(.unreadable(reason: reason()), path: path) }
        }
    }

    private func open() throws(VolumeError) -> (descriptor: Int32, size: Int) {
        // O_NONBLOCK: opening a pipe must not wait for a writer.
        let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            let missing = errno == ENOENT || errno == ENOTDIR
            throw VolumeError(missing ? .missing : .unreadable(reason: reason()), path: path)
        }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            let error = VolumeError(.unreadable(reason: reason()), path: path)
            close(descriptor)
            throw error
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            let kind = status.st_mode & S_IFMT == S_IFDIR ? "folder" : "device or pipe"
            throw VolumeError(.notAFile(kind: kind), path: path)
        }
        return (descriptor, Int(status.st_size))
    }

    private func reason() -> String { systemReason(errno) }

    static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }
}

/// What the system calls an error number, for example "Permission denied".
func systemReason(_ number: Int32) -> String {
    strerror(number).map { String(cString: $0) } ?? "error \(number)"
}

/// What this machine can hold.
enum Memory {
    static let physical: Int =
        max(0, sysconf(Int32(_SC_PHYS_PAGES)))
        * max(0, sysconf(Int32(_SC_PAGESIZE)))

    /// - Throws: `.tooLarge` instead of letting the system kill the program.
    static func check(_ bytes: Int, path: String) throws(VolumeError) {
        guard physical == 0 || bytes < physical else {
            throw VolumeError(.tooLarge(bytes: bytes, memory: physical), path: path)
        }
    }
}
