/// Cuts a program's text into tokens, with Python's rules for indentation and line joining.
struct Lexer {
    /// A place in the text while reading.
    struct Cursor {
        var offset: Int
        var line: Int
        var column: Int

        var position: SourcePosition {
            SourcePosition(line: line, column: column, offset: offset)
        }
    }

    let bytes: [UInt8]
    let limit: Int
    /// An expression inside an f-string: line ends mean nothing, comments are errors.
    let isInsideFormat: Bool
    var cursor: Cursor
    var tokens: [Token] = []
    var comments: [Comment] = []
    var diagnostics: [Diagnostic] = []
    private var brackets: [(symbol: Symbol, span: SourceSpan)] = []
    private var indents = [(columns: 0, characters: 0)]
    private var isLineStart: Bool

    init(_ source: Source) {
        bytes = Array(source.text.utf8)
        limit = bytes.count
        cursor = Cursor(offset: 0, line: 1, column: 1)
        isInsideFormat = false
        isLineStart = true
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { cursor.offset = 3 }
    }

    /// Reads the expression between the braces of an f-string.
    init(bytes: [UInt8], span: SourceSpan) {
        self.bytes = bytes
        limit = span.end.offset
        cursor = Cursor(
            offset: span.start.offset, line: span.start.line, column: span.start.column)
        isInsideFormat = true
        isLineStart = false
    }

    /// Reads everything. The last token is `.end`.
    mutating func readAll() {
        while cursor.offset < limit, diagnostics.count < Parser.maximumErrors {
            if isLineStart {
                isLineStart = false
                if brackets.isEmpty { readIndentation() }
                continue
            }
            readToken()
        }
        finish()
    }

    private mutating func finish() {
        let end = SourceSpan(start: cursor.position, end: cursor.position)
        if let open = brackets.last {
            report(.unclosedBracket(open.symbol), open.span)
            tokens.append(Token(sort: .broken, span: end))
        }
        if !isInsideFormat {
            if let last = tokens.last, ![.newline, .dedent, .indent].contains(last.sort) {
                tokens.append(Token(sort: .newline, span: end))
            }
            for _ in indents.dropFirst() { tokens.append(Token(sort: .dedent, span: end)) }
        }
        tokens.append(Token(sort: .end, span: end))
    }

    // MARK: Characters

    var current: UInt8 { cursor.offset < limit ? bytes[cursor.offset] : 0 }

    func byte(ahead: Int) -> UInt8 {
        cursor.offset + ahead < limit ? bytes[cursor.offset + ahead] : 0
    }

    /// Moves past one byte that ends no line.
    mutating func advance() {
        if bytes[cursor.offset] & 0xC0 != 0x80 { cursor.column += 1 }
        cursor.offset += 1
    }

    mutating func advance(_ count: Int) {
        for _ in 0..<count { advance() }
    }

    var isAtLineEnd: Bool { current == UInt8(ascii: "\n") || current == UInt8(ascii: "\r") }

    /// Moves past `\n`, `\r` or `\r\n`.
    mutating func advanceLine() {
        if current == UInt8(ascii: "\r"), byte(ahead: 1) == UInt8(ascii: "\n") {
            cursor.offset += 1
        }
        cursor.offset += 1
        cursor.line += 1
        cursor.column = 1
    }

    func span(from start: Cursor) -> SourceSpan {
        SourceSpan(start: start.position, end: cursor.position)
    }

    func text(from start: Cursor) -> String {
        String(decoding: bytes[start.offset..<cursor.offset], as: UTF8.self)
    }

    mutating func report(_ fault: SyntaxFault, _ span: SourceSpan) {
        diagnostics.append(fault.diagnostic(at: span))
    }

    mutating func add(_ sort: Token.Sort, from start: Cursor) {
        tokens.append(Token(sort: sort, span: span(from: start)))
    }

    // MARK: Lines

    private mutating func readIndentation() {
        let start = cursor
        var columns = 0
        var characters = 0
        loop: while cursor.offset < limit {
            switch current {
            case UInt8(ascii: " "):
                columns += 1
                characters += 1
            case UInt8(ascii: "\t"):
                columns = (columns / 8 + 1) * 8
                characters += 1
            case 0x0C:
                columns = 0
                characters = 0
            default: break loop
            }
            advance()
        }
        let isBlank =
            cursor.offset >= limit || isAtLineEnd || current == UInt8(ascii: "#")
        if !isBlank { applyIndentation(columns, characters, from: start) }
    }

    private mutating func applyIndentation(_ columns: Int, _ characters: Int, from start: Cursor) {
        let top = indents[indents.count - 1]
        if columns == top.columns {
            if characters != top.characters { report(.inconsistentTabs, span(from: start)) }
            return
        }
        if columns > top.columns {
            if characters <= top.characters { report(.inconsistentTabs, span(from: start)) }
            indents.append((columns, characters))
            add(.indent, from: start)
            return
        }
        while indents[indents.count - 1].columns > columns {
            indents.removeLast()
            add(.dedent, from: start)
        }
        let found = indents[indents.count - 1]
        if found.columns != columns {
            report(.unindentMismatch, span(from: start))
            indents.append((columns, characters))
            add(.indent, from: start)
        } else if found.characters != characters {
            report(.inconsistentTabs, span(from: start))
        }
    }

    private mutating func endLine() {
        let start = cursor
        if brackets.isEmpty, !isInsideFormat, let last = tokens.last,
            ![.newline, .dedent, .indent].contains(last.sort)
        {
            tokens.append(Token(sort: .newline, span: span(from: start)))
        }
        advanceLine()
        isLineStart = !isInsideFormat
    }

    private mutating func readComment() {
        let start = cursor
        while cursor.offset < limit, !isAtLineEnd { advance() }
        if isInsideFormat {
            report(.formatComment, span(from: start))
            return
        }
        let isAlone = tokens.last.map { $0.span.end.line < start.line } ?? true
        comments.append(
            Comment(text: text(from: start), span: span(from: start), isAlone: isAlone))
    }

    // MARK: Tokens

    private mutating func readToken() {
        switch current {
        case UInt8(ascii: " "), UInt8(ascii: "\t"), 0x0C: advance()
        case UInt8(ascii: "\n"), UInt8(ascii: "\r"): endLine()
        case UInt8(ascii: "#"): readComment()
        case UInt8(ascii: "\\"): readContinuation()
        case UInt8(ascii: "0")...UInt8(ascii: "9"): readNumber()
        case UInt8(ascii: "\""), UInt8(ascii: "'"): readString(prefix: "", from: cursor)
        case UInt8(ascii: "."):
            if isDigit(byte(ahead: 1)) { readNumber() } else { readSymbol() }
        case let byte where isNameStart(byte): readName()
        default: readSymbol()
        }
    }

    private mutating func readContinuation() {
        let start = cursor
        advance()
        if cursor.offset < limit, isAtLineEnd, !isInsideFormat {
            advanceLine()
            return
        }
        report(.strayBackslash, span(from: start))
        add(.broken, from: start)
    }

    func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    func isNameStart(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || byte == UInt8(ascii: "_")
    }

    func isNamePart(_ byte: UInt8) -> Bool { isNameStart(byte) || isDigit(byte) }

    private mutating func readName() {
        let start = cursor
        while isNamePart(current) { advance() }
        if current >= 0x80 {
            readForeignName(from: start)
            return
        }
        let word = text(from: start)
        if current == UInt8(ascii: "\"") || current == UInt8(ascii: "'"),
            ["r", "u", "b", "f", "br", "rb", "fr", "rf"].contains(word.lowercased())
        {
            readString(prefix: word.lowercased(), from: start)
            return
        }
        if let keyword = Keyword(rawValue: word) {
            add(.keyword(keyword), from: start)
        } else {
            add(.name(word), from: start)
        }
    }

    /// A word with a letter outside ASCII: one message for the whole word.
    private mutating func readForeignName(from start: Cursor) {
        var culprit: (Unicode.Scalar, SourceSpan)?
        while cursor.offset < limit {
            if isNamePart(current) {
                advance()
                continue
            }
            guard current >= 0x80 else { break }
            let before = cursor
            let scalar = readScalar()
            guard scalar.properties.isXIDContinue else {
                cursor = before
                break
            }
            if culprit == nil { culprit = (scalar, span(from: before)) }
        }
        if let (scalar, place) = culprit {
            report(.foreignNameCharacter(scalar), place)
            add(.broken, from: start)
        } else {
            add(.name(text(from: start)), from: start)
        }
    }

    /// Moves past one character outside ASCII.
    private mutating func readScalar() -> Unicode.Scalar {
        let start = cursor
        advance()
        while cursor.offset < limit, current & 0xC0 == 0x80 { advance() }
        return text(from: start).unicodeScalars.first ?? "\u{FFFD}"
    }

    private mutating func readSymbol() {
        let start = cursor
        guard let symbol = Symbol.longest(in: bytes, at: cursor.offset, limit: limit) else {
            let scalar = readScalar()
            if scalar.properties.isXIDStart {
                cursor = start
                readForeignName(from: start)
                return
            }
            report(.unknownCharacter(scalar), span(from: start))
            add(.broken, from: start)
            return
        }
        advance(symbol.rawValue.utf8.count)
        switch symbol {
        case .leftParenthesis, .leftBracket, .leftBrace:
            brackets.append((symbol, span(from: start)))
            add(.symbol(symbol), from: start)
        case .rightParenthesis, .rightBracket, .rightBrace: close(symbol, from: start)
        default: add(.symbol(symbol), from: start)
        }
    }

    private mutating func close(_ symbol: Symbol, from start: Cursor) {
        let pairs: [Symbol: Symbol] = [
            .rightParenthesis: .leftParenthesis, .rightBracket: .leftBracket,
            .rightBrace: .leftBrace,
        ]
        guard let open = brackets.popLast() else {
            report(.unmatchedBracket(symbol), span(from: start))
            add(.broken, from: start)
            return
        }
        if pairs[symbol] != open.symbol {
            report(.wrongBracket(open: open.symbol, close: symbol), span(from: start))
            add(.broken, from: start)
            return
        }
        add(.symbol(symbol), from: start)
    }
}
