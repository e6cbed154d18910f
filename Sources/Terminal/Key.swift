import CTerminal

/// A key pressed in full-screen mode.
package enum Key: Hashable, Sendable {
    case character(Character)
    /// A letter with Ctrl, in lower case.
    case control(Character)
    case enter, escape, tab, backTab, backspace, delete
    case up, down, left, right, pageUp, pageDown, home, end
    case function(Int)
    case mouse(MouseEvent)
    /// The terminal has a new size.
    case resize
    /// A key without a name here.
    case unknown

    /// - Parameter code: What `ct_screen_key` gave; `nil` when no key came.
    init?(code: Int) {
        switch code {
        case CT_KEY_NONE: return nil
        case 10, 13: self = .enter
        case 27: self = .escape
        case 9: self = .tab
        case 8, 127, CT_KEY_BACKSPACE: self = .backspace
        case 1...26: self = .control(Character(Unicode.Scalar(UInt8(code + 96))))
        case CT_KEY_UP: self = .up
        case CT_KEY_DOWN: self = .down
        case CT_KEY_LEFT: self = .left
        case CT_KEY_RIGHT: self = .right
        case CT_KEY_PAGE_UP: self = .pageUp
        case CT_KEY_PAGE_DOWN: self = .pageDown
        case CT_KEY_HOME: self = .home
        case CT_KEY_END: self = .end
        case CT_KEY_DELETE: self = .delete
        case CT_KEY_BACKTAB: self = .backTab
        case CT_KEY_RESIZE: self = .resize
        case (CT_KEY_FUNCTION + 1)...(CT_KEY_FUNCTION + 24):
            self = .function(code - CT_KEY_FUNCTION)
        default:
            guard code >= 32, code < CT_KEY_SPECIAL, let scalar = Unicode.Scalar(UInt32(code))
            else {
                self = .unknown
                return
            }
            self = .character(Character(scalar))
        }
    }
}
