/// How a cell looks: colours and attributes.
package struct Appearance: Hashable, Sendable {
    package var foreground: Color?
    package var background: Color?
    package var isBold = false
    package var isDim = false
    package var isUnderlined = false
    package var isReversed = false

    package init(
        foreground: Color? = nil, background: Color? = nil, isBold: Bool = false,
        isDim: Bool = false, isUnderlined: Bool = false, isReversed: Bool = false
    ) {
        self.foreground = foreground
        self.background = background
        self.isBold = isBold
        self.isDim = isDim
        self.isUnderlined = isUnderlined
        self.isReversed = isReversed
    }
}

/// Turns meanings into looks, for an output that can show so many colours.
package struct StyleSheet: Hashable, Sendable {
    package let level: ColorLevel

    package init(level: ColorLevel) {
        self.level = level
    }

    /// No escape sequences: for files, pipes and `NO_COLOR`.
    package static let plain = StyleSheet(level: .none)

    /// The colours of masks, told apart also by people who see red and green alike, and on light
    /// and dark ground; bright ones of the terminal's own 16.
    private static let overlayColors: [Color] = [9, 14, 11, 13, 10, 12].map(Color.indexed)

    /// How a style looks before it is reduced to the colours at hand.
    package func appearance(of style: Style) -> Appearance {
        guard level > .none else { return Appearance() }
        switch style {
        case .plain, .name, .operatorSign: return Appearance()
        case .prompt: return Appearance(foreground: .indexed(6), isBold: true)
        case .heading, .emphasis: return Appearance(isBold: true)
        case .hint, .dim, .comment: return Appearance(isDim: true)
        case .success: return Appearance(foreground: .indexed(2))
        case .warning: return Appearance(foreground: .indexed(3))
        case .error, .caret: return Appearance(foreground: .indexed(1), isBold: true)
        case .note: return Appearance(foreground: .indexed(6))
        case .keyword: return Appearance(foreground: .indexed(5))
        case .function: return Appearance(foreground: .indexed(4))
        case .string: return Appearance(foreground: .indexed(2))
        case .number: return Appearance(foreground: .indexed(6))
        case .overlay(let index):
            let colors = Self.overlayColors
            return Appearance(foreground: colors[abs(index) % colors.count], isBold: true)
        case .annotation: return Appearance(foreground: .indexed(3))
        case .bar: return Appearance(isReversed: true)
        case .pixels(let foreground, let background):
            return Appearance(foreground: foreground, background: background)
        }
    }

    /// The text with the escape sequences that show it in a style.
    package func render(_ text: String, _ style: Style) -> String {
        let start = sequence(for: style)
        return start.isEmpty ? text : start + text + "\u{1B}[0m"
    }

    /// Runs of styled text with their escape sequences.
    package func render(_ text: StyledText) -> String {
        text.runs.map { render($0.text, $0.style) }.joined()
    }

    /// The escape sequence (SGR) that starts a style; empty when it looks like plain text.
    package func sequence(for style: Style) -> String {
        let look = appearance(of: style)
        var codes: [String] = []
        if look.isBold { codes.append("1") }
        if look.isDim { codes.append("2") }
        if look.isUnderlined { codes.append("4") }
        if look.isReversed { codes.append("7") }
        if let color = look.foreground { codes += parameters(of: color, base: 30) }
        if let color = look.background { codes += parameters(of: color, base: 40) }
        return codes.isEmpty ? "" : "\u{1B}[\(codes.joined(separator: ";"))m"
    }

    func parameters(of color: Color, base: Int) -> [String] {
        if level == .trueColor, case .rgb(let red, let green, let blue) = color {
            return ["\(base + 8)", "2", "\(red)", "\(green)", "\(blue)"]
        }
        let index = Int(color.index)
        if index < 8 { return ["\(base + index)"] }
        if index < 16 { return ["\(base + 60 + index - 8)"] }
        // Sixteen colours cannot show the others: the text keeps its own.
        return level >= .indexed256 ? ["\(base + 8)", "5", "\(index)"] : []
    }
}
