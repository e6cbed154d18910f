import CTerminal
import Glibc

/// The whole terminal as one canvas, through ncurses.
///
/// A process has one screen, used from one thread. `close` gives the terminal back; so do the
/// signals that kill, once `TerminalGuard` is installed.
package final class Screen {
    private var isOpen = true
    private let styleSheet: StyleSheet

    /// Takes over the terminal on standard input and output.
    ///
    /// - Throws: `TerminalError.unusableScreen` when `TERM` is unknown or cannot place text.
    package init(environment: [String: String]) throws {
        let type = environment["TERM"]
        guard StandardStream.output.isTerminal, StandardStream.input.isTerminal,
            ct_screen_begin() == 0
        else { throw TerminalError.unusableScreen(terminalType: type) }
        let level = StandardStream.output.colorLevel(environment: environment)
        styleSheet = StyleSheet(level: ct_screen_colors() > 0 ? level : .none)
    }

    deinit { close() }

    package func close() {
        if isOpen { ct_screen_end() }
        isOpen = false
    }

    package var size: TerminalSize {
        var rows: Int32 = 0
        var columns: Int32 = 0
        ct_screen_size(&rows, &columns)
        return TerminalSize(rows: Int(rows), columns: Int(columns))
    }

    /// Shows a canvas at the upper left; only cells that changed are sent.
    package func show(_ canvas: Canvas) {
        ct_screen_erase()
        let size = size
        for row in 0..<min(canvas.rows, size.rows) {
            for run in canvas.runs(inRow: row) where run.column < size.columns {
                let look = styleSheet.appearance(of: run.style)
                let text = TextWidth.truncated(run.text, to: size.columns - run.column, mark: "")
                ct_screen_put(
                    Int32(row), Int32(run.column), text, index(look.foreground),
                    index(look.background), attributes(look))
            }
        }
        ct_screen_show()
    }

    /// Waits for a key; `nil` when the time is over.
    package func key(within milliseconds: Int? = nil) -> Key? {
        Key(code: Int(ct_screen_key(Int32(clamping: milliseconds ?? -1))))
    }

    private func index(_ color: Color?) -> Int32 {
        color.map { Int32($0.index) } ?? -1
    }

    private func attributes(_ look: Appearance) -> Int32 {
        var bits = 0
        if look.isBold { bits |= CT_BOLD }
        if look.isDim { bits |= CT_DIM }
        if look.isUnderlined { bits |= CT_UNDERLINE }
        if look.isReversed { bits |= CT_REVERSE }
        return Int32(bits)
    }
}
