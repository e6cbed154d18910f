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
        []
    }
}
