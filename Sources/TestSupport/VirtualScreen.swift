/// What a terminal would show after some output: enough of a VT100 and xterm for our programs.
///
/// Colours are dropped. Cells beyond the last column wrap as a terminal's do: late, when the next
/// character comes.
package struct VirtualScreen: Sendable, CustomStringConvertible {
    package private(set) var rows: Int
    package private(set) var columns: Int
    package internal(set) var cursorRow = 0
    package internal(set) var cursorColumn = 0
    package private(set) var isCursorVisible = true
    /// Whether a full-screen program is on (the alternate screen).
    package private(set) var isAlternate = false
    /// Whether the terminal reports its mouse.
    package private(set) var isMouseWatched = false
    /// Whether the program asked for pastes to be marked.
    package private(set) var isBracketedPaste = false

    var cells: [[Character]]
    private var savedCells: [[Character]]?
    private var savedCursor = (row: 0, column: 0)
    var wrapsNext = false
    var scrollTop = 0
    var scrollBottom: Int
    private var lastCharacter: Character = " "
    private var decoder = EscapeDecoder()

    package init(rows: Int, columns: Int) {
        self.rows = rows
        self.columns = columns
        scrollBottom = rows - 1
        cells = Self.blank(rows, columns)
    }

    /// The lines without the blanks at their ends.
    package var lines: [String] {
        cells.map { line in
            var text = String(line.filter { $0 != "\0" })
            while text.hasSuffix(" ") { text.removeLast() }
            return text
        }
    }

    /// The lines down to the last that shows something.
    package var text: String {
        var lines = lines
        while lines.last == "" { lines.removeLast() }
        return lines.joined(separator: "\n")
    }

    package var description: String { text }

    package func contains(_ text: String) -> Bool { self.text.contains(text) }

    /// Gives the screen another size; what is cut is lost, as on a plain terminal.
    package mutating func resize(rows: Int, columns: Int) {
        // The cursor's line stays in sight.
        let drop = max(0, cursorRow - rows + 1)
        var kept = Array(cells.dropFirst(drop).prefix(rows))
        kept = kept.map { line in
            let cut = Array(line.prefix(columns))
            return cut + Array(repeating: " ", count: columns - cut.count)
        }
        cells = kept + Self.blank(rows - kept.count, columns)
        cursorRow = min(cursorRow - drop, rows - 1)
        cursorColumn = min(cursorColumn, columns - 1)
        self.rows = rows
        self.columns = columns
        (scrollTop, scrollBottom, wrapsNext) = (0, rows - 1, false)
    }

    /// Takes output of the program; sequences and characters may be cut anywhere.
    package mutating func feed(_ bytes: some Sequence<UInt8>) {
        for byte in bytes {
            for event in decoder.decode(byte) { apply(event) }
        }
    }

    private mutating func apply(_ event: EscapeDecoder.Event) {
        switch event {
        case .character(let character): put(character)
        case .control(let code): control(code)
        case .escape(let final): escape(final)
        case .sequence(let parameters, let prefix, let final):
            sequence(parameters, prefix: prefix, final: final)
        }
    }

    private mutating func put(_ character: Character) {
        let width = Self.width(character)
        if width == 0 {
            if cursorColumn > 0 {
                let joined = String(cells[cursorRow][cursorColumn - 1]) + String(character)
                if joined.count == 1 { cells[cursorRow][cursorColumn - 1] = Character(joined) }
            }
            return
        }
        if wrapsNext || cursorColumn + width > columns {
            cursorColumn = 0
            lineFeed()
        }
        wrapsNext = false
        cells[cursorRow][cursorColumn] = character
        if width == 2 { cells[cursorRow][cursorColumn + 1] = "\0" }
        lastCharacter = character
        cursorColumn += width
        if cursorColumn >= columns {
            cursorColumn = columns - 1
            wrapsNext = true
        }
    }

    private mutating func control(_ code: UInt8) {
        switch code {
        case 8: cursorColumn = max(0, cursorColumn - 1)
        case 9: cursorColumn = min(columns - 1, (cursorColumn / 8 + 1) * 8)
        case 10, 11, 12: lineFeed()
        case 13: cursorColumn = 0
        default: return
        }
        wrapsNext = false
    }

    private mutating func escape(_ final: UInt8) {
        switch final {
        case UInt8(ascii: "7"): savedCursor = (cursorRow, cursorColumn)
        case UInt8(ascii: "8"): move(savedCursor.row, savedCursor.column)
        case UInt8(ascii: "D"): lineFeed()
        case UInt8(ascii: "E"):
            cursorColumn = 0
            lineFeed()
        case UInt8(ascii: "M"):
            if cursorRow == scrollTop { scrollDown(1) } else { move(cursorRow - 1, cursorColumn) }
        case UInt8(ascii: "c"): self = VirtualScreen(rows: rows, columns: columns)
        default: break
        }
    }

    private mutating func sequence(_ given: [Int], prefix: UInt8, final: UInt8) {
        let first = given.first ?? 0
        let count = max(1, first)
        if prefix == UInt8(ascii: "?") {
            for mode in given { setMode(mode, final == UInt8(ascii: "h")) }
            return
        }
        guard prefix == 0 else { return }
        switch Character(Unicode.Scalar(final)) {
        case "A": move(cursorRow - count, cursorColumn)
        case "B", "e": move(cursorRow + count, cursorColumn)
        case "C", "a": move(cursorRow, cursorColumn + count)
        case "D": move(cursorRow, cursorColumn - count)
        case "E": move(cursorRow + count, 0)
        case "F": move(cursorRow - count, 0)
        case "G", "`": move(cursorRow, count - 1)
        case "d": move(count - 1, cursorColumn)
        case "H", "f": move(count - 1, (given.count > 1 ? max(1, given[1]) : 1) - 1)
        case "J": eraseDisplay(first)
        case "K": eraseLine(first)
        case "P": shiftLine(left: count)
        case "@": shiftLine(right: count)
        case "X":
            for column in cursorColumn..<min(columns, cursorColumn + count) {
                cells[cursorRow][column] = " "
            }
        case "L": scroll(from: cursorRow, by: -count)
        case "M": scroll(from: cursorRow, by: count)
        case "S": scroll(from: scrollTop, by: count)
        case "T": scrollDown(count)
        case "b": for _ in 0..<count { put(lastCharacter) }
        case "r":
            scrollTop = max(0, count - 1)
            scrollBottom = min(rows, given.count > 1 && given[1] > 0 ? given[1] : rows) - 1
            move(0, 0)
        default: break
        }
    }

    private mutating func setMode(_ mode: Int, _ isOn: Bool) {
        switch mode {
        case 25: isCursorVisible = isOn
        case 1000, 1002: isMouseWatched = isOn
        case 2004: isBracketedPaste = isOn
        case 47, 1047, 1049:
            guard isOn != isAlternate else { return }
            isAlternate = isOn
            if isOn {
                savedCells = cells
                savedCursor = (cursorRow, cursorColumn)
                cells = Self.blank(rows, columns)
            } else {
                cells = savedCells ?? cells
                move(savedCursor.row, savedCursor.column)
            }
        default: break
        }
    }

    private mutating func move(_ row: Int, _ column: Int) {
        cursorRow = min(rows - 1, max(0, row))
        cursorColumn = min(columns - 1, max(0, column))
        wrapsNext = false
    }

    static func blank(_ rows: Int, _ columns: Int) -> [[Character]] {
        Array(repeating: Array(repeating: " ", count: columns), count: max(0, rows))
    }

    /// Coarse on purpose: independent of the program's own table.
    private static func width(_ character: Character) -> Int {
        guard let scalar = character.unicodeScalars.first else { return 0 }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return 0
        default: break
        }
        let value = scalar.value
        let isWide =
            (0x1100...0x115F).contains(value) || (0x2E80...0xA4CF).contains(value)
            || (0xAC00...0xD7A3).contains(value) || (0xF900...0xFAFF).contains(value)
            || (0xFF00...0xFF60).contains(value) || (0x1F300...0x1FAFF).contains(value)
        return isWide ? 2 : 1
    }
}
