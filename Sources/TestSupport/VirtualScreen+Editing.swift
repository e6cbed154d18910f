/// Scrolling, erasing and shifting.
extension VirtualScreen {
    mutating func lineFeed() {
        if cursorRow == scrollBottom {
            scroll(from: scrollTop, by: 1)
        } else {
            cursorRow = min(rows - 1, cursorRow + 1)
        }
    }

    mutating func scrollDown(_ count: Int) { scroll(from: scrollTop, by: -count) }

    /// Moves lines up (or down, for a negative count) between a line and the bottom of the region.
    mutating func scroll(from top: Int, by count: Int) {
        guard top <= scrollBottom else { return }
        let region = Array(cells[top...scrollBottom])
        let steps = min(region.count, abs(count))
        let blanks = Self.blank(steps, columns)
        let moved =
            count > 0
            ? Array(region[steps...]) + blanks : blanks + Array(region[..<(region.count - steps)])
        cells.replaceSubrange(top...scrollBottom, with: moved)
    }

    mutating func eraseDisplay(_ what: Int) {
        eraseLine(what)
        for row in 0..<rows where what >= 2 || (what == 0) == (row > cursorRow) && row != cursorRow
        {
            cells[row] = Self.blank(1, columns)[0]
        }
    }

    mutating func eraseLine(_ what: Int) {
        for column in 0..<columns
        where what >= 2 || (what == 0 ? column >= cursorColumn : column <= cursorColumn) {
            cells[cursorRow][column] = " "
        }
        wrapsNext = false
    }

    mutating func shiftLine(left count: Int) {
        let steps = min(count, columns - cursorColumn)
        cells[cursorRow].removeSubrange(cursorColumn..<cursorColumn + steps)
        cells[cursorRow] += Array(repeating: " ", count: steps)
    }

    mutating func shiftLine(right count: Int) {
        let steps = min(count, columns - cursorColumn)
        cells[cursorRow].insert(contentsOf: Array(repeating: " ", count: steps), at: cursorColumn)
        cells[cursorRow].removeLast(steps)
    }
}
