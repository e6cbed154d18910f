/// A value that a program reported: what a reader takes away from a step.
package struct ReportedValue: Hashable, Sendable {
    package enum Content: Hashable, Sendable {
        case number(Double)
        case truth(Bool)
        case text(String)
    }

    package let label: String
    package let content: Content
    /// As written in the program ("mL"); empty where the value has none.
    package let unit: String

    package init(label: String, content: Content, unit: String = "") {
        self.label = label
        self.content = content
        self.unit = unit
    }
}

extension ReportedValue.Content: CustomStringConvertible {
    /// All digits, so that reading gives the same value, whole numbers without a point; truth as
    /// programs write it; text quoted.
    package var description: String {
        switch self {
        case .number(let number): Self.text(of: number)
        case .truth(let truth): truth ? "True" : "False"
        case .text(let text): QuotedText.quoted(text)
        }
    }

    private static func text(of number: Double) -> String {
        if let whole = Int(exactly: number), abs(number) < 1e15 { return String(whole) }
        return number.isNaN ? "nan" : "\(number)"
    }

    /// Reads what `description` writes; text without quotes, as a hand may write it, stays text.
    package init(reading written: String) {
        switch written {
        case "True", "true": self = .truth(true)
        case "False", "false": self = .truth(false)
        default:
            if let text = QuotedText.unquoted(written) {
                self = .text(text)
            } else if let number = Double(written) {
                self = .number(number)
            } else {
                self = .text(written)
            }
        }
    }
}
