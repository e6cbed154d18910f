/// A place in a program's text.
package struct SourcePosition: Hashable, Comparable, Sendable {
    /// Line number, from 1.
    package let line: Int
    /// Column in Unicode scalars, from 1.
    package let column: Int
    /// Offset in UTF-8 bytes from the start of the text.
    package let offset: Int

    package init(line: Int, column: Int, offset: Int) {
        self.line = line
        self.column = column
        self.offset = offset
    }

    package static let start = SourcePosition(line: 1, column: 1, offset: 0)

    package static func < (left: SourcePosition, right: SourcePosition) -> Bool {
        left.offset < right.offset
    }
}

/// A stretch of a program's text; `end` is the position just after the last character.
package struct SourceSpan: Hashable, Sendable {
    package let start: SourcePosition
    package let end: SourcePosition

    package init(start: SourcePosition, end: SourcePosition) {
        self.start = start
        self.end = end
    }

    package static let start = SourceSpan(start: .start, end: .start)

    /// The smallest span that holds both.
    package func union(_ other: SourceSpan) -> SourceSpan {
        SourceSpan(start: min(start, other.start), end: max(end, other.end))
    }
}

/// A program's text and the name under which messages speak of it.
package struct Source: Hashable, Sendable {
    package let name: String
    package let text: String

    package init(name: String, text: String) {
        self.name = name
        self.text = text
    }

    /// The text of a span; empty where the span does not lie inside the text.
    package func excerpt(_ span: SourceSpan) -> String {
        let bytes = text.utf8
        guard span.start.offset <= span.end.offset, span.end.offset <= bytes.count else {
            return ""
        }
        let start = bytes.index(bytes.startIndex, offsetBy: span.start.offset)
        let end = bytes.index(bytes.startIndex, offsetBy: span.end.offset)
        return String(text[start..<end])
    }
}
