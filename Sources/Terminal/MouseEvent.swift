/// What a mouse did over the terminal.
package struct MouseEvent: Hashable, Sendable {
    package enum Action: Hashable, Sendable {
        case press(Button)
        /// Moved while a button is held.
        case drag(Button)
        case release(Button)
        case wheelUp, wheelDown
    }

    package enum Button: Int, Hashable, Sendable {
        case left = 1
        case right = 3
    }

    package var action: Action
    /// The cell, from 0 at the upper left.
    package var row: Int
    package var column: Int

    package init(_ action: Action, row: Int, column: Int) {
        self.action = action
        self.row = row
        self.column = column
    }
}
