extension Parser {
    mutating func parseProgram() -> [Statement] {
        var statements: [Statement] = []
        while token.sort != .end, diagnostics.count <= Parser.maximumErrors {
            parseLine(into: &statements)
        }
        return statements
    }

    /// Reads a compound statement or a line of simple ones; after an error goes on with the next
    /// line.
    mutating func parseLine(into statements: inout [Statement]) {
        let start = index
        do {
            switch token.sort {
            case .newline, .dedent: advance()
            case .indent: try parseStrayBlock()
            default:
                if let statement = try parseCompound() {
                    statements.append(statement)
                } else {
                    try parseSimpleLine(into: &statements)
                }
            }
        } catch let failure as Failure {
            report(failure)
            recover(from: start)
        } catch {
            preconditionFailure("the parser throws its own failures only")
        }
    }

    /// An indented block that no statement asked for: its lines are still read for errors.
    private mutating func parseStrayBlock() throws {
        report(.unexpectedIndent, token.span)
        skipBlock()
    }

    private mutating func skipBlock() {
        advance()
        var ignored: [Statement] = []
        blocks += 1
        defer { blocks -= 1 }
        while token.sort != .dedent, token.sort != .end {
            if blocks > Parser.maximumBlocks {
                skipDeepBlock()
                break
            }
            parseLine(into: &ignored)
        }
        if token.sort == .dedent { advance() }
    }

    private mutating func skipDeepBlock() {
        var depth = 0
        while token.sort != .end {
            if token.sort == .indent { depth += 1 }
            if token.sort == .dedent {
                if depth == 0 { return }
                depth -= 1
            }
            advance()
        }
    }

    /// Goes to the start of the next line; an indented block after it is read for its own errors.
    private mutating func recover(from start: Int) {
        while token.sort != .newline, token.sort != .end {
            if token.sort == .indent || token.sort == .dedent, index > start { break }
            advance()
        }
        if token.sort == .newline { advance() }
        if token.sort == .indent { skipBlock() }
        if index == start { advance() }
    }

    /// Reads `:` and the block after it.
    mutating func parseBlock(after words: String) throws -> Block {
        guard accept(.colon) else {
            if token.sort == .broken { throw unexpected("':'") }
            if isAt(.assign) { throw failure(.assignmentInExpression) }
            let failure = failure(.missingColon(after: words, found: token.sort.words))
            throw failure
        }
        let start = token.span.start
        var statements: [Statement] = []
        guard token.sort == .newline else {
            try parseSimpleLine(into: &statements)
            return Block(statements: statements, span: span(from: start))
        }
        let lineEnd = token.span
        advance()
        guard token.sort == .indent else { throw failure(.missingBlock(after: words), lineEnd) }
        guard blocks < Parser.maximumBlocks else {
            report(.blocksTooDeep(limit: Parser.maximumBlocks), token.span)
            advance()
            skipDeepBlock()
            if token.sort == .dedent { advance() }
            return Block(statements: [], span: lineEnd)
        }
        blocks += 1
        defer { blocks -= 1 }
        advance()
        while token.sort != .dedent, token.sort != .end,
            diagnostics.count <= Parser.maximumErrors
        {
            parseLine(into: &statements)
        }
        let last = statements.last?.span.end ?? start
        if token.sort == .dedent { advance() }
        let first = statements.first?.span.start ?? start
        return Block(statements: statements, span: SourceSpan(start: first, end: max(first, last)))
    }

    /// Reads simple statements up to the end of the line.
    mutating func parseSimpleLine(into statements: inout [Statement]) throws {
        repeat {
            if token.sort == .newline { break }
            if !statements.isEmpty, index > 0, tokens[index - 1].sort == .symbol(.semicolon),
                case .keyword(let keyword) = token.sort,
                [.if, .for, .while, .def, .try].contains(keyword)
            {
                throw failure(.semicolonBlock)
            }
            statements.append(try parseSimple())
        } while accept(.semicolon)
        guard token.sort == .newline || token.sort == .end else { throw lineEndFailure() }
        if token.sort == .newline { advance() }
    }

    /// The failure for what stands after a whole statement.
    private func lineEndFailure() -> Failure {
        let isPrintLike: Bool =
            switch token.sort {
            case .string, .integer, .float, .name: true
            default: false
            }
        if isPrintLike, index > 0, tokens[index - 1].sort == .name("print") {
            return failure(.printStatement, tokens[index - 1].span)
        }
        if isAt(.assign) { return failure(.assignmentInExpression) }
        if isAt(.less), token(ahead: 1).sort == .symbol(.greater) { return failure(.notEqualOld) }
        return unexpected("the end of the line")
    }
}
