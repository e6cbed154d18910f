import CNifti

#if canImport(Glibc)
    import Glibc
#endif

/// A file that comes into being whole or not at all.
///
/// Bytes go to a temporary name in the same folder; `finish` syncs it and renames it. Dropped
/// before that, the temporary file is removed.
final class OutputFile {
    private let path: String
    private let temporary: String
    private let overwrite: Bool
    private var descriptor: Int32

    /// - Throws: `VolumeError`; `.exists` when a file is there that must not be replaced.
    init(path: String, overwrite: Bool) throws {
        let slash = path.lastIndex(of: "/")
        let folder = slash.map { String(path[...$0]) } ?? "./"
        let name = slash.map { String(path[path.index(after: $0)...]) } ?? path
        guard overwrite || !FileReader.exists(path) else {
            throw VolumeError(.exists, path: path)
        }
        self.path = path
        self.overwrite = overwrite
        // Unique per process and call, so that two writers never meet.
        temporary =
            "\(folder).\(name.prefix(100)).\(getpid())-\(UInt32.random(in: 0 ... .max)).part"
        descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else {
            if errno == ENOENT || errno == ENOTDIR {
                throw VolumeError(.folderMissing(folder: folder), path: path)
            }
            throw Self.error(errno, path: path)
        }
    }

    deinit {
        guard descriptor >= 0 else { return }
        close(descriptor)
        unlink(temporary)
    }

    func write(_ bytes: UnsafeRawBufferPointer) throws {
        try Self.write(bytes, to: descriptor, path: path)
    }

    /// Gives the file its name.
    func finish() throws {
        guard fsync(descriptor) == 0 else { throw Self.error(errno, path: path) }
        if overwrite {
            guard rename(temporary, path) == 0 else { throw Self.error(errno, path: path) }
        } else {
            try renameWithoutReplacing()
        }
        close(descriptor)
        descriptor = -1
    }

    /// A file that another program made meanwhile stays, too.
    private func renameWithoutReplacing() throws {
        if link(temporary, path) == 0 {
            unlink(temporary)
            return
        }
        let number = errno
        if number == EEXIST { throw VolumeError(.exists, path: path) }
        // A file system without hard links: the check and the renaming are two steps there.
        guard !FileReader.exists(path) else { throw VolumeError(.exists, path: path) }
        guard rename(temporary, path) == 0 else { throw Self.error(errno, path: path) }
    }

    static func write(
        _ bytes: UnsafeRawBufferPointer, to descriptor: Int32, path: String
    ) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let piece = UnsafeRawBufferPointer(rebasing: rest.prefix(1 << 30))
            let written = Glibc.write(descriptor, piece.baseAddress, piece.count)
            if written < 0 {
                if errno == EINTR { continue }
                throw error(errno, path: path)
            }
            rest = rest.dropFirst(written)
        }
    }

    private static func error(_ number: Int32, path: String) -> VolumeError {
        let isFull = number == ENOSPC || number == EDQUOT
        return VolumeError(
            isFull ? .diskFull : .unwritable(reason: systemReason(number)), path: path)
    }
}
