/// What has to be sent to a terminal with escape sequences of its own (ECMA-48) so that it shows
/// another canvas: the cells that changed and nothing else.
package enum CanvasUpdate {
    /// - Parameters:
    ///   - old: What is shown; nil for a blank terminal.
    ///   - new: What is wanted; parts beyond the size are left out.
    package static func sequences(
        from old: Canvas?, to new: Canvas, styleSheet: StyleSheet, size: TerminalSize
    ) -> String {
        var text = ""
        var pen = Pen(styleSheet: styleSheet)
        for row in 0..<min(new.rows, size.rows) {
            var cursor = -1
            for column in 0..<min(new.columns, size.columns) {
                let cell = new[row, column]
                guard let character = cell.character,
                    cell != old?[row, column] ?? Cell() || Self.wideChanged(old, new, row, column)
                else { continue }
                let width = TextWidth.columns(of: character)
                if column + width > size.columns { continue }
                if cursor != column { text += "\u{1B}[\(row + 1);\(column + 1)H" }
                text += pen.change(to: cell.style)
                text.append(character)
                cursor = column + width
            }
        }
        return text + pen.lift()
    }

    /// The second half of a wide character is no cell of its own: the first is sent again.
    private static func wideChanged(
        _ old: Canvas?, _ new: Canvas, _ row: Int, _ column: Int
    ) -> Bool {
        guard new.contains(row, column + 1), new[row, column + 1].character == nil else {
            return false
        }
        return old?[row, column + 1].character != nil
    }

    /// The style that the terminal writes in.
    private struct Pen {
        let styleSheet: StyleSheet
        private var look = Appearance()

        init(styleSheet: StyleSheet) { self.styleSheet = styleSheet }

        /// The shortest way to another style: of two that are only colours, what differs.
        mutating func change(to style: Style) -> String {
            let wanted = styleSheet.appearance(of: style)
            guard wanted != look else { return "" }
            defer { look = wanted }
            var codes: [String] = []
            let isAdding =
                !look.hasAttributes && !wanted.hasAttributes
                && (wanted.foreground != nil || look.foreground == nil)
                && (wanted.background != nil || look.background == nil)
            guard isAdding else { return "\u{1B}[0m" + styleSheet.sequence(for: style) }
            if wanted.foreground != look.foreground, let color = wanted.foreground {
                codes += styleSheet.parameters(of: color, base: 30)
            }
            if wanted.background != look.background, let color = wanted.background {
                codes += styleSheet.parameters(of: color, base: 40)
            }
            return codes.isEmpty ? "" : "\u{1B}[\(codes.joined(separator: ";"))m"
        }

        func lift() -> String { look == Appearance() ? "" : "\u{1B}[0m" }
    }
}

extension Appearance {
    fileprivate var hasAttributes: Bool { isBold || isDim || isUnderlined || isReversed }
}
