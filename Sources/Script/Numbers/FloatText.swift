import Foundation

/// The decimal digits of a finite number: 0.d1d2d3… × 10^`point`.
struct DecimalDigits {
    var digits: [UInt8]
    /// Where the decimal point stands, counted from before the first digit.
    var point: Int

    /// The fewest digits that read back as the same number.
    init(shortest number: Double) {
        let text = Array(number.magnitude.description.utf8)
        let exponentStart = text.firstIndex(of: UInt8(ascii: "e")) ?? text.count
        let mantissa = text[..<exponentStart]
        let exponent =
            exponentStart < text.count
            ? Int(String(decoding: text[(exponentStart + 1)...], as: UTF8.self)) ?? 0 : 0
        let whole = mantissa.firstIndex(of: UInt8(ascii: ".")) ?? mantissa.endIndex
        digits = mantissa.filter { $0 != UInt8(ascii: ".") }
        point = whole + exponent
        trim()
    }

    /// `count` digits, correctly rounded.
    init(_ number: Double, count: Int) {
        let text = Array(FloatText.printed(number.magnitude, precision: count - 1, style: "e").utf8)
        let exponentStart = text.firstIndex(of: UInt8(ascii: "e")) ?? text.count
        digits = text[..<exponentStart].filter { $0 != UInt8(ascii: ".") }
        let exponent = Int(String(decoding: text[(exponentStart + 1)...], as: UTF8.self)) ?? 0
        point = exponent + 1
    }

    /// Leaves out zeros at both ends; zero keeps one digit.
    mutating func trim() {
        while digits.count > 1, digits.last == UInt8(ascii: "0") { digits.removeLast() }
        while digits.count > 1, digits.first == UInt8(ascii: "0") {
            digits.removeFirst()
            point -= 1
        }
        if digits == [UInt8(ascii: "0")] { point = 1 }
    }

    /// Without an exponent; `fraction` is the least number of digits after the point.
    func plain(fraction: Int) -> String {
        var text: [UInt8] = []
        if point <= 0 {
            text.append(UInt8(ascii: "0"))
        } else {
            text += digits.prefix(point)
            text += Array(repeating: UInt8(ascii: "0"), count: max(0, point - digits.count))
        }
        var rest: [UInt8] = point < 0 ? Array(repeating: UInt8(ascii: "0"), count: -point) : []
        rest += digits.dropFirst(max(0, point))
        while rest.count < fraction { rest.append(UInt8(ascii: "0")) }
        if !rest.isEmpty { text += [UInt8(ascii: ".")] + rest }
        return String(decoding: text, as: UTF8.self)
    }

    /// With one digit before the point and an exponent of at least two digits.
    func scientific(keepsPoint: Bool = false) -> String {
        var text = String(decoding: digits.prefix(1), as: UTF8.self)
        if digits.count > 1 || keepsPoint {
            text += "." + String(decoding: digits.dropFirst(), as: UTF8.self)
        }
        let exponent = point - 1
        let magnitude = String(exponent.magnitude)
        return text + "e" + (exponent < 0 ? "-" : "+") + (magnitude.count < 2 ? "0" : "")
            + magnitude
    }
}

/// Numbers with a fraction as text, to the letter as CPython writes them.
enum FloatText {
    /// Python's `repr`.
    static func literal(_ number: Double) -> String {
        if number.isNaN { return "nan" }
        let sign = number.sign == .minus ? "-" : ""
        if number.isInfinite { return sign + "inf" }
        let digits = DecimalDigits(shortest: number)
        let isPlain = digits.point > -4 && digits.point <= 16
        return sign + (isPlain ? digits.plain(fraction: 1) : digits.scientific())
    }

    /// C's `%.*f` or `%.*e`, which round the exact value.
    static func printed(_ number: Double, precision: Int, style: Character) -> String {
        String(format: "%.\(precision)\(style)", number)
    }

    /// Reads a number as Python's `float()` does; nil where it is none.
    static func parse(_ text: String) -> Double? {
        let trimmed = text.trimmingPythonSpace()
        guard !trimmed.isEmpty, trimmed.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
        var body = Substring(trimmed)
        var sign = 1.0
        if let first = body.first, first == "+" || first == "-" {
            if first == "-" { sign = -1 }
            body = body.dropFirst()
        }
        switch body.lowercased() {
        case "inf", "infinity": return sign * .infinity
        case "nan": return .nan
        default: break
        }
        guard let first = body.first, first.isNumber || first == ".",
            case .success(let sort) = NumberLiteral.fraction(of: String(body))
        else { return nil }
        return sign * sort
    }

    /// Python's `round(number, digits)`: ties of the exact value go to even.
    static func rounded(_ number: Double, digits: Int) -> Double {
        guard number.isFinite, number != 0 else { return number }
        // Beyond these, rounding changes nothing or leaves nothing.
        if digits > 323 { return number }
        if digits < -308 { return copysign(0, number) }
        if digits >= 0 {
            return Double(printed(number, precision: digits, style: "f")) ?? number
        }
        let place = DecimalDigits(shortest: number).point
        let count = place + digits
        if count < 0 { return copysign(0, number) }
        if count == 0 {
            let half = 5 * pow(10, Double(-digits - 1))
            return copysign(number.magnitude > half ? pow(10, Double(-digits)) : 0, number)
        }
        return Double(printed(number, precision: count - 1, style: "e")) ?? number
    }
}

extension String {
    /// Without the white space that Python strips.
    func trimmingPythonSpace() -> String {
        let scalars = unicodeScalars
        guard let first = scalars.firstIndex(where: { !$0.isPythonSpace }),
            let last = scalars.lastIndex(where: { !$0.isPythonSpace })
        else { return "" }
        return String(self[first...last])
    }
}

extension Unicode.Scalar {
    /// Python's `isspace`.
    var isPythonSpace: Bool {
        switch value {
        case 0x09...0x0D, 0x1C...0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F,
            0x205F, 0x3000:
            true
        default: false
        }
    }
}
