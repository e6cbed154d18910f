import Foundation

/// A text file that only grows, locked against other programs; every addition is on the disk
/// before the call returns, or is not in the file at all.
final class SessionFile {
    let path: String
    private var descriptor: Int32 = -1

    /// Opens the file, creating it for the user alone.
    ///
    /// - Throws: `SessionError`.
    init(path: String) throws {
        self.path = path
        try open()
    }

    deinit { close() }

    var isEmpty: Bool { length == 0 }

    /// Adds text at the end.
    ///
    /// - Throws: `SessionError`; what was written of the text is taken away again.
    func append(_ text: String) throws {
        try followReplacement()
        let start = length
        let bytes = Array(text.utf8)
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes {
                write(descriptor, $0.baseAddress, $0.count)
            }
            if count < 0 {
                if errno == EINTR { continue }
                throw undo(to: start, errno)
            }
            written += count
        }
        // A file system may only find out here that it has no room.
        if fsync(descriptor) != 0, errno != EINVAL, errno != EROFS { throw undo(to: start, errno) }
    }

    /// Removes the file if nothing stands in it.
    func closeRemovingIfEmpty() {
        if descriptor >= 0, isEmpty, isSameFile { unlink(path) }
        close()
    }

    private func open() throws {
        let flags = O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC
        descriptor = Glibc.open(path, flags, 0o600)
        guard descriptor >= 0 else {
            let folder = SessionPath.folder(of: path)
            if errno == ENOENT, !FileManager.default.fileExists(atPath: folder) {
                throw SessionError.folderMissing(path: path, folder: folder)
            }
            throw failure(errno)
        }
        if flock(descriptor, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK {
            close()
            throw SessionError.inUse(path: path)
        }
    }

    /// Editors replace a file rather than change it: then the new one is continued.
    private func followReplacement() throws {
        if descriptor >= 0, isSameFile { return }
        close()
        try open()
    }

    private var isSameFile: Bool {
        var mine = stat()
        var named = stat()
        return fstat(descriptor, &mine) == 0 && stat(path, &named) == 0
            && mine.st_ino == named.st_ino && mine.st_dev == named.st_dev
    }

    private var length: Int {
        var information = stat()
        guard descriptor >= 0, fstat(descriptor, &information) == 0 else { return 0 }
        return Int(information.st_size)
    }

    private func undo(to length: Int, _ code: Int32) -> SessionError {
        _ = ftruncate(descriptor, off_t(length))
        return failure(code)
    }

    private func failure(_ code: Int32) -> SessionError {
        if code == ENOSPC || code == EDQUOT { return .diskFull(path: path) }
        return .unwritable(path: path, reason: String(cString: strerror(code)))
    }

    private func close() {
        if descriptor >= 0 { _ = Glibc.close(descriptor) }
        descriptor = -1
    }
}
