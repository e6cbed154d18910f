/// Text between double quotes on one line, with the escapes of JSON.
enum QuotedText {
    static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            default:
                if isControl(scalar) {
                    let digits = String(scalar.value, radix: 16)
                    result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                } else {
                    result.unicodeScalars.append(scalar)
                }
            }
        }
        return result + "\""
    }

    /// - Returns: nil unless the whole text is one quoted string.
    static func unquoted(_ written: String) -> String? {
        var scalars = written.unicodeScalars[...]
        guard scalars.popFirst() == "\"" else { return nil }
        var result = String.UnicodeScalarView()
        while let scalar = scalars.popFirst() {
            if scalar == "\"" { return scalars.isEmpty ? String(result) : nil }
            guard scalar == "\\" else {
                result.append(scalar)
                continue
            }
            switch scalars.popFirst() {
            case "n": result.append("\n")
            case "r": result.append("\r")
            case "t": result.append("\t")
            case "u":
                let digits = String(String.UnicodeScalarView(scalars.prefix(4)))
                guard digits.count == 4, let value = UInt32(digits, radix: 16),
                    let scalar = Unicode.Scalar(value)
                else { return nil }
                scalars = scalars.dropFirst(4)
                result.append(scalar)
            case "\"": result.append("\"")
            case "\\": result.append("\\")
            case "/": result.append("/")
            default: return nil
            }
        }
        return nil
    }

    /// Control characters, line separators included: none may stand in a line of the file.
    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 32 || (127...159).contains(scalar.value)
            || scalar.value == 0x2028 || scalar.value == 0x2029
    }
}
