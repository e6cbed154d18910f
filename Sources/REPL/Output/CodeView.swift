import Script
import Terminal

/// A program as it is shown: indented, with colours by meaning.
enum CodeView {
    /// - Parameter indent: Spaces before each line.
    static func lines(_ code: String, indent: Int = 2) -> [StyledText] {
        let source = Source(name: "code", text: code)
        let bytes = Array(code.utf8)
        var lines: [StyledText] = []
        var line = StyledText(String(repeating: " ", count: indent))
        func append(_ range: Range<Int>, _ style: Style) {
            let text = String(decoding: bytes[range], as: UTF8.self)
            let parts = text.split(separator: "\n", omittingEmptySubsequences: false)
            for (index, part) in parts.enumerated() {
                if index > 0 {
                    lines.append(line)
                    line = StyledText(String(repeating: " ", count: indent))
                }
                line.append(String(part), style)
            }
        }
        var end = 0
        for token in Highlighter.tokens(of: source) {
            let range = token.span.start.offset..<token.span.end.offset
            guard range.lowerBound >= end, range.upperBound <= bytes.count else { continue }
            append(end..<range.lowerBound, .plain)
            append(range, style(token.tokenClass))
            end = range.upperBound
        }
        append(end..<bytes.count, .plain)
        if !line.plain.allSatisfy({ $0 == " " }) { lines.append(line) }
        return lines
    }

    private static func style(_ tokenClass: Highlighter.TokenClass) -> Style {
        switch tokenClass {
        case .keyword: .keyword
        case .name: .name
        case .function: .function
        case .string: .string
        case .number: .number
        case .comment: .comment
        case .operator: .operatorSign
        }
    }
}
