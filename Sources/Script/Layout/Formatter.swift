/// Lays a program out in the canonical way: the layout generated code has and edited code can take.
package enum Formatter {
    /// The program in canonical layout, comments kept. Formatting twice changes nothing more.
    ///
    /// - Returns: nil where the program has syntax errors.
    package static func format(_ source: Source) -> String? {
        let (program, diagnostics) = Parser.parse(source)
        if diagnostics.hasErrors { return nil }
        var lexer = Lexer(source)
        lexer.readAll()
        var writer = StatementWriter(program, bytes: lexer.bytes, tokens: lexer.tokens)
        return writer.write()
    }
}

/// Writes statements line by line, with the comments between and behind them.
struct StatementWriter {
    private let program: Program
    private let tokens: [Token]
    private let bytes: [UInt8]
    private let expressions: ExpressionWriter
    private var comments: ArraySlice<Comment>
    private var output = ""
    /// The line of the source that the last thing written ended on; nil at the start of a block.
    private var lastLine: Int?
    /// Blank lines that must come before the next statement.
    private var wantedBlanks = 0

    init(_ program: Program, bytes: [UInt8], tokens: [Token]) {
        self.program = program
        self.bytes = bytes
        self.tokens = tokens
        expressions = ExpressionWriter(bytes: bytes, tokens: tokens)
        comments = program.comments[...]
    }

    mutating func write() -> String {
        write(program.statements, indent: 0)
        writeComments(before: Int.max, indent: 0)
        return output
    }

    // MARK: Lines

    private mutating func line(_ text: String, indent: Int) {
        output += String(repeating: " ", count: indent) + text + "\n"
    }

    /// Keeps one blank line where the source has some, or as many as are wanted.
    private mutating func separate(from line: Int, isStatement: Bool) {
        defer { if isStatement { wantedBlanks = 0 } }
        guard let last = lastLine else { return }
        let blanks = line - last > 1 ? 1 : 0
        let count = max(blanks, wantedBlanks)
        wantedBlanks = 0
        output += String(repeating: "\n", count: count)
    }

    /// Comments that stand alone before an offset, in a block whose source starts at a column.
    private mutating func writeComments(before offset: Int, indent: Int, column: Int = 1) {
        while let comment = comments.first, comment.span.start.offset < offset {
            if comment.span.start.column < column { return }
            comments.removeFirst()
            separate(from: comment.span.start.line, isStatement: false)
            line(Self.tidy(comment.text), indent: indent)
            lastLine = comment.span.start.line
        }
    }

    private static func tidy(_ comment: String) -> String {
        var text = comment
        while let last = text.unicodeScalars.last, last.isPythonSpace { text.unicodeScalars.removeLast() }
        let second = text.dropFirst().first
        let needsSpace = second.map { $0 != " " && $0 != "#" && $0 != "!" && $0 != ":" } ?? false
        return needsSpace ? "# " + text.dropFirst() : text
    }

    /// The comment behind what ends on a line, if there is one and nothing else follows there.
    private mutating func trailing(line: Int, next: Int) -> String {
        guard let comment = comments.first, !comment.isAlone, comment.span.start.line == line,
            comment.span.start.offset < next
        else { return "" }
        comments.removeFirst()
        return "  " + Self.tidy(comment.text)
    }

    // MARK: Statements

    private mutating func write(_ statements: [Statement], indent: Int) {
        for (index, statement) in statements.enumerated() {
            let isFunction = statement.isFunction
            let blanks = indent == 0 ? 2 : 1
            if isFunction, lastLine != nil { wantedBlanks = max(wantedBlanks, blanks) }
            writeComments(before: statement.span.start.offset, indent: indent)
            separate(from: statement.span.start.line, isStatement: true)
            let next =
                index + 1 < statements.count ? statements[index + 1].span.start.offset : Int.max
            write(statement, indent: indent, next: next)
            lastLine = max(lastLine ?? 0, statement.span.end.line)
            if isFunction { wantedBlanks = blanks }
        }
    }

    private mutating func write(_ statement: Statement, indent: Int, next: Int) {
        switch statement.form {
        case .if(let clauses, let otherwise):
            for (index, clause) in clauses.enumerated() {
                let word = index == 0 ? "if " : "elif "
                header(
                    expressions.fitted(clause.test, prefix: word, indent: indent, suffix: 1),
                    clause.body, indent, start: index == 0 ? statement.span.start : nil)
            }
            writeElse(otherwise, indent)
        case .while(let test, let body, let otherwise):
            header(
                expressions.fitted(test, prefix: "while ", indent: indent, suffix: 1), body, indent,
                start: statement.span.start)
            writeElse(otherwise, indent)
        case .for(let target, let iterable, let body, let otherwise):
            let prefix = "for " + expressions.open(target) + " in "
            header(
                expressions.fitted(iterable, prefix: prefix, indent: indent, suffix: 1), body,
                indent, start: statement.span.start)
            writeElse(otherwise, indent)
        case .function(let function):
            header(
                "def \(function.name)(\(expressions.parameters(function.parameters)))",
                function.body, indent, start: statement.span.start)
        case .try(let syntax):
            header("try", syntax.body, indent, start: statement.span.start)
            for handler in syntax.handlers {
                var text = "except"
                if let errors = handler.errors { text += " " + expressions.flat(errors) }
                if let variable = handler.variable { text += " as " + variable }
                header(text, handler.body, indent, start: nil)
            }
            writeElse(syntax.otherwise, indent)
            if let finally = syntax.finally { header("finally", finally, indent, start: nil) }
        default: writeSimple(statement, indent, next)
        }
    }

    private mutating func writeElse(_ block: Block?, _ indent: Int) {
        if let block { header("else", block, indent, start: nil) }
    }

    /// Writes the head of a block and the block.
    ///
    /// - Parameter start: Where the head starts in the source; nil for `else` and the like, whose
    ///   place the syntax does not keep.
    private mutating func header(
        _ text: String, _ block: Block, _ indent: Int, start: SourcePosition?
    ) {
        let bodyStart = block.span.start
        let colon = lastToken(before: bodyStart.offset) { $0.sort == .symbol(.colon) }
        let head = start ?? headStart(before: bodyStart.offset)
        if start == nil { writeComments(before: head.offset, indent: indent) }
        let inner = comments.first.map { $0.span.start.offset < (colon?.span.start.offset ?? 0) } ?? false
        if inner, let colon {
            writeVerbatim(from: head, to: colon.span.end, indent)
        } else {
            line(text + ":", indent: indent)
        }
        let behind = trailing(line: colon?.span.end.line ?? head.line, next: bodyStart.offset)
        if !behind.isEmpty { output = String(output.dropLast()) + behind + "\n" }
        lastLine = nil
        wantedBlanks = 0
        write(block.statements, indent: indent + 4)
        // Comments at the end of the block, by their indentation in the source.
        let last = lastLine ?? bodyStart.line
        if bodyStart.line > (colon?.span.end.line ?? 0) {
            let following = nextToken(after: block.span.end.offset)
            lastLine = last
            writeComments(before: following, indent: indent + 4, column: bodyStart.column)
        }
        wantedBlanks = 0
    }

    private mutating func writeSimple(_ statement: Statement, _ indent: Int, _ next: Int) {
        let hasInner = comments.first.map { $0.span.start < statement.span.end } ?? false
        if hasInner {
            writeVerbatim(from: statement.span.start, to: statement.span.end, indent)
        } else {
            line(text(of: statement, indent), indent: indent)
        }
        let behind = trailing(line: statement.span.end.line, next: next)
        if !behind.isEmpty { output = String(output.dropLast()) + behind + "\n" }
    }

    /// Source text as it is, with the comments inside it.
    private mutating func writeVerbatim(
        from start: SourcePosition, to end: SourcePosition, _ indent: Int
    ) {
        while let comment = comments.first, comment.span.start < end { comments.removeFirst() }
        line(String(decoding: bytes[start.offset..<end.offset], as: UTF8.self), indent: indent)
    }

    private func text(of statement: Statement, _ indent: Int) -> String {
        switch statement.form {
        case .expression(let value):
            return expressions.fitted(value, prefix: "", indent: indent, isOpen: true)
        case .assign(let targets, let value):
            let prefix = targets.map { expressions.open($0) + " = " }.joined()
            return expressions.fitted(value, prefix: prefix, indent: indent, isOpen: true)
        case .augmented(let target, let op, let value):
            let prefix = expressions.flat(target) + " \(op.rawValue)= "
            return expressions.fitted(value, prefix: prefix, indent: indent, isOpen: true)
        case .return(let value):
            guard let value else { return "return" }
            return expressions.fitted(value, prefix: "return ", indent: indent, isOpen: true)
        case .raise(let value):
            guard let value else { return "raise" }
            return expressions.fitted(value, prefix: "raise ", indent: indent)
        case .assert(let test, let message):
            return "assert " + expressions.flat(test)
                + (message.map { ", " + expressions.flat($0) } ?? "")
        case .delete(let targets):
            return "del " + targets.map { expressions.flat($0) }.joined(separator: ", ")
        case .nonlocal(let names): return "nonlocal " + names.joined(separator: ", ")
        case .pass: return "pass"
        case .break: return "break"
        case .continue: return "continue"
        case .if, .while, .for, .function, .try: return ""
        }
    }

    // MARK: Tokens of the source

    private func index(atOrAfter offset: Int) -> Int {
        var low = 0
        var high = tokens.count
        while low < high {
            let middle = (low + high) / 2
            if tokens[middle].span.start.offset < offset { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private func lastToken(before offset: Int, where fits: (Token) -> Bool) -> Token? {
        var place = index(atOrAfter: offset) - 1
        while place >= 0 {
            if fits(tokens[place]) { return tokens[place] }
            place -= 1
        }
        return nil
    }

    private func headStart(before offset: Int) -> SourcePosition {
        let words: [Keyword] = [.else, .elif, .except, .finally]
        let token = lastToken(before: offset) { token in
            if case .keyword(let keyword) = token.sort { return words.contains(keyword) }
            return false
        }
        return token?.span.start ?? .start
    }

    /// Where the next token with text starts.
    private func nextToken(after offset: Int) -> Int {
        var place = index(atOrAfter: offset)
        while place < tokens.count {
            switch tokens[place].sort {
            case .newline, .indent, .dedent: place += 1
            case .end: return Int.max
            default: return tokens[place].span.start.offset
            }
        }
        return Int.max
    }
}

extension Statement {
    fileprivate var isFunction: Bool {
        if case .function = form { return true }
        return false
    }
}
