/// A file that a session works on, as the session file states it.
package struct InputRecord: Hashable, Sendable {
    package enum Role: String, Hashable, Sendable {
        case scan
        /// A label map that stands in for the network for the scan of the same name.
        case labels

        /// The group of the front matter.
        var group: String { self == .scan ? "scans" : "labels" }
        /// The heading of a section, for inputs loaded later.
        var heading: String { self == .scan ? "Scan" : "Labels" }
    }

    package let role: Role
    package let name: String
    /// Relative to the folder of the session file.
    package let path: String
    /// SHA-256 of the file's bytes, 64 hexadecimal digits.
    package let checksum: String
    /// Shape, voxel size (mm) and orientation in words.
    package let geometry: String
    /// The day of the acquisition, YYYY-MM-DD, where it is known.
    package let date: String?

    package init(
        role: Role, name: String, path: String, checksum: String, geometry: String,
        date: String? = nil
    ) {
        self.role = role
        self.name = name
        self.path = path
        self.checksum = checksum
        self.geometry = geometry
        self.date = date
    }

    /// Names and values, in the order in which they are written.
    var fields: [(name: String, value: String)] {
        [("file", path), ("sha256", checksum), ("geometry", geometry)]
            + (date.map { [("date", $0)] } ?? [])
    }

    init(role: Role, name: String, path: String, field: (String) -> String?) throws {
        func required(_ name: String, of input: String) throws -> String {
            guard let value = field(name), !value.isEmpty else {
                throw SessionError.missingField(path: path, field: "\(role.group) \(input) \(name)")
            }
            return value
        }
        self.init(
            role: role, name: name, path: try required("file", of: name),
            checksum: try required("sha256", of: name), geometry: field("geometry") ?? "",
            date: field("date"))
    }
}
