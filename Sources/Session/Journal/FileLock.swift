import Foundation

/// A lock that one program at a time holds, by a file beside what it guards.
final class FileLock {
    private let path: String
    private let descriptor: Int32

    private init(path: String, descriptor: Int32) {
        self.path = path
        self.descriptor = descriptor
    }

    deinit {
        unlink(path)
        close(descriptor)
    }

    /// - Parameter path: The file of the lock, which is removed with it.
    /// - Returns: nil when another program holds it, or the file cannot be made.
    static func taken(at path: String) -> FileLock? {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return nil }
        var information = stat()
        // Whoever held it may have removed the file just before it was locked here.
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0, fstat(descriptor, &information) == 0,
            information.st_nlink > 0
        else {
            close(descriptor)
            return nil
        }
        return FileLock(path: path, descriptor: descriptor)
    }
}
