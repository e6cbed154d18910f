import Glibc

/// A file of lines that only the user may read, which several programs may append to at once.
package struct PrivateFile: Sendable {
    /// What could not be done, and why.
    package struct Failure: Error {
        /// "written", "replaced".
        package let action: String
        package let reason: String

        /// From the last error of the system.
        init(_ action: String) {
            self.action = action
            reason = String(cString: strerror(errno))
        }
    }

    package let path: String

    package init(path: String) {
        self.path = path
    }

    package func append(_ text: String) throws(Failure) {
        try Self.write(text, to: path, flags: O_APPEND)
    }

    /// Puts a text in the place of all that it holds; who reads meanwhile reads the old or the new.
    package func replace(with text: String) throws(Failure) {
        let fresh = path + ".new"
        try Self.write(text, to: fresh, flags: O_TRUNC)
        if rename(fresh, path) != 0 { throw Failure("replaced") }
    }

    private static func write(
        _ text: String, to path: String, flags: Int32
    ) throws(Failure) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | flags, 0o600)
        guard descriptor >= 0 else { throw Failure("written") }
        defer { close(descriptor) }
        // A file from elsewhere may be open to others.
        _ = fchmod(descriptor, 0o600)
        let bytes = Array(text.utf8)
        // In one piece, so that lines of two programs do not mix.
        if Glibc.write(descriptor, bytes, bytes.count) != bytes.count { throw Failure("written") }
    }
}
