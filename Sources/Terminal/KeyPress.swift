import Glibc

/// One key of a terminal in line mode, without a line end and without an echo.
enum KeyPress {
    /// Waits for a key on standard input.
    ///
    /// - Returns: nil at the end of the input, or where it is no terminal.
    static func read() -> Key? {
        var modes = termios()
        guard tcgetattr(STDIN_FILENO, &modes) == 0 else { return nil }
        var raw = modes
        raw.c_lflag &= ~tcflag_t(ICANON | ECHO | ISIG)
        tcsetattr(STDIN_FILENO, TCSADRAIN, &raw)
        defer { tcsetattr(STDIN_FILENO, TCSADRAIN, &modes) }
        guard let first = byte(within: -1) else { return nil }
        var bytes = [first]
        // The rest of a character, or of what a named key sends, comes at once.
        while bytes.count < 16, first == 27 || first >= 0xC0, let next = byte(within: 25) {
            bytes.append(next)
        }
        return key(bytes)
    }

    /// The key that sends these bytes.
    static func key(_ bytes: [UInt8]) -> Key {
        guard let first = bytes.first else { return .unknown }
        if bytes.count == 1 { return Key(code: Int(first)) ?? .unknown }
        guard first == 27 else {
            return String(decoding: bytes, as: UTF8.self).first.map(Key.character) ?? .unknown
        }
        switch String(decoding: bytes.dropFirst(), as: UTF8.self) {
        case "[A", "OA": return .up
        case "[B", "OB": return .down
        case "[5~": return .pageUp
        case "[6~": return .pageDown
        default: return .unknown
        }
    }

    private static func byte(within milliseconds: Int32) -> UInt8? {
        while true {
            var source = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
            let ready = poll(&source, 1, milliseconds)
            if ready < 0, errno == EINTR { continue }
            guard ready > 0 else { return nil }
            var byte: UInt8 = 0
            let count = Glibc.read(STDIN_FILENO, &byte, 1)
            if count < 0, errno == EINTR { continue }
            return count == 1 ? byte : nil
        }
    }
}
