/// Prints lexemes as source text.
struct ProgramWriter {
    /// Names of the variables by number.
    let names: [Int: String]

    /// The program's text, each statement on a line, without a line break at the end.
    func text(of lexemes: [Lexeme]) -> String {
        var lines: [String] = []
        var depth = 0
        var line: [Lexeme] = []
        for lexeme in lexemes {
            switch lexeme {
            case .newline:
                lines.append(String(repeating: "    ", count: depth) + text(ofLine: line))
                line = []
            case .indent: depth += 1
            case .dedent: depth -= 1
            default: line.append(lexeme)
            }
        }
        if !line.isEmpty {
            lines.append(String(repeating: "    ", count: depth) + text(ofLine: line))
        }
        return lines.joined(separator: "\n")
    }

    private func text(ofLine line: [Lexeme]) -> String {
        var text = ""
        for (index, lexeme) in line.enumerated() {
            let previous = index > 0 ? line[index - 1] : nil
            if needsSpace(before: lexeme, after: previous, isUnary: isSign(line, index - 1)) {
                text += " "
            }
            text += spelling(lexeme)
        }
        return text
    }

    /// Whether the minus at an index stands before an operand rather than between two.
    private func isSign(_ line: [Lexeme], _ index: Int) -> Bool {
        guard index >= 0, line[index] == .symbol("-") else { return false }
        guard index > 0 else { return true }
        switch line[index - 1] {
        case .symbol(let symbol): return ![")", "]", "}"].contains(symbol)
        case .keyword(let word): return word != "True" && word != "False"
        case .parameter: return true
        default: return false
        }
    }

    private func needsSpace(
        before lexeme: Lexeme, after previous: Lexeme?, isUnary: Bool
    ) -> Bool {
        guard let previous, !isUnary else { return false }
        switch previous {
        case .symbol("("), .symbol("["), .symbol("{"), .symbol("~"), .parameter, .function:
            return false
        default: break
        }
        switch lexeme {
        case .symbol(")"), .symbol("]"), .symbol("}"), .symbol(","), .symbol(":"): return false
        case .symbol("("), .symbol("["):
            if case .symbol = previous { return true }
            if case .keyword = previous { return true }
            return false
        default: return true
        }
    }

    private func spelling(_ lexeme: Lexeme) -> String {
        switch lexeme {
        case .keyword(let text), .function(let text), .item(let text), .number(let text),
            .symbol(let text):
            text
        case .parameter(let name): name + "="
        case .variable(let number): name(number)
        case .string(let content): Self.literal(content)
        case .formatted(let text): formatted(text)
        case .newline, .indent, .dedent, .label: ""
        }
    }

    /// An f-string.
    private func formatted(_ text: FormattedText) -> String {
        let inner = text.parts.map { part in
            switch part {
            case .text(let text):
                Self.escaped(text).replacing("{", with: "{{").replacing("}", with: "}}")
            case .variable(let number): "{\(name(number))}"
            }
        }
        return "f\"" + inner.joined() + "\""
    }

    private func name(_ variable: Int) -> String { names[variable] ?? "v\(variable)" }

    /// A string literal in double quotes.
    static func literal(_ content: String) -> String { "\"" + escaped(content) + "\"" }

    private static func escaped(_ content: String) -> String {
        var text = ""
        for scalar in content.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            default:
                if scalar.properties.generalCategory == .control {
                    let digits = String(scalar.value, radix: 16)
                    text += "\\x" + String(repeating: "0", count: 2 - digits.count) + digits
                } else {
                    text.unicodeScalars.append(scalar)
                }
            }
        }
        return text
    }
}
