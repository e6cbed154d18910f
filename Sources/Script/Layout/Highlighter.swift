/// Tells which stretches of a program are what, for colouring; works on broken programs too.
package enum Highlighter {
    package enum TokenClass: String, Hashable, Sendable {
        case keyword, name, function, string, number, comment, `operator`
    }

    package struct Token: Hashable, Sendable {
        package let span: SourceSpan
        package let tokenClass: TokenClass
    }

    /// The tokens in order; what lies between them is white space.
    package static func tokens(of source: Source) -> [Token] {
        guard source.text.utf8.count <= Parser.maximumBytes else { return [] }
        var lexer = Lexer(source)
        lexer.readAll()
        var tokens: [Token] = []
        for (index, token) in lexer.tokens.enumerated() {
            guard token.span.start.offset < token.span.end.offset,
                let tokenClass = tokenClass(index, lexer.tokens, lexer.bytes)
            else { continue }
            tokens.append(Token(span: token.span, tokenClass: tokenClass))
        }
        for comment in lexer.comments {
            tokens.append(Token(span: comment.span, tokenClass: .comment))
        }
        return tokens.sorted { $0.span.start < $1.span.start }
    }

    private static func tokenClass(
        _ index: Int, _ tokens: [Script.Token], _ bytes: [UInt8]
    ) -> TokenClass? {
        switch tokens[index].sort {
        case .keyword: return .keyword
        case .integer, .float: return .number
        case .string: return .string
        case .symbol: return .operator
        case .name:
            let isDefined = index > 0 && tokens[index - 1].sort == .keyword(.def)
            let isCalled =
                index + 1 < tokens.count && tokens[index + 1].sort == .symbol(.leftParenthesis)
            return isDefined || isCalled ? .function : .name
        case .broken:
            let first = bytes[tokens[index].span.start.offset]
            switch first {
            case UInt8(ascii: "\""), UInt8(ascii: "'"): return .string
            case UInt8(ascii: "0")...UInt8(ascii: "9"): return .number
            default: return .name
            }
        case .newline, .indent, .dedent, .end: return nil
        }
    }
}
