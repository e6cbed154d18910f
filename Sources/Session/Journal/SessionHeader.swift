/// What a session states before its first step.
package struct SessionHeader: Hashable, Sendable {
    /// The number after `voxelprompt-session:`; raised when older programs cannot read a file.
    package static let format = 1

    /// Name and version of the program that began the session.
    package var program: String
    /// The day on which it began, YYYY-MM-DD.
    package var date: String
    /// The number format of the vision network ("float32", "bfloat16").
    package var precision: String
    /// By how much a value may differ, relative to its size, and still count as the same.
    package var tolerance: Double
    /// SHA-256 of each file of weights by file name, in the order of the file.
    package var weights: [Weights]
    /// What was loaded before the first step.
    package var inputs: [InputRecord]

    package struct Weights: Hashable, Sendable {
        package let file: String
        package let checksum: String

        package init(file: String, checksum: String) {
            self.file = file
            self.checksum = checksum
        }
    }

    package init(
        program: String = ProgramVersion.title, date: String, precision: String,
        tolerance: Double, weights: [Weights] = [], inputs: [InputRecord] = []
    ) {
        self.program = program
        self.date = date
        self.precision = precision
        self.tolerance = tolerance
        self.weights = weights
        self.inputs = inputs
    }
}

extension SessionHeader {
    /// The head of the file: front matter and title.
    var text: String {
        var matter = FrontMatter()
        matter.set("voxelprompt-session", "\(Self.format)")
        matter.set("program", program)
        matter.set("date", date)
        matter.set("precision", precision)
        matter.set("tolerance", "\(tolerance)")
        var files = FrontMatter()
        for file in weights { files.set(file.file, file.checksum) }
        if !weights.isEmpty { matter.set("weights", files) }
        for role in [InputRecord.Role.scan, .labels] {
            var group = FrontMatter()
            for input in inputs where input.role == role {
                var fields = FrontMatter()
                for field in input.fields { fields.set(field.name, field.value) }
                group.set(input.name, fields)
            }
            if !group.entries.isEmpty { matter.set(role.group, group) }
        }
        let lines = ["---"] + matter.lines + ["---", "", "# Session of \(date)", ""]
        return lines.joined(separator: "\n") + "\n"
    }

    /// - Parameter path: The session file, for messages.
    /// - Throws: `SessionError`.
    init(_ matter: FrontMatter, path: String) throws {
        guard let found = matter.text("voxelprompt-session") else {
            throw SessionError.notASession(path: path)
        }
        guard found == "\(Self.format)" else {
            throw SessionError.newerFormat(path: path, found: found)
        }
        program = matter.text("program") ?? "an unknown program"
        date = matter.text("date") ?? ""
        precision = matter.text("precision") ?? ""
        let written = matter.text("tolerance") ?? "0"
        guard let tolerance = Double(written), tolerance >= 0, tolerance.isFinite else {
            throw SessionError.badField(path: path, field: "tolerance", text: written)
        }
        self.tolerance = tolerance
        weights = (matter.group("weights")?.entries ?? []).compactMap { entry in
            guard case .text(let checksum) = entry.content else { return nil }
            return Weights(file: entry.name, checksum: checksum)
        }
        inputs = []
        for role in [InputRecord.Role.scan, .labels] {
            for entry in matter.group(role.group)?.entries ?? [] {
                guard case .group(let fields) = entry.content else {
                    throw SessionError.missingField(
                        path: path, field: "\(role.group) \(entry.name) file")
                }
                inputs.append(
                    try InputRecord(role: role, name: entry.name, path: path, field: fields.text))
            }
        }
    }
}
