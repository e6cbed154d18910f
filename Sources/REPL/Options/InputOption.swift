import Session

/// A file named on the command line, to be loaded under a name.
package struct InputOption: Hashable, Sendable {
    package enum Role: String, Hashable, Sendable {
        case scan
        /// A label map that stands in for the network for the scan of that name.
        case labels
    }

    package let role: Role
    /// nil lets the program choose.
    package let name: String?
    package let path: String
    /// The day of the acquisition, YYYY-MM-DD.
    package let date: String?

    package init(role: Role, name: String?, path: String, date: String? = nil) {
        self.role = role
        self.name = name
        self.path = path
        self.date = date
    }

    /// Whether a text is a day written YYYY-MM-DD.
    package static func isDate(_ text: String) -> Bool { CalendarDay.isValid(text) }
}
