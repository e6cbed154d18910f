import Foundation

/// JSON whose fields keep the order in which they were written, on one line.
indirect enum JSONText: Hashable, Sendable {
    case null
    case bool(Bool)
    case number(Double)
    case string(String)
    case array([JSONText])
    case object([Field])
    /// JSON that was read and is handed on as it was.
    case raw(String)

    struct Field: Hashable, Sendable {
        let name: String
        let value: JSONText
    }

    static func optional(_ text: String?) -> JSONText { text.map(JSONText.string) ?? .null }

    var text: String {
        switch self {
        case .null: "null"
        case .bool(let truth): truth ? "true" : "false"
        case .number(let number): Self.number(number)
        case .string(let text): Self.quoted(text)
        case .array(let items): "[" + items.map(\.text).joined(separator: ", ") + "]"
        case .object(let fields):
            "{" + fields.map { Self.quoted($0.name) + ": " + $0.value.text }.joined(separator: ", ")
                + "}"
        case .raw(let text): text
        }
    }

    /// All digits; whole numbers without a point; null for what JSON has no number for.
    private static func number(_ value: Double) -> String {
        guard value.isFinite else { return "null" }
        if let whole = Int(exactly: value), abs(value) < 1e15 { return String(whole) }
        return "\(value)"
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case _ where scalar.value < 32 || scalar.value == 127 || scalar.value == 0x2028
                || scalar.value == 0x2029:
                result += String(format: "\\u%04x", scalar.value)
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
