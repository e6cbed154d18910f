/// Writes a session file step by step.
///
/// The head is written with the first step, so that it holds every scan that was loaded before.
/// Text that could not be written is kept and written before the next addition.
package final class SessionJournal {
    package let path: String
    /// Steps in the file and in memory, those of an earlier program included.
    package private(set) var stepCount: Int

    private var header: SessionHeader
    private var file: SessionFile?
    private var hasHeader: Bool
    /// What is not in the file yet.
    private var pending = ""

    /// Begins a session.
    ///
    /// - Parameters:
    ///   - path: The file; it must not exist, or be empty.
    ///   - opensNow: Create the file now rather than with the first step, so that a bad path is
    ///     told at the start.
    /// - Throws: `SessionError`.
    package init(path: String, header: SessionHeader, opensNow: Bool) throws {
        self.path = path
        self.header = header
        stepCount = 0
        hasHeader = false
        if opensNow { file = try SessionFile(path: path) }
    }

    /// Continues a session that was read from a file.
    ///
    /// - Throws: `SessionError`.
    package init(continuing document: SessionDocument, path: String) throws {
        self.path = path
        header = document.header
        stepCount = document.steps.map(\.number).max() ?? 0
        hasHeader = true
        file = try SessionFile(path: path)
        pending = document.continuation
    }

    /// Whether something is not in the file yet.
    package var hasPending: Bool { !pending.isEmpty }

    /// The folder that relative paths in the file start from.
    package var folder: String { SessionPath.folder(of: path) }

    /// States an input: in the head before the first step, as a section of its own after it.
    ///
    /// - Throws: `SessionError`; the text is kept and written later.
    package func record(_ input: InputRecord) throws {
        guard hasHeader else {
            header.inputs.removeAll { $0.role == input.role && $0.name == input.name }
            header.inputs.append(input)
            return
        }
        let facts = input.fields.map { "- \($0.name): \($0.value)\n" }.joined()
        try append("## \(input.role.heading) \(input.name)\n\n\(facts)\n")
    }

    /// States the weights, before the first step.
    package func record(weights: [SessionHeader.Weights], precision: String, tolerance: Double) {
        guard !hasHeader else { return }
        header.weights = weights
        header.precision = precision
        header.tolerance = tolerance
    }

    /// Whether the head is still to be written.
    package var isNew: Bool { !hasHeader }

    /// Adds a finished step; its number is set here.
    ///
    /// - Returns: The number.
    /// - Throws: `SessionError`; the step is kept and written later.
    @discardableResult
    package func append(_ step: StepRecord) throws -> Int {
        stepCount += 1
        var step = step
        step.number = stepCount
        if !hasHeader {
            pending = header.text
            hasHeader = true
        }
        try append(step.text)
        return stepCount
    }

    /// Writes what is pending and closes the file; a file without a step is removed.
    ///
    /// - Throws: `SessionError` when something remains in memory only.
    package func close() throws {
        defer {
            file?.closeRemovingIfEmpty()
            file = nil
        }
        if hasPending { try append("") }
    }

    private func append(_ text: String) throws {
        pending += text
        if file == nil { file = try SessionFile(path: path) }
        try file?.append(pending)
        pending = ""
    }
}

extension SessionDocument {
    /// What has to be added to the file before another step: the end of a step that was cut off.
    var continuation: String {
        var text = self.text.isEmpty || self.text.hasSuffix("\n") ? "" : "\n"
        guard endsInsideStep, let last = sections.last else {
            return text + (self.text.hasSuffix("\n\n") ? "" : "\n")
        }
        var open: Int?
        for line in last.text.split(separator: "\n", omittingEmptySubsequences: false) {
            if let length = open {
                if SectionScanner.closes(String(line), length: length) { open = nil }
            } else {
                open = SectionScanner.openingFence(String(line))?.length
            }
        }
        if let open { text += String(repeating: "`", count: open) + "\n" }
        return text + "\n*This step was cut off here.*\n\n"
    }
}

extension SessionJournal {
    /// Copies a session into a new file, for the user alone, and goes on there.
    ///
    /// - Parameter path: Must not exist yet.
    /// - Throws: `SessionError`.
    package static func copy(_ old: String, to path: String) throws -> SessionJournal {
        let document = try SessionDocument(path: old)
        let text = document.text(
            from: SessionPath.folder(of: old), to: SessionPath.folder(of: path))
        let file = try SessionFile(path: path)
        guard file.isEmpty else { throw SessionError.exists(path: path) }
        try file.append(text)
        file.closeRemovingIfEmpty()
        return try SessionJournal(continuing: SessionDocument(path: path), path: path)
    }
}
