/// How many columns of a terminal a text fills, whatever the locale of the process.
package enum TextWidth {
    /// Columns of a text: combining marks fill none, East Asian wide characters and emoji two.
    package static func columns(of text: String) -> Int {
        text.reduce(0) { $0 + columns(of: $1) }
    }

    /// Columns of one character: 0, 1 or 2.
    package static func columns(of character: Character) -> Int {
        if let ascii = character.asciiValue { return ascii >= 32 && ascii < 127 ? 1 : 0 }
        var width = 0
        for scalar in character.unicodeScalars {
            // This selector asks for the coloured picture of a character that has both forms.
            if scalar.value == 0xFE0F { return 2 }
            width = max(width, columns(of: scalar))
        }
        return width
    }

    /// The longest beginning of a text that fits, with `mark` at its end if something was cut.
    package static func truncated(_ text: String, to columns: Int, mark: String = "~") -> String {
        if self.columns(of: text) <= columns { return text }
        let room = columns - self.columns(of: mark)
        guard room >= 0 else { return "" }
        var result = ""
        var width = 0
        for character in text {
            let next = width + self.columns(of: character)
            if next > room { break }
            result.append(character)
            width = next
        }
        return result + mark
    }

    /// The text with spaces after it up to a width.
    package static func padded(_ text: String, to columns: Int) -> String {
        text + String(repeating: " ", count: max(0, columns - self.columns(of: text)))
    }

    /// Lines of at most so many columns, broken between words where that is possible.
    package static func wrapped(_ text: String, to columns: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ") {
            var rest = String(word)
            let candidate = line.isEmpty ? rest : line + " " + rest
            if self.columns(of: candidate) <= columns {
                line = candidate
                continue
            }
            if !line.isEmpty { lines.append(line) }
            while self.columns(of: rest) > max(1, columns) {
                let head = truncated(rest, to: max(1, columns), mark: "")
                guard !head.isEmpty else { break }
                lines.append(head)
                rest.removeFirst(head.count)
            }
            line = rest
        }
        if !line.isEmpty || lines.isEmpty { lines.append(line) }
        return lines
    }

    /// A line broken between words, further lines indented like the first: below the text of an
    /// item of a list, below the second column where a gap of several spaces begins one.
    package static func wrappedHanging(_ line: String, to columns: Int) -> [String] {
        guard self.columns(of: line) > columns else { return [line] }
        let indent = line.prefix { $0 == " " }
        let body = line.dropFirst(indent.count)
        var head = String(indent)
        if let gap = body.firstRange(of: /\ {2,}/), gap.upperBound < body.endIndex {
            head += body[..<gap.upperBound]
        } else if body.hasPrefix("- ") {
            head += "- "
        }
        let rest = String(line.dropFirst(head.count))
        let width = self.columns(of: head)
        guard columns - width >= 20 else {
            // No room beside the first column: the second begins on a line of its own.
            let deeper = String(indent) + "    "
            return (width > indent.count + 2 ? [head.trimmingEnd] : [])
                + wrapped(rest, to: max(20, columns - deeper.count)).map { deeper + $0 }
        }
        let hanging = String(repeating: " ", count: width)
        return wrapped(rest, to: columns - width).enumerated().map { index, text in
            (index == 0 ? head : hanging) + text
        }
    }

    /// The text with control characters made visible (`^[` for escape), so that nothing read from
    /// a file can steer the terminal. Line ends and tabs stay.
    package static func sanitised(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isControl) else { return text }
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if !isControl(scalar) {
                result.append(scalar)
            } else if scalar.value < 32, let letter = Unicode.Scalar(scalar.value + 64) {
                result.append("^")
                result.append(letter)
            } else {
                result.append(contentsOf: (scalar.value == 127 ? "^?" : "?").unicodeScalars)
            }
        }
        return String(result)
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        let value = scalar.value
        if value == 9 || value == 10 { return false }
        return value < 32 || (127...159).contains(value)
    }

    private static func columns(of scalar: Unicode.Scalar) -> Int {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format, .control: return 0
        default: break
        }
        if scalar.properties.isEmojiPresentation { return 2 }
        return wide.contains { $0.contains(scalar.value) } ? 2 : 1
    }

    /// East Asian wide and full-width characters, by Unicode's EastAsianWidth.txt in whole blocks.
    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x4DBF, 0x4E00...0xA4CF, 0xA960...0xA97F,
        0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF00...0xFF60,
        0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD,
    ]
}

extension String {
    /// Without the spaces at its end.
    fileprivate var trimmingEnd: String {
        var text = self
        while text.hasSuffix(" ") { text.removeLast() }
        return text
    }
}
