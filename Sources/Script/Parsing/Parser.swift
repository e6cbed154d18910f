/// Turns a program's text into statements. A program with errors still gives the statements that
/// could be read.
package struct Parser {
    /// Larger programs are refused unread.
    package static let maximumBytes = 1_000_000
    /// Reading stops after so many errors.
    static let maximumErrors = 20
    /// Levels of brackets, prefix operators and the like inside each other.
    static let maximumNesting = 100
    /// Levels of the tree an expression makes; a chain of operators makes one level each.
    static let maximumHeight = 500
    /// Levels of blocks inside each other.
    static let maximumBlocks = 20

    let bytes: [UInt8]
    let tokens: [Token]
    var index = 0
    var diagnostics: [Diagnostic] = []
    var nesting = 0
    var blocks = 0
    var loops = 0
    var functions = 0
    /// In the parameters of a lambda a colon ends them; elsewhere it would start an annotation.
    var isReadingLambda = false
    /// Levels of f-string fields around the text being read.
    var formatDepth = 0
    /// The last place found inside an f-string, from which the next one is counted.
    var formatCursor: SourcePosition?

    init(bytes: [UInt8], tokens: [Token]) {
        self.bytes = bytes
        self.tokens = tokens
    }

    package static func parse(_ source: Source) -> (Program, [Diagnostic]) {
        let size = source.text.utf8.count
        guard size <= maximumBytes else {
            let fault = SyntaxFault.programTooLarge(bytes: size)
            return (
                Program(source: source, statements: [], comments: []),
                [fault.diagnostic(at: .start)]
            )
        }
        var lexer = Lexer(source)
        lexer.readAll()
        var parser = Parser(bytes: lexer.bytes, tokens: lexer.tokens)
        let statements = parser.parseProgram()
        var diagnostics = lexer.diagnostics + parser.diagnostics
        diagnostics.sort { $0.span.start < $1.span.start }
        if diagnostics.count > maximumErrors {
            let cut = diagnostics[maximumErrors].span
            diagnostics.removeSubrange(maximumErrors...)
            diagnostics.append(SyntaxFault.tooManyErrors.diagnostic(at: cut))
        }
        let program = Program(source: source, statements: statements, comments: lexer.comments)
        return (program, diagnostics)
    }

    // MARK: Tokens

    var token: Token { tokens[index] }

    /// The end of the token before the current one.
    var previousEnd: SourcePosition { index > 0 ? tokens[index - 1].span.end : token.span.start }

    func token(ahead: Int) -> Token { tokens[min(index + ahead, tokens.count - 1)] }

    mutating func advance() {
        if index < tokens.count - 1 { index += 1 }
    }

    func isAt(_ symbol: Symbol) -> Bool { token.sort == .symbol(symbol) }

    func isAt(_ keyword: Keyword) -> Bool { token.sort == .keyword(keyword) }

    mutating func accept(_ symbol: Symbol) -> Bool {
        guard isAt(symbol) else { return false }
        advance()
        return true
    }

    mutating func accept(_ keyword: Keyword) -> Bool {
        guard isAt(keyword) else { return false }
        advance()
        return true
    }

    mutating func expect(_ symbol: Symbol) throws {
        if !accept(symbol) { throw unexpected("'\(symbol.rawValue)'") }
    }

    mutating func expect(_ keyword: Keyword) throws {
        if !accept(keyword) { throw unexpected("'\(keyword.rawValue)'") }
    }

    mutating func expectName(_ what: String) throws -> (name: String, span: SourceSpan) {
        guard case .name(let name) = token.sort else { throw unexpected(what) }
        let span = token.span
        advance()
        return (name, span)
    }

    func span(from start: SourcePosition) -> SourceSpan {
        SourceSpan(start: start, end: max(start, previousEnd))
    }

    // MARK: Errors

    /// An error at a place; ends the statement being read.
    struct Failure: Error {
        let fault: SyntaxFault
        let span: SourceSpan
        /// The lexer has reported it already.
        var isReported = false
    }

    func failure(_ fault: SyntaxFault, _ span: SourceSpan? = nil) -> Failure {
        Failure(fault: fault, span: span ?? token.span)
    }

    /// The failure for a token that does not belong here.
    func unexpected(_ wanted: String) -> Failure {
        switch token.sort {
        case .broken: return Failure(fault: .tooManyErrors, span: token.span, isReported: true)
        case .keyword(let keyword) where Keyword.reserved.contains(keyword):
            return failure(.reserved(keyword))
        case .symbol(.walrus): return failure(.walrus)
        case .symbol(.at), .symbol(.matrixAssign): return failure(.matrixOperator)
        case .symbol(.ellipsis): return failure(.ellipsis)
        default: return failure(.expected(wanted, found: token.sort.words))
        }
    }

    mutating func report(_ fault: SyntaxFault, _ span: SourceSpan) {
        diagnostics.append(fault.diagnostic(at: span))
    }

    mutating func report(_ failure: Failure) {
        if !failure.isReported { report(failure.fault, failure.span) }
    }

    /// Reads one level deeper, up to the limit.
    mutating func nested<Result>(_ read: (inout Parser) throws -> Result) throws -> Result {
        nesting += 1
        defer { nesting -= 1 }
        if nesting > Parser.maximumNesting {
            throw failure(.nestingTooDeep(limit: Parser.maximumNesting))
        }
        return try read(&self)
    }

    /// Makes a node, unless the tree grows too high.
    func make(_ form: Expression.Form, from start: SourcePosition) throws -> Expression {
        let expression = Expression(form, span: span(from: start))
        if expression.height > Parser.maximumHeight {
            throw failure(.expressionTooLong(limit: Parser.maximumHeight), expression.span)
        }
        return expression
    }
}
