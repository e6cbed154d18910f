/// Makes the text a user reads of a diagnostic: cause, place, excerpt with a caret range, hint.
package enum DiagnosticRenderer {
    /// All diagnostics, a blank line between them.
    package static func render(
        _ diagnostics: [Diagnostic], source: Source, colored: Bool
    ) -> String {
        diagnostics.map { render($0, source: source, colored: colored) }.joined(separator: "\n")
    }

    /// One diagnostic, with a line end at its end.
    package static func render(
        _ diagnostic: Diagnostic, source: Source, colored: Bool
    ) -> String {
        let paint = Paint(isOn: colored)
        let severity = paint.apply(diagnostic.severity.style, diagnostic.severity.rawValue)
        var text = severity + ": " + paint.apply(.strong, diagnostic.message) + "\n"
        text += excerpt(diagnostic.span, source, diagnostic.severity, paint)
        if let hint = diagnostic.hint {
            text += paint.apply(.hint, "hint") + ": " + hint + "\n"
        }
        return text
    }

    /// A failed run: its diagnostic and the calls that led there.
    package static func render(_ failure: RuntimeFailure, colored: Bool) -> String {
        var text = render(failure.diagnostic, source: failure.source, colored: colored)
        guard !failure.calls.isEmpty else { return text }
        let paint = Paint(isOn: colored)
        text += "called from:\n"
        for group in groups(failure.calls) {
            let start = group.call.span.start
            let line = group.call.source.line(start.line).trimmingPythonSpace()
            text += paint.apply(.dim, "  \(group.call.source.name):\(start.line)") + "  " + line
            text += group.count > 1 ? "  (\(group.count) times)\n" : "\n"
        }
        return text
    }

    /// Equal calls after each other as one, so that a recursion takes one line.
    private static func groups(
        _ calls: [RuntimeFailure.Call]
    ) -> [(call: RuntimeFailure.Call, count: Int)] {
        var groups: [(call: RuntimeFailure.Call, count: Int)] = []
        for call in calls {
            if let last = groups.last, last.call == call {
                groups[groups.count - 1].count += 1
            } else {
                groups.append((call, 1))
            }
        }
        return groups
    }

    // MARK: Excerpt

    /// Longer lines are cut around the caret.
    private static let maximumWidth = 96

    private static func excerpt(
        _ span: SourceSpan, _ source: Source, _ severity: Diagnostic.Severity, _ paint: Paint
    ) -> String {
        let number = String(span.start.line)
        let margin = String(repeating: " ", count: number.count)
        let line = Array(source.line(span.start.line).unicodeScalars)
        let start = min(max(0, span.start.column - 1), line.count)
        let isOneLine = span.end.line == span.start.line
        let end = isOneLine ? min(max(start, span.end.column - 1), line.count) : line.count
        let window = window(start, end, count: line.count)
        let shown = text(line[window])
        let lead = window.lowerBound > 0 ? "… " : ""
        let trail = window.upperBound < line.count ? " …" : ""
        // Tabs stay tabs before the caret, so that it stands under its character.
        let before = line[window.lowerBound..<start].map { $0 == "\t" ? "\t" : " " }.joined()
        let carets = String(repeating: "^", count: max(1, min(end, window.upperBound) - start))
        let place = "\(source.name):\(span.start.line):\(span.start.column)"
        var text = paint.apply(.dim, "\(margin)--> \(place)") + "\n"
        text += paint.apply(.dim, "\(number) |") + " " + lead + shown + trail + "\n"
        text += paint.apply(.dim, "\(margin) |") + " "
        text += String(repeating: " ", count: lead.isEmpty ? 0 : 2) + before
        text += paint.apply(severity.style, carets + (isOneLine ? "" : "…")) + "\n"
        return text
    }

    private static func window(_ start: Int, _ end: Int, count: Int) -> Range<Int> {
        if count <= maximumWidth { return 0..<count }
        let wanted = max(0, min(start, end - maximumWidth / 2) - maximumWidth / 3)
        let first = max(0, min(wanted, count - maximumWidth))
        let lower = min(first, start)
        return lower..<min(count, lower + maximumWidth)
    }

    private static func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        var view = String.UnicodeScalarView()
        // Control characters would play tricks with the terminal.
        view.append(
            contentsOf: scalars.map {
                $0.value < 0x20 && $0 != "\t" || $0.value == 0x7F ? "\u{FFFD}" : $0
            })
        return String(view)
    }

    // MARK: Colours

    fileprivate enum Style: String {
        case error = "1;31"
        case warning = "1;33"
        case note = "1;36"
        case hint = "1;32"
        case strong = "1"
        case dim = "2"
    }

    private struct Paint {
        let isOn: Bool

        func apply(_ style: Style, _ text: String) -> String {
            isOn ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
        }
    }
}

extension Diagnostic.Severity {
    fileprivate var style: DiagnosticRenderer.Style {
        switch self {
        case .error: .error
        case .warning: .warning
        case .note: .note
        }
    }
}

extension Source {
    /// A line's text, counted from 1, without its line end; empty where there is none.
    package func line(_ number: Int) -> String {
        var current = 1
        var bytes: [UInt8] = []
        var wasReturn = false
        for byte in text.utf8 {
            if byte == UInt8(ascii: "\n"), wasReturn {
                wasReturn = false
                continue
            }
            wasReturn = byte == UInt8(ascii: "\r")
            if byte == UInt8(ascii: "\n") || wasReturn {
                if current == number { break }
                current += 1
            } else if current == number {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
