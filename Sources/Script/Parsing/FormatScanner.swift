/// Finds the ends of the parts of an f-string's field, with the rules of Python 3.11: no backslash
/// and no comment inside the braces.
enum FormatScanner {
    /// Finds the end of the expression that starts at `start`.
    ///
    /// - Parameter failure: Makes the error for a fault at an offset, nil for the field's start.
    /// - Returns: The offset of the `=`, `!`, `:` or `}` that ends the expression.
    static func scan(
        _ bytes: [UInt8], from start: Int, to end: Int,
        failure: (SyntaxFault, Int?) -> Parser.Failure
    ) throws -> (end: Int, Void) {
        var offset = start
        var depth = 0
        var quote: (byte: UInt8, isTriple: Bool)?
        while offset < end {
            let byte = bytes[offset]
            func ahead(_ count: Int) -> UInt8 { offset + count < end ? bytes[offset + count] : 0 }
            if byte == UInt8(ascii: "\\") { throw failure(.formatBackslash, offset) }
            if let open = quote {
                if byte == open.byte {
                    if !open.isTriple {
                        quote = nil
                    } else if ahead(1) == byte, ahead(2) == byte {
                        quote = nil
                        offset += 2
                    }
                }
                offset += 1
                continue
            }
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "'"):
                let isTriple = ahead(1) == byte && ahead(2) == byte
                quote = (byte, isTriple)
                if isTriple { offset += 2 }
            case UInt8(ascii: "#"): throw failure(.formatComment, offset)
            case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
            case UInt8(ascii: "}") where depth == 0: return (offset, ())
            case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): depth = max(0, depth - 1)
            case UInt8(ascii: "!"), UInt8(ascii: "="), UInt8(ascii: "<"), UInt8(ascii: ">"):
                if ahead(1) == UInt8(ascii: "=") {
                    offset += 1
                } else if depth == 0, byte == UInt8(ascii: "!") || byte == UInt8(ascii: "=") {
                    return (offset, ())
                }
            case UInt8(ascii: ":") where depth == 0: return (offset, ())
            default: break
            }
            offset += 1
        }
        throw failure(.formatUnclosed, nil)
    }

    /// The offset of the `}` that ends a format specification, or `end`.
    static func specificationEnd(_ bytes: [UInt8], from start: Int, to end: Int) -> Int {
        var depth = 0
        var offset = start
        while offset < end {
            if bytes[offset] == UInt8(ascii: "{") { depth += 1 }
            if bytes[offset] == UInt8(ascii: "}") {
                if depth == 0 { return offset }
                depth -= 1
            }
            offset += 1
        }
        return end
    }
}

/// Replaces the escapes of a string literal.
struct StringDecoder {
    private let bytes: [UInt8]
    private let isRaw: Bool
    private var offset = 0
    private var output: [UInt8] = []

    init(bytes: ArraySlice<UInt8>, isRaw: Bool) {
        self.bytes = Array(bytes)
        self.isRaw = isRaw
    }

    /// - Throws: `SyntaxFault` for an escape that names no character.
    mutating func decode() throws -> String {
        output.reserveCapacity(bytes.count)
        while offset < bytes.count {
            let byte = bytes[offset]
            if byte == UInt8(ascii: "\r") {
                // Python reads every line end as \n.
                output.append(UInt8(ascii: "\n"))
                offset +=
                    offset + 1 < bytes.count && bytes[offset + 1] == UInt8(ascii: "\n") ? 2 : 1
            } else if byte == UInt8(ascii: "\\"), !isRaw, offset + 1 < bytes.count {
                offset += 1
                try decodeEscape()
            } else {
                output.append(byte)
                offset += 1
            }
        }
        return String(decoding: output, as: UTF8.self)
    }

    private static let simple: [UInt8: UInt8] = [
        UInt8(ascii: "\\"): UInt8(ascii: "\\"), UInt8(ascii: "'"): UInt8(ascii: "'"),
        UInt8(ascii: "\""): UInt8(ascii: "\""), UInt8(ascii: "a"): 7, UInt8(ascii: "b"): 8,
        UInt8(ascii: "f"): 12, UInt8(ascii: "n"): 10, UInt8(ascii: "r"): 13,
        UInt8(ascii: "t"): 9, UInt8(ascii: "v"): 11,
    ]

    private mutating func decodeEscape() throws {
        let byte = bytes[offset]
        if let plain = StringDecoder.simple[byte] {
            output.append(plain)
            offset += 1
            return
        }
        switch byte {
        case UInt8(ascii: "\n"): offset += 1
        case UInt8(ascii: "\r"):
            offset += offset + 1 < bytes.count && bytes[offset + 1] == UInt8(ascii: "\n") ? 2 : 1
        case UInt8(ascii: "x"): try decodeCode(letter: "x", digits: 2)
        case UInt8(ascii: "u"): try decodeCode(letter: "u", digits: 4)
        case UInt8(ascii: "U"): try decodeCode(letter: "U", digits: 8)
        case UInt8(ascii: "N"): throw SyntaxFault.namedEscape
        case UInt8(ascii: "0")...UInt8(ascii: "7"): decodeOctal()
        default:
            // Python keeps the backslash before a letter that means nothing.
            output.append(UInt8(ascii: "\\"))
        }
    }

    private mutating func decodeCode(letter: String, digits: Int) throws {
        let end = min(offset + 1 + digits, bytes.count)
        let text = String(decoding: bytes[offset + 1..<end], as: UTF8.self)
        guard text.utf8.count == digits,
            text.utf8.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
            let code = UInt32(text, radix: 16), let scalar = Unicode.Scalar(code)
        else { throw SyntaxFault.badEscape("\\" + letter + text) }
        output.append(contentsOf: Array(String(Character(scalar)).utf8))
        offset = end
    }

    private mutating func decodeOctal() {
        var code: UInt32 = 0
        var count = 0
        while count < 3, offset < bytes.count,
            (UInt8(ascii: "0")...UInt8(ascii: "7")).contains(bytes[offset])
        {
            code = code * 8 + UInt32(bytes[offset] - UInt8(ascii: "0"))
            offset += 1
            count += 1
        }
        if let scalar = Unicode.Scalar(code) {
            output.append(contentsOf: Array(String(Character(scalar)).utf8))
        }
    }
}
