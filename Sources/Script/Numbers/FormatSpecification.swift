/// Python's format specification: `[[fill]align][sign][z][#][0][width][grouping][.precision][type]`.
struct FormatSpecification {
    var fill: Character = " "
    var align: Character?
    var sign: Character = "-"
    var coercesNegativeZero = false
    var isAlternate = false
    var width = 0
    var grouping: Character?
    var precision: Int?
    var type: Character?

    /// Widths and precisions beyond it are refused.
    static let maximumSize = 100_000

    init(_ text: String, typeName: String) throws {
        var rest = Array(text.unicodeScalars).map { Character($0) }[...]
        func isAlign(_ character: Character?) -> Bool {
            guard let character else { return false }
            return "<>=^".contains(character)
        }
        if rest.count >= 2, isAlign(rest[rest.startIndex + 1]) {
            fill = rest.removeFirst()
            align = rest.removeFirst()
        } else if isAlign(rest.first) {
            align = rest.removeFirst()
        }
        if let first = rest.first, "+- ".contains(first) { sign = rest.removeFirst() }
        if rest.first == "z" {
            coercesNegativeZero = true
            rest.removeFirst()
        }
        if rest.first == "#" {
            isAlternate = true
            rest.removeFirst()
        }
        if rest.first == "0" {
            rest.removeFirst()
            if align == nil {
                fill = "0"
                align = "="
            } else if fill == " ",
                text.unicodeScalars.first.map({ "<>=^".unicodeScalars.contains($0) }) == true
            {
                fill = "0"
            }
        }
        width = try FormatSpecification.number(&rest) ?? 0
        if let first = rest.first, first == "," || first == "_" {
            grouping = rest.removeFirst()
            if let second = rest.first, second == "," || second == "_" {
                throw Fault.wrongValue(
                    second == grouping
                        ? "Cannot specify '\(second)' with '\(second)'."
                        : "Cannot specify both ',' and '_'.")
            }
        }
        if rest.first == "." {
            rest.removeFirst()
            guard let digits = try FormatSpecification.number(&rest) else {
                throw Fault.wrongValue("Format specifier missing precision")
            }
            precision = digits
        }
        type = rest.popFirst()
        if !rest.isEmpty {
            throw Fault.wrongValue(
                "Invalid format specifier '\(text)' for object of type '\(typeName)'")
        }
    }

    private static func number(_ rest: inout ArraySlice<Character>) throws -> Int? {
        var digits = ""
        while let first = rest.first, first.isASCII, first.isNumber {
            digits.append(first)
            rest.removeFirst()
        }
        if digits.isEmpty { return nil }
        guard let number = Int(digits), number <= maximumSize else {
            throw Fault.wrongValue("Too many decimal digits in format string")
        }
        return number
    }

    // MARK: Formatting

    /// A value as the specification wants it.
    static func format(_ value: Value, _ text: String, _ machine: Machine) throws -> String {
        let specification = try FormatSpecification(text, typeName: value.typeName)
        switch value {
        case .string(let content): return try specification.format(content)
        case .int(let number): return try specification.format(number, typeName: "int")
        case .bool(let truth): return try specification.format(truth ? 1 : 0, typeName: "bool")
        case .float(let number): return try specification.format(number)
        default:
            throw Fault.wrongType(
                "unsupported format string passed to \(value.typeName).__format__")
        }
    }

    private func unknownType(_ typeName: String) -> Fault {
        .wrongValue(
            "Unknown format code '\(type.map(String.init) ?? "")' for object of type '\(typeName)'")
    }

    private func format(_ text: Text) throws -> String {
        if let type, type != "s" { throw unknownType("str") }
        if sign != "-" { throw Fault.wrongValue("Sign not allowed in string format specifier") }
        if isAlternate {
            throw Fault.wrongValue("Alternate form (#) not allowed in string format specifier")
        }
        if coercesNegativeZero {
            throw Fault.wrongValue(
                "Negative zero coercion (z) not allowed in format specifier with string")
        }
        if let grouping { throw Fault.wrongValue("Cannot specify '\(grouping)' with 's'.") }
        if align == "=", fill != "0" || width == 0 {
            throw Fault.wrongValue("'=' alignment not allowed in string format specifier")
        }
        let content = precision.map { text.slice(0, min($0, text.count)) } ?? text.content
        let place: Character = align == nil || align == "=" ? "<" : align ?? "<"
        return padded(content, length: min(precision ?? text.count, text.count), place: place)
    }

    private func format(_ number: Int, typeName: String) throws -> String {
        switch type {
        case "e", "E", "f", "F", "g", "G", "%": return try format(Double(number))
        case "c": return try character(number)
        case nil, "d", "n", "b", "o", "x", "X": break
        default: throw unknownType(typeName)
        }
        if precision != nil {
            throw Fault.wrongValue("Precision not allowed in integer format specifier")
        }
        if coercesNegativeZero {
            throw Fault.wrongValue(
                "Negative zero coercion (z) not allowed in format specifier with integer")
        }
        let radix = type == "b" ? 2 : type == "o" ? 8 : type == "x" || type == "X" ? 16 : 10
        if let grouping, grouping == "," && radix != 10 || type == "n" {
            throw Fault.wrongValue("Cannot specify '\(grouping)' with '\(type ?? "d")'.")
        }
        let digits = String(number.magnitude, radix: radix, uppercase: type == "X")
        let prefix = isAlternate && radix != 10 ? "0\(type ?? "x")" : ""
        return assembled(
            isNegative: number < 0, prefix: prefix, digits: digits, tail: "",
            group: radix == 10 ? 3 : 4)
    }

    private func character(_ number: Int) throws -> String {
        if precision != nil {
            throw Fault.wrongValue("Precision not allowed in integer format specifier")
        }
        if sign != "-" {
            throw Fault.wrongValue("Sign not allowed with integer format specifier 'c'")
        }
        guard let code = UInt32(exactly: number), let scalar = Unicode.Scalar(code) else {
            throw Fault.raised(.overflowError, [.text("%c arg not in range(0x110000)")])
        }
        return padded(String(Character(scalar)), length: 1, place: align ?? ">")
    }

    private func format(_ number: Double) throws -> String {
        switch type {
        case nil, "e", "E", "f", "F", "g", "G", "n", "%": break
        default: throw unknownType("float")
        }
        if let grouping, type == "n" {
            throw Fault.wrongValue("Cannot specify '\(grouping)' with 'n'.")
        }
        var text = unsigned(number)
        if type == "E" || type == "F" || type == "G" { text = text.uppercased() }
        var isNegative = number.sign == .minus && !number.isNaN
        if coercesNegativeZero, isNegative, !text.contains(where: { ("1"..."9").contains($0) }),
            number.isFinite
        {
            isNegative = false
        }
        let whole = text.prefix { $0.isNumber }
        return assembled(
            isNegative: isNegative, prefix: "", digits: String(whole),
            tail: String(text.dropFirst(whole.count)), group: 3)
    }

    /// The number without its sign.
    private func unsigned(_ number: Double) -> String {
        let percent = type == "%" ? "%" : ""
        if number.isNaN { return "nan" + percent }
        if number.isInfinite { return "inf" + percent }
        let magnitude = number.magnitude
        switch type {
        case "f", "F": return fixed(magnitude)
        case "%":
            let scaled = magnitude * 100
            return (scaled.isInfinite ? "inf" : fixed(scaled)) + "%"
        case "e", "E":
            let digits = DecimalDigits(magnitude, count: (precision ?? 6) + 1)
            return digits.scientific(keepsPoint: isAlternate)
        case nil where precision == nil: return FloatText.literal(magnitude)
        default: return general(magnitude)
        }
    }

    private func fixed(_ magnitude: Double) -> String {
        let text = FloatText.printed(magnitude, precision: precision ?? 6, style: "f")
        return isAlternate && precision == 0 ? text + "." : text
    }

    /// `g`, and no type with a precision, which keeps a digit after the point.
    private func general(_ magnitude: Double) -> String {
        let count = max(1, precision ?? 6)
        var digits = DecimalDigits(magnitude, count: count)
        if magnitude == 0 { digits.point = 1 }
        let keepsDigit = type == nil
        let isScientific = digits.point <= -4 || digits.point > count - (keepsDigit ? 1 : 0)
        if !isAlternate { digits.trim() }
        if magnitude == 0 { digits.point = 1 }
        if isScientific { return digits.scientific(keepsPoint: isAlternate) }
        let fraction = isAlternate ? max(0, count - digits.point) : keepsDigit ? 1 : 0
        let text = digits.plain(fraction: fraction)
        return isAlternate && !text.contains(".") ? text + "." : text
    }

    // MARK: Putting together

    private func assembled(
        isNegative: Bool, prefix: String, digits: String, tail: String, group: Int
    ) -> String {
        let signText = isNegative ? "-" : sign == "-" ? "" : String(sign)
        var whole = digits
        let fixedLength = signText.count + prefix.count + tail.count
        if fill == "0", align == "=" {
            // Zeros take part in the grouping.
            let room = width - fixedLength
            if let grouping {
                var padded = whole
                while grouped(padded, grouping, group).count < room { padded = "0" + padded }
                whole = grouped(padded, grouping, group)
            } else if whole.count < room {
                whole = String(repeating: "0", count: room - whole.count) + whole
            }
        } else if let grouping {
            whole = grouped(whole, grouping, group)
        }
        let body = whole + tail
        if align == "=" {
            let missing = width - signText.count - prefix.count - body.count
            let padding = missing > 0 ? String(repeating: fill, count: missing) : ""
            return signText + prefix + padding + body
        }
        let text = signText + prefix + body
        return padded(text, length: text.count, place: align ?? ">")
    }

    private func grouped(_ digits: String, _ separator: Character, _ size: Int) -> String {
        guard digits.allSatisfy(\.isHexDigit) else { return digits }
        var result: [Character] = []
        for (index, digit) in digits.reversed().enumerated() {
            if index > 0, index % size == 0 { result.append(separator) }
            result.append(digit)
        }
        return String(result.reversed())
    }

    private func padded(_ text: String, length: Int, place: Character) -> String {
        let missing = width - length
        guard missing > 0 else { return text }
        let left = place == ">" ? missing : place == "^" ? missing / 2 : 0
        return String(repeating: fill, count: left) + text
            + String(repeating: fill, count: missing - left)
    }
}
