import Foundation

/// A session file as read: its head and its sections in order, every line kept.
package struct SessionDocument: Hashable, Sendable {
    package struct Section: Hashable, Sendable {
        package enum Content: Hashable, Sendable {
            case step(StepRecord)
            /// Loaded after the head was written.
            case input(InputRecord)
            /// Something else that a hand or a later program put there.
            case other
        }

        package let content: Content
        /// The lines of the file, heading first, line end last.
        package let text: String
    }

    package let header: SessionHeader
    /// The lines before the first section.
    package let head: String
    package let sections: [Section]

    /// The whole file, as read.
    package var text: String { head + sections.map(\.text).joined() }

    package var steps: [StepRecord] {
        sections.compactMap { section in
            if case .step(let step) = section.content { step } else { nil }
        }
    }

    /// The numbers of steps that were taken back and not brought back again.
    package var undoneSteps: Set<Int> {
        var undone: Set<Int> = []
        for step in steps where step.isComplete {
            undone.formUnion(step.undone)
            undone.subtract(step.redone)
        }
        return undone
    }

    /// All inputs, those of the head first.
    package var inputs: [InputRecord] {
        header.inputs
            + sections.compactMap { section in
                if case .input(let input) = section.content { input } else { nil }
            }
    }

    /// Whether the file ends inside a step: the program was stopped while it wrote.
    package var endsInsideStep: Bool {
        if case .step(let step) = sections.last?.content { !step.isComplete } else { false }
    }
}

extension SessionDocument {
    /// - Throws: `SessionError`.
    package init(path: String) throws {
        guard FileManager.default.fileExists(atPath: path) else {
            throw SessionError.missing(path: path)
        }
        let data: Data
        do {
            guard let handle = FileHandle(forReadingAtPath: path) else {
                throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
            }
            defer { try? handle.close() }
            // Not all at once: a device may never end.
            data = try handle.read(upToCount: Self.largest + 1) ?? Data()
        } catch {
            throw SessionError.unreadable(path: path, reason: String(cString: strerror(errno)))
        }
        guard data.count <= Self.largest else { throw SessionError.notASession(path: path) }
        try self.init(text: String(decoding: data, as: UTF8.self), path: path)
    }

    /// Bytes that a session file may have.
    private static let largest = 256 << 20

    /// - Parameters:
    ///   - text: The content of the file.
    ///   - path: For messages.
    package init(text: String, path: String) throws {
        let lines = Self.lines(of: text)
        let plain = lines.map { $0.last?.isNewline == true ? String($0.dropLast()) : $0 }
        guard plain.first?.trimmingBlanks == "---",
            let end = plain.dropFirst().firstIndex(where: { $0.trimmingBlanks == "---" })
        else { throw SessionError.notASession(path: path) }
        header = try SessionHeader(
            FrontMatter(lines: Array(plain[1..<end]), firstLine: 2), path: path)

        var starts: [Int] = []
        var fence: Int?
        for index in (end + 1)..<plain.count {
            let line = plain[index]
            if let length = fence {
                // A step that was cut off inside a block must not swallow those after it.
                if Self.isStepHeading(line), !Self.hasClosingFence(plain[index...], length) {
                    fence = nil
                } else {
                    if SectionScanner.closes(line, length: length) { fence = nil }
                    continue
                }
            }
            if line.hasPrefix("## ") {
                starts.append(index)
            } else {
                fence = SectionScanner.openingFence(line)?.length
            }
        }
        head = lines[..<(starts.first ?? lines.count)].joined()
        var sections: [Section] = []
        for (start, next) in zip(starts, starts.dropFirst() + [lines.count]) {
            let content = try Self.content(Array(plain[start..<next]), path: path)
            sections.append(Section(content: content, text: lines[start..<next].joined()))
        }
        self.sections = Self.closingEdited(sections)
    }

    private static func content(_ lines: [String], path: String) throws -> Section.Content {
        let words = lines[0].dropFirst(3).split(separator: " ").map(String.init)
        if words.count == 2, words[0] == "Step", let number = Int(words[1]) {
            return .step(StepRecord(number: number, lines: Array(lines.dropFirst())))
        }
        for role in [InputRecord.Role.scan, .labels]
        where words.count == 2 && words[0] == role.heading {
            var fields: [String: String] = [:]
            var scanner = SectionScanner(lines: Array(lines.dropFirst()))
            while let part = scanner.next() {
                if case .item(let name, let text) = part { fields[name] = text }
            }
            return .input(
                try InputRecord(role: role, name: words[1], path: path) { fields[$0] })
        }
        return .other
    }

    /// A step that another one follows was finished, whether or not a hand took its end mark away;
    /// only the last can have been cut off.
    private static func closingEdited(_ sections: [Section]) -> [Section] {
        sections.enumerated().map { index, section in
            guard case .step(var step) = section.content, !step.isComplete,
                index + 1 < sections.count, step.code != nil || step.status != .ran
            else { return section }
            step.isComplete = true
            return Section(content: .step(step), text: section.text)
        }
    }

    private static func isStepHeading(_ line: String) -> Bool {
        line.hasPrefix("## Step ") && Int(line.dropFirst(8).trimmingBlanks) != nil
    }

    /// Whether a block that is open here is closed before the mark that ends its step.
    private static func hasClosingFence(_ lines: ArraySlice<String>, _ length: Int) -> Bool {
        for line in lines {
            if SectionScanner.closes(line, length: length) { return true }
            if line.hasPrefix("<!-- end of step ") || SectionScanner.openingFence(line) != nil {
                return false
            }
        }
        return false
    }

    /// Lines with their line ends.
    private static func lines(of text: String) -> [String] {
        var lines: [String] = []
        var line = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            line.append(scalar)
            if scalar == "\n" {
                lines.append(String(line))
                line = String.UnicodeScalarView()
            }
        }
        if !line.isEmpty { lines.append(String(line)) }
        return lines
    }
}
