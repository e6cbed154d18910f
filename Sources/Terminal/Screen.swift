import CTerminal
import Glibc

/// The whole terminal as one canvas, through ncurses.
///
/// A process has one screen, used from one thread. `close` gives the terminal back; so do the
/// signals that kill, once `TerminalGuard` is installed. The descriptions of terminals that ncurses
/// goes by know at most 256 colours: where more can be shown, ncurses keeps the keys and the modes,
/// and the cells are sent here.
package final class Screen {
    private var isOpen = true
    private let styleSheet: StyleSheet
    /// What the terminal shows, where cells are sent here; nil when it is blank.
    private var shown: Canvas?

    /// Takes over the terminal on standard input and output.
    ///
    /// - Parameter watchesMouse: Whether clicks, drags and the wheel are keys too.
    /// - Throws: `TerminalError.unusableScreen` when `TERM` is unknown or cannot place text.
    package init(environment: [String: String], watchesMouse: Bool = false) throws {
        let type = environment["TERM"]
        guard StandardStream.output.isTerminal, StandardStream.input.isTerminal,
            ct_screen_begin() == 0
        else { throw TerminalError.unusableScreen(terminalType: type) }
        let level = StandardStream.output.colorLevel(environment: environment)
        styleSheet = StyleSheet(level: ct_screen_colors() > 0 ? level : .none)
        if watchesMouse { ct_screen_watch_mouse() }
        if sendsCells { ct_screen_hand_over() }
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

    /// How many colours the screen shows.
    package var colorLevel: ColorLevel { styleSheet.level }

    private var sendsCells: Bool { styleSheet.level == .trueColor }

    /// Shows a canvas at the upper left; only cells that changed are sent.
    package func show(_ canvas: Canvas) {
        let size = size
        if sendsCells {
            StandardStream.output.write(
                CanvasUpdate.sequences(from: shown, to: canvas, styleSheet: styleSheet, size: size))
            shown = canvas
            return
        }
        ct_screen_erase()
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
        let code = Int(ct_screen_key(Int32(clamping: milliseconds ?? -1)))
        if code == CT_KEY_MOUSE { return mouseEvent().map { .mouse($0) } ?? .unknown }
        let key = Key(code: code)
        if key == .resize, sendsCells {
            ct_screen_hand_over()
            shown = nil
        }
        return key
    }

    private func mouseEvent() -> MouseEvent? {
        var row: Int32 = 0
        var column: Int32 = 0
        var number: Int32 = 0
        let action = Int(ct_screen_mouse(&row, &column, &number))
        let button = MouseEvent.Button(rawValue: Int(number)) ?? .left
        let actions: [Int: MouseEvent.Action] = [
            CT_MOUSE_PRESS: .press(button), CT_MOUSE_DRAG: .drag(button),
            CT_MOUSE_RELEASE: .release(button), CT_MOUSE_WHEEL_UP: .wheelUp,
            CT_MOUSE_WHEEL_DOWN: .wheelDown,
        ]
        return actions[action].map { MouseEvent($0, row: Int(row), column: Int(column)) }
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
