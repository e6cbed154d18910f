extension Parser {
    /// Reads a statement that holds blocks; nil where none starts here.
    mutating func parseCompound() throws -> Statement? {
        switch token.sort {
        case .keyword(.if): try parseIf()
        case .keyword(.while): try parseWhile()
        case .keyword(.for): try parseFor()
        case .keyword(.def): try parseDef()
        case .keyword(.try): try parseTry()
        case .keyword(.elif), .keyword(.else), .keyword(.except), .keyword(.finally):
            throw failure(.expected("a statement", found: token.sort.words))
        case .symbol(.at): throw failure(.decorator)
        default: nil
        }
    }

    private mutating func parseIf() throws -> Statement {
        let start = token.span.start
        var clauses: [ConditionalBlock] = []
        var otherwise: Block?
        repeat {
            let word = clauses.isEmpty ? "if" : "elif"
            advance()
            let test = try parseTest()
            let body = try parseBlock(after: "the condition of '\(word)'")
            clauses.append(ConditionalBlock(test: test, body: body))
        } while isAt(.elif)
        if isAt(.else) {
            if token(ahead: 1).sort == .keyword(.if) { throw failure(.elseIf) }
            otherwise = try parseElse()
        }
        let end = otherwise?.span.end ?? clauses.last?.body.span.end ?? start
        return Statement(
            .if(clauses, otherwise: otherwise), span: SourceSpan(start: start, end: end))
    }

    private mutating func parseElse() throws -> Block? {
        guard accept(.else) else { return nil }
        return try parseBlock(after: "'else'")
    }

    private mutating func parseWhile() throws -> Statement {
        let start = token.span.start
        advance()
        let test = try parseTest()
        let body = try parseLoopBody(after: "the condition of 'while'")
        let otherwise = try parseElse()
        let end = (otherwise ?? body).span.end
        return Statement(
            .while(test, body, otherwise: otherwise), span: SourceSpan(start: start, end: end))
    }

    private mutating func parseFor() throws -> Statement {
        let start = token.span.start
        advance()
        let target = try parseTargets()
        try expect(.in)
        let iterable = try parseTupleOrExpression()
        let body = try parseLoopBody(after: "the head of 'for'")
        let otherwise = try parseElse()
        let end = (otherwise ?? body).span.end
        return Statement(
            .for(target: target, iterable: iterable, body, otherwise: otherwise),
            span: SourceSpan(start: start, end: end))
    }

    private mutating func parseLoopBody(after words: String) throws -> Block {
        loops += 1
        defer { loops -= 1 }
        return try parseBlock(after: words)
    }

    private mutating func parseDef() throws -> Statement {
        let start = token.span.start
        advance()
        let (name, nameSpan) = try expectName("the name of the function")
        try expect(.leftParenthesis)
        let parameters = try parseParameters(until: .rightParenthesis)
        try expect(.rightParenthesis)
        if isAt(.arrow) { throw failure(.annotation) }
        let outerLoops = loops
        loops = 0
        functions += 1
        defer {
            loops = outerLoops
            functions -= 1
        }
        let body = try parseBlock(after: "the head of 'def \(name)'")
        let function = FunctionSyntax(
            name: name, nameSpan: nameSpan, parameters: parameters, body: body)
        return Statement(
            .function(function), span: SourceSpan(start: start, end: body.span.end))
    }

    /// Reads parameters up to, not including, the closing symbol.
    mutating func parseParameters(until close: Symbol) throws -> [ParameterSyntax] {
        var parameters: [ParameterSyntax] = []
        var names: Set<String> = []
        var sort = ParameterSyntax.Sort.plain
        var hasDefault = false
        while !isAt(close) {
            if let last = parameters.last, last.sort == .keywords { throw failure(.parameterOrder) }
            let start = token.span.start
            if accept(.multiply) {
                guard sort == .plain else { throw failure(.parameterOrder) }
                sort = .keywordOnly
                if isAt(.comma) {
                    advance()
                    guard case .name = token.sort else { throw unexpected("a parameter") }
                    continue
                }
                parameters.append(try parseParameter(.variadic, from: start))
            } else if accept(.power) {
                parameters.append(try parseParameter(.keywords, from: start))
            } else {
                let parameter = try parseParameter(sort, from: start)
                if sort == .plain, parameter.defaultValue == nil, hasDefault {
                    throw failure(.requiredAfterDefault(parameter.name), parameter.span)
                }
                hasDefault = hasDefault || parameter.defaultValue != nil
                parameters.append(parameter)
            }
            if let last = parameters.last, !names.insert(last.name).inserted {
                throw failure(.repeatedParameter(last.name), last.span)
            }
            if !accept(.comma) { break }
        }
        return parameters
    }

    private mutating func parseParameter(
        _ sort: ParameterSyntax.Sort, from start: SourcePosition
    ) throws -> ParameterSyntax {
        let (name, _) = try expectName("the name of a parameter")
        if isAt(.colon), !isReadingLambda { throw failure(.annotation) }
        var value: Expression?
        if isAt(.assign) {
            guard sort == .plain || sort == .keywordOnly else { throw failure(.parameterOrder) }
            advance()
            value = try parseExpression()
        }
        return ParameterSyntax(
            name: name, sort: sort, defaultValue: value, span: span(from: start))
    }

    private mutating func parseTry() throws -> Statement {
        let start = token.span.start
        advance()
        let body = try parseBlock(after: "'try'")
        var handlers: [HandlerSyntax] = []
        while isAt(.except) {
            if let last = handlers.last, last.errors == nil {
                throw failure(.bareExceptNotLast, last.span)
            }
            handlers.append(try parseHandler())
        }
        let otherwise = handlers.isEmpty ? nil : try parseElse()
        var finally: Block?
        if accept(.finally) { finally = try parseBlock(after: "'finally'") }
        if handlers.isEmpty, finally == nil {
            throw failure(.tryAlone, SourceSpan(start: start, end: body.span.end))
        }
        let end = (finally ?? otherwise ?? handlers.last?.body ?? body).span.end
        let syntax = TrySyntax(
            body: body, handlers: handlers, otherwise: otherwise, finally: finally)
        return Statement(.try(syntax), span: SourceSpan(start: start, end: end))
    }

    private mutating func parseHandler() throws -> HandlerSyntax {
        let start = token.span.start
        advance()
        var errors: Expression?
        var variable: String?
        if !isAt(.colon) {
            errors = try parseExpression()
            if accept(.as) { variable = try expectName("a name for the error").name }
        }
        let head = span(from: start)
        let body = try parseBlock(after: "'except'")
        return HandlerSyntax(errors: errors, variable: variable, body: body, span: head)
    }
}
