import Foundation

/// The block between two `---` lines at the head of a session: names and values, nested by
/// indentation of two spaces. A small part of YAML, so that other programs read it too.
package struct FrontMatter: Hashable, Sendable {
    package struct Entry: Hashable, Sendable {
        package let name: String
        package let content: Content
    }

    package indirect enum Content: Hashable, Sendable {
        case text(String)
        case group(FrontMatter)
    }

    package private(set) var entries: [Entry] = []

    package init() {}

    package mutating func set(_ name: String, _ text: String) {
        entries.append(Entry(name: name, content: .text(text)))
    }

    package mutating func set(_ name: String, _ group: FrontMatter) {
        entries.append(Entry(name: name, content: .group(group)))
    }

    package func text(_ name: String) -> String? {
        guard case .text(let text) = entries.last(where: { $0.name == name })?.content else {
            return nil
        }
        return text
    }

    package func group(_ name: String) -> FrontMatter? {
        guard case .group(let group) = entries.last(where: { $0.name == name })?.content else {
            return nil
        }
        return group
    }

    /// The lines between the `---` lines.
    package var lines: [String] {
        entries.flatMap { entry -> [String] in
            let name = Self.scalar(entry.name)
            switch entry.content {
            case .text(let text): return ["\(name): \(Self.scalar(text))"]
            case .group(let group): return ["\(name):"] + group.lines.map { "  " + $0 }
            }
        }
    }

    /// Plain where YAML reads it back as the same text, quoted otherwise.
    static func scalar(_ text: String) -> String {
        let plainStart = text.unicodeScalars.first.map { $0.properties.isAlphabetic || isDigit($0) }
        let isPlain =
            plainStart == true
            && !text.contains(": ") && !text.contains(" #") && !text.hasSuffix(":")
            && text.unicodeScalars.allSatisfy { $0.value >= 32 && $0 != "\"" && $0 != "\\" }
            && !text.hasSuffix(" ")
        return isPlain ? text : QuotedText.quoted(text)
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
        ("0"..."9").contains(scalar)
    }
}

extension FrontMatter {
    /// Reads lines as `lines` writes them, or a hand changed them: comments and blank lines are
    /// skipped.
    ///
    /// - Parameter firstLine: The number of the first line in the file, for messages.
    /// - Throws: `SessionError.frontMatter` with the line that cannot be read.
    package init(lines: [String], firstLine: Int) throws {
        var numbered: [(number: Int, indent: Int, text: String)] = []
        for (offset, line) in lines.enumerated() {
            let text = line.drop { $0 == " " }
            guard !text.isEmpty, text.first != "#" else { continue }
            numbered.append((firstLine + offset, line.count - text.count, String(text)))
        }
        var rest = numbered[...]
        self = try Self.read(&rest, indent: numbered.first?.indent ?? 0, depth: 0)
        if let line = rest.first {
            throw SessionError.frontMatter(line: line.number, text: line.text)
        }
    }

    private static func read(
        _ lines: inout ArraySlice<(number: Int, indent: Int, text: String)>, indent: Int, depth: Int
    ) throws -> FrontMatter {
        var result = FrontMatter()
        while let line = lines.first, line.indent == indent {
            lines.removeFirst()
            guard depth < 8, let (name, value) = pair(line.text) else {
                throw SessionError.frontMatter(line: line.number, text: line.text)
            }
            if value.isEmpty, let next = lines.first, next.indent > indent {
                result.set(name, try read(&lines, indent: next.indent, depth: depth + 1))
            } else {
                result.set(name, value)
            }
        }
        return result
    }

    /// `name: value`, where both may be quoted and a comment may follow.
    private static func pair(_ text: String) -> (name: String, value: String)? {
        let colon: String.Index
        if text.hasPrefix("\"") {
            guard let range = text.range(of: "\":") else { return nil }
            colon = text.index(before: range.upperBound)
        } else {
            guard let index = text.firstIndex(of: ":") else { return nil }
            colon = index
        }
        let after = text[text.index(after: colon)...]
        guard after.isEmpty || after.first == " " else { return nil }
        let name = text[..<colon].trimmingBlanks
        var value = after.trimmingBlanks
        if value.hasPrefix("\"") {
            guard let unquoted = QuotedText.unquoted(value) else { return nil }
            value = unquoted
        } else if value.hasPrefix("'"), value.hasSuffix("'"), value.count >= 2 {
            value = String(value.dropFirst().dropLast()).replacing("''", with: "'")
        } else if let comment = value.range(of: " #") {
            value = value[..<comment.lowerBound].trimmingBlanks
        }
        return (QuotedText.unquoted(name) ?? name, value)
    }
}

extension StringProtocol {
    /// Without spaces and tabs at both ends.
    var trimmingBlanks: String {
        let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" || $0 == "\r" }
        guard let first = firstIndex(where: { !isBlank($0) }),
            let last = lastIndex(where: { !isBlank($0) })
        else { return "" }
        return String(self[first...last])
    }
}
