extension Parser {
    /// Reads one expression, or several with commas between as a tuple.
    mutating func parseTupleOrExpression(allowsStars: Bool = true) throws -> Expression {
        let start = token.span.start
        let first = try parseStarOrExpression(allowsStars)
        guard isAt(.comma) else {
            if case .starred = first.form, !isAt(.assign) {
                throw failure(.starredOutsideDisplay, first.span)
            }
            return first
        }
        var items = [first]
        while accept(.comma) {
            if isAtExpressionEnd { break }
            items.append(try parseStarOrExpression(allowsStars))
        }
        return try make(.tuple(items), from: start)
    }

    /// Whether what follows can start no expression: after a trailing comma.
    private var isAtExpressionEnd: Bool {
        switch token.sort {
        case .newline, .end, .dedent, .indent: true
        case .symbol(let symbol):
            [
                .rightParenthesis, .rightBracket, .rightBrace, .assign, .colon, .semicolon,
            ].contains(symbol) || symbol.augmented != nil && symbol != .equal
        case .keyword(let keyword): keyword == .in || keyword == .for
        default: false
        }
    }

    mutating func parseStarOrExpression(_ allowsStars: Bool) throws -> Expression {
        let start = token.span.start
        guard isAt(.multiply) else { return try parseExpression() }
        if !allowsStars { throw failure(.starredOutsideDisplay) }
        advance()
        let inner = try parseBinary(minimum: 1)
        return try make(.starred(inner), from: start)
    }

    /// Reads a condition: an expression after which `=` is a likely slip.
    mutating func parseTest() throws -> Expression {
        let test = try parseExpression()
        if isAt(.assign) { throw failure(.assignmentInExpression) }
        return test
    }

    /// Reads an expression without commas: a lambda or a conditional. No level of its own: the
    /// brackets around it are one.
    mutating func parseExpression() throws -> Expression {
        if isAt(.lambda) { return try parseLambda() }
        let start = token.span.start
        let value = try parseBoolean(.or)
        guard accept(.if) else { return value }
        let test = try parseBoolean(.or)
        try expect(.else)
        let otherwise = try nested { try $0.parseExpression() }
        return try make(.conditional(test: test, then: value, otherwise: otherwise), from: start)
    }

    private mutating func parseLambda() throws -> Expression {
        let start = token.span.start
        advance()
        let wasLambda = isReadingLambda
        isReadingLambda = true
        let parameters = try nested { try $0.parseParameters(until: .colon) }
        isReadingLambda = wasLambda
        try expect(.colon)
        let body = try nested { try $0.parseExpression() }
        return try make(
            .lambda(LambdaExpression(parameters: parameters, body: body)), from: start)
    }

    /// Reads `a or b`, without a conditional around it.
    mutating func parseDisjunction() throws -> Expression { try parseBoolean(.or) }

    private mutating func parseBoolean(_ op: BooleanOperator) throws -> Expression {
        let start = token.span.start
        let keyword: Keyword = op == .or ? .or : .and
        var items = [op == .or ? try parseBoolean(.and) : try parseNot()]
        while accept(keyword) {
            items.append(op == .or ? try parseBoolean(.and) : try parseNot())
        }
        return items.count == 1 ? items[0] : try make(.boolean(op, items), from: start)
    }

    private mutating func parseNot() throws -> Expression {
        let start = token.span.start
        guard accept(.not) else { return try parseComparison() }
        let value = try nested { try $0.parseNot() }
        return try make(.not(value), from: start)
    }

    private mutating func parseComparison() throws -> Expression {
        let start = token.span.start
        let first = try parseBinary(minimum: 1)
        var links: [ComparisonLink] = []
        while let comparison = acceptComparison() {
            let operand = try parseBinary(minimum: 1)
            if comparison == .identical || comparison == .notIdentical {
                switch operand.form {
                case .none, .bool: break
                default: throw failure(.identityOnlyWithNone, operand.span)
                }
            }
            links.append(ComparisonLink(comparison: comparison, operand: operand))
        }
        return links.isEmpty ? first : try make(.comparison(first, links), from: start)
    }

    private mutating func acceptComparison() -> ComparisonOperator? {
        let found: ComparisonOperator
        switch token.sort {
        case .symbol(.less): found = .less
        case .symbol(.lessOrEqual): found = .lessOrEqual
        case .symbol(.greater): found = .greater
        case .symbol(.greaterOrEqual): found = .greaterOrEqual
        case .symbol(.equal): found = .equal
        case .symbol(.notEqual): found = .notEqual
        case .keyword(.in): found = .contained
        case .keyword(.not):
            guard token(ahead: 1).sort == .keyword(.in) else { return nil }
            advance()
            found = .notContained
        case .keyword(.is):
            if token(ahead: 1).sort == .keyword(.not) {
                advance()
                found = .notIdentical
            } else {
                found = .identical
            }
        default: return nil
        }
        advance()
        return found
    }

    // MARK: Operators between two values

    private static let precedences: [Symbol: (level: Int, op: BinaryOperator)] = [
        .or: (1, .bitOr), .xor: (2, .bitXor), .and: (3, .bitAnd),
        .shiftLeft: (4, .shiftLeft), .shiftRight: (4, .shiftRight),
        .add: (5, .add), .subtract: (5, .subtract),
        .multiply: (6, .multiply), .divide: (6, .divide), .floorDivide: (6, .floorDivide),
        .modulo: (6, .modulo),
    ]

    /// Reads operators that bind at least as tightly as `minimum`.
    mutating func parseBinary(minimum: Int) throws -> Expression {
        let start = token.span.start
        var left = try parseUnary()
        while case .symbol(let symbol) = token.sort {
            if symbol == .at { throw failure(.matrixOperator) }
            guard let (level, op) = Parser.precedences[symbol], level >= minimum else { break }
            if symbol == .less, token(ahead: 1).sort == .symbol(.greater) {
                throw failure(.notEqualOld)
            }
            advance()
            let right = try parseBinary(minimum: level + 1)
            left = try make(.binary(op, left, right), from: start)
        }
        return left
    }

    private mutating func parseUnary() throws -> Expression {
        let start = token.span.start
        let op: UnaryOperator
        switch token.sort {
        case .symbol(.subtract): op = .negate
        case .symbol(.add): op = .plus
        case .symbol(.invert): op = .invert
        default: return try parsePower()
        }
        advance()
        let value = try nested { try $0.parseUnary() }
        return try make(.unary(op, value), from: start)
    }

    private mutating func parsePower() throws -> Expression {
        let start = token.span.start
        let base = try parsePrimary()
        guard accept(.power) else { return base }
        let exponent = try nested { try $0.parseUnary() }
        return try make(.binary(.power, base, exponent), from: start)
    }
}
