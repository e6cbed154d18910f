/// Splits the output of a terminal program into characters, controls and escape sequences, byte
/// by byte.
struct EscapeDecoder: Sendable {
    enum Event: Equatable, Sendable {
        case character(Character)
        case control(UInt8)
        /// `ESC x`.
        case escape(UInt8)
        /// `ESC [ prefix parameters final`; prefix is 0, `?`, `>` or `=`.
        case sequence(parameters: [Int], prefix: UInt8, final: UInt8)
    }

    private enum State: Sendable {
        case text
        case escape
        case charset
        case sequence
        /// A title or the like, up to BEL or ESC \.
        case command
        case commandEscape
    }

    private var state = State.text
    private var bytes: [UInt8] = []
    /// Bytes that the character at hand still lacks.
    private var missing = 0

    mutating func decode(_ byte: UInt8) -> [Event] {
        switch state {
        case .text: return text(byte)
        case .escape: return escape(byte)
        case .charset:
            state = .text
        case .sequence:
            if (0x40...0x7E).contains(byte) {
                state = .text
                return [finish(byte)]
            }
            bytes.append(byte)
        case .command:
            if byte == 7 { state = .text } else if byte == 27 { state = .commandEscape }
        case .commandEscape:
            state = byte == UInt8(ascii: "\\") ? .text : .command
        }
        return []
    }

    private mutating func text(_ byte: UInt8) -> [Event] {
        if missing > 0, byte & 0xC0 == 0x80 {
            bytes.append(byte)
            missing -= 1
            guard missing == 0 else { return [] }
            return String(decoding: bytes, as: UTF8.self).map(Event.character)
        }
        let broken: [Event] = missing > 0 ? [.character("\u{FFFD}")] : []
        missing = 0
        switch byte {
        case 27:
            state = .escape
            bytes = []
        case 0..<32, 127: return broken + [.control(byte)]
        case 0xC0..<0xE0, 0xE0..<0xF0, 0xF0..<0xF8:
            bytes = [byte]
            missing = byte < 0xE0 ? 1 : byte < 0xF0 ? 2 : 3
        case 0x80...: return broken + [.character("\u{FFFD}")]
        default: return broken + [.character(Character(Unicode.Scalar(byte)))]
        }
        return broken
    }

    private mutating func escape(_ byte: UInt8) -> [Event] {
        switch byte {
        case UInt8(ascii: "["): state = .sequence
        case UInt8(ascii: "]"), UInt8(ascii: "P"): state = .command
        case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "#"): state = .charset
        default:
            state = .text
            return [.escape(byte)]
        }
        return []
    }

    private func finish(_ final: UInt8) -> Event {
        var rest = bytes[...]
        var prefix: UInt8 = 0
        if let first = rest.first, (0x3C...0x3F).contains(first) {
            prefix = first
            rest = rest.dropFirst()
        }
        let parameters = rest.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
            .map { Int(String(decoding: $0, as: UTF8.self)) ?? 0 }
        return .sequence(parameters: parameters, prefix: prefix, final: final)
    }
}
