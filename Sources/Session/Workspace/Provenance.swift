/// Where a name of the workspace comes from.
package enum Provenance: Hashable, Sendable {
    /// A scan read from a file.
    case scan(InputFile)
    /// A label map that was loaded without a scan of its name.
    case labels(InputFile)
    /// Made or changed by a step: by the answer to a prompt, or by a program from a file.
    case step(Int, prompt: String?, program: String? = nil)

    /// Whether it was made here rather than read from a file.
    package var isStep: Bool {
        if case .step = self { true } else { false }
    }
}

/// A file that was loaded.
package struct InputFile: Hashable, Sendable {
    /// As the user named it.
    package let path: String
    /// SHA-256 of its bytes, hexadecimal.
    package let checksum: String
    /// The day of the acquisition, YYYY-MM-DD, where it is known.
    package let date: String?

    package init(path: String, checksum: String, date: String? = nil) {
        self.path = path
        self.checksum = checksum
        self.date = date
    }
}
