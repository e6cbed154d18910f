extension Parser {
    /// Reads an atom and the calls, items and attributes after it.
    mutating func parsePrimary() throws -> Expression {
        let start = token.span.start
        var value = try parseAtom()
        while case .symbol(let symbol) = token.sort {
            switch symbol {
            case .leftParenthesis:
                let arguments = try parseArguments()
                value = try make(.call(value, arguments), from: start)
            case .leftBracket:
                advance()
                let key = try parseKey()
                try expect(.rightBracket)
                value = try make(.item(value, key), from: start)
            case .dot:
                advance()
                let (name, nameSpan) = try expectName("a name after '.'")
                value = try make(.attribute(value, name: name, nameSpan: nameSpan), from: start)
            default: return value
            }
        }
        return value
    }

    private mutating func parseAtom() throws -> Expression {
        let start = token.span.start
        let form: Expression.Form
        switch token.sort {
        case .name(let name): form = .name(name)
        case .integer(let number): form = .integer(number)
        case .float(let number): form = .float(number)
        case .keyword(.none): form = .none
        case .keyword(.true): form = .bool(true)
        case .keyword(.false): form = .bool(false)
        case .string: return try parseStrings()
        case .symbol(.leftParenthesis): return try nested { try $0.parseParenthesized() }
        case .symbol(.leftBracket): return try nested { try $0.parseList() }
        case .symbol(.leftBrace): return try nested { try $0.parseBraces() }
        case .keyword(.import), .keyword(.from): throw failure(.importStatement(isMath: false))
        default: throw unexpected("an expression")
        }
        advance()
        return try make(form, from: start)
    }

    private mutating func parseParenthesized() throws -> Expression {
        let start = token.span.start
        advance()
        if accept(.rightParenthesis) { return try make(.tuple([]), from: start) }
        let first = try parseStarOrExpression(true)
        if isAt(.for) {
            let clauses = try parseClauses()
            try expect(.rightParenthesis)
            return try makeComprehension(.generator, first, nil, clauses, from: start)
        }
        guard isAt(.comma) else {
            if isAt(.assign) { throw failure(.assignmentInExpression) }
            try expect(.rightParenthesis)
            if case .starred = first.form { throw failure(.starredOutsideDisplay, first.span) }
            // The node takes in its parentheses, so that carets do.
            return Expression(first.form, span: span(from: start))
        }
        let items = try parseItems(after: first, until: .rightParenthesis)
        return try make(.tuple(items), from: start)
    }

    private mutating func parseList() throws -> Expression {
        let start = token.span.start
        advance()
        if accept(.rightBracket) { return try make(.list([]), from: start) }
        let first = try parseStarOrExpression(true)
        if isAt(.for) {
            let clauses = try parseClauses()
            try expect(.rightBracket)
            return try makeComprehension(.list, first, nil, clauses, from: start)
        }
        // Read first: the span ends where reading has got to.
        let items = try parseItems(after: first, until: .rightBracket)
        return try make(.list(items), from: start)
    }

    /// Reads the rest of a display, its closing symbol included.
    private mutating func parseItems(
        after first: Expression, until close: Symbol
    ) throws -> [Expression] {
        var items = [first]
        while accept(.comma) {
            if isAt(close) { break }
            items.append(try parseStarOrExpression(true))
        }
        try expect(close)
        return items
    }

    private mutating func parseBraces() throws -> Expression {
        let start = token.span.start
        advance()
        if accept(.rightBrace) { return try make(.dict([]), from: start) }
        if isAt(.power) { return try parseDict(from: start, firstKey: nil) }
        let first = try parseStarOrExpression(true)
        if isAt(.colon) { return try parseDict(from: start, firstKey: first) }
        if isAt(.for) {
            let clauses = try parseClauses()
            try expect(.rightBrace)
            return try makeComprehension(.set, first, nil, clauses, from: start)
        }
        let items = try parseItems(after: first, until: .rightBrace)
        return try make(.set(items), from: start)
    }

    private mutating func parseDict(
        from start: SourcePosition, firstKey: Expression?
    ) throws -> Expression {
        var items: [(key: Expression?, value: Expression)] = []
        var key = firstKey
        while true {
            if key == nil, accept(.power) {
                items.append((nil, try parseBinary(minimum: 1)))
            } else {
                let name = try key ?? parseExpression()
                if case .starred = name.form { throw failure(.starredOutsideDisplay, name.span) }
                try expect(.colon)
                let value = try parseExpression()
                if isAt(.for), items.isEmpty {
                    let clauses = try parseClauses()
                    try expect(.rightBrace)
                    return try makeComprehension(.dict, name, value, clauses, from: start)
                }
                items.append((name, value))
            }
            key = nil
            if !accept(.comma) || isAt(.rightBrace) { break }
        }
        try expect(.rightBrace)
        return try make(.dict(items), from: start)
    }

    // MARK: Comprehensions

    private mutating func parseClauses() throws -> [ComprehensionClause] {
        var clauses: [ComprehensionClause] = []
        var loops = 0
        while true {
            if accept(.for) {
                loops += 1
                if loops > Parser.maximumBlocks {
                    throw failure(.blocksTooDeep(limit: Parser.maximumBlocks))
                }
                let target = try parseTargets()
                try expect(.in)
                clauses.append(.for(target: target, iterable: try parseClauseOperand()))
            } else if accept(.if) {
                clauses.append(.if(try parseClauseOperand()))
            } else {
                return clauses
            }
        }
    }

    /// An operand of `for` or `if` inside a comprehension, where `if` starts the next clause.
    private mutating func parseClauseOperand() throws -> Expression {
        try nested { parser in
            if parser.isAt(.lambda) { return try parser.parseExpression() }
            return try parser.parseDisjunction()
        }
    }

    private func makeComprehension(
        _ sort: Comprehension.Sort, _ element: Expression, _ value: Expression?,
        _ clauses: [ComprehensionClause], from start: SourcePosition
    ) throws -> Expression {
        if case .starred = element.form { throw failure(.comprehensionUnpacking, element.span) }
        let comprehension = Comprehension(
            sort: sort, element: element, value: value, clauses: clauses)
        return try make(.comprehension(comprehension), from: start)
    }

    // MARK: Calls and items

    private mutating func parseArguments() throws -> [CallArgument] {
        try nested { parser in
            parser.advance()
            var arguments: [CallArgument] = []
            var names: Set<String> = []
            var hasUnpackedKeywords = false
            while !parser.isAt(.rightParenthesis) {
                let argument = try parser.parseArgument()
                switch argument.sort {
                case .keyword(let name):
                    if !names.insert(name).inserted {
                        throw parser.failure(.repeatedKeyword(name), argument.span)
                    }
                case .positional:
                    if hasUnpackedKeywords || !names.isEmpty {
                        throw parser.failure(.positionalAfterKeyword, argument.span)
                    }
                case .unpacked:
                    if hasUnpackedKeywords {
                        throw parser.failure(.positionalAfterKeyword, argument.span)
                    }
                case .unpackedKeywords: hasUnpackedKeywords = true
                }
                arguments.append(argument)
                if !parser.accept(.comma) { break }
            }
            try parser.requireGeneratorAlone(arguments)
            try parser.expect(.rightParenthesis)
            return arguments
        }
    }

    private mutating func parseArgument() throws -> CallArgument {
        let start = token.span.start
        if accept(.multiply) {
            let value = try parseExpression()
            return CallArgument(sort: .unpacked, value: value, span: span(from: start))
        }
        if accept(.power) {
            let value = try parseExpression()
            return CallArgument(sort: .unpackedKeywords, value: value, span: span(from: start))
        }
        if case .name(let name) = token.sort, token(ahead: 1).sort == .symbol(.assign) {
            advance()
            advance()
            let value = try parseExpression()
            return CallArgument(sort: .keyword(name), value: value, span: span(from: start))
        }
        var value = try parseExpression()
        if isAt(.for) {
            let clauses = try parseClauses()
            value = try makeComprehension(.generator, value, nil, clauses, from: start)
        }
        if isAt(.assign) { throw failure(.assignmentInExpression) }
        return CallArgument(sort: .positional, value: value, span: span(from: start))
    }

    /// A generator without parentheses of its own must be the only argument.
    private func requireGeneratorAlone(_ arguments: [CallArgument]) throws {
        guard arguments.count > 1 || tokens[index - 1].sort == .symbol(.comma) else { return }
        for argument in arguments where argument.sort == .positional {
            guard case .comprehension(let comprehension) = argument.value.form,
                comprehension.sort == .generator,
                bytes[argument.value.span.start.offset] != UInt8(ascii: "(")
                    || comprehension.element.span.start == argument.value.span.start
            else { continue }
            throw failure(.generatorNeedsParentheses, argument.span)
        }
    }

    /// Reads what stands between the brackets of an item.
    private mutating func parseKey() throws -> Expression {
        try nested { parser in
            let start = parser.token.span.start
            let first = try parser.parseSliceOrExpression()
            guard parser.isAt(.comma) else { return first }
            var items = [first]
            while parser.accept(.comma) {
                if parser.isAt(.rightBracket) { break }
                items.append(try parser.parseSliceOrExpression())
            }
            return try parser.make(.tuple(items), from: start)
        }
    }

    private mutating func parseSliceOrExpression() throws -> Expression {
        let start = token.span.start
        var lower: Expression?
        if !isAt(.colon) {
            let value = try parseStarOrExpression(false)
            guard isAt(.colon) else { return value }
            lower = value
        }
        try expect(.colon)
        var upper: Expression?
        var step: Expression?
        let isEnd: (Parser) -> Bool = {
            $0.isAt(.rightBracket) || $0.isAt(.colon) || $0.isAt(.comma)
        }
        if !isEnd(self) { upper = try parseExpression() }
        if accept(.colon), !isEnd(self) { step = try parseExpression() }
        return try make(.slice(lower, upper, step), from: start)
    }
}
