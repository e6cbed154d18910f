extension Parser {
    mutating func parseSimple() throws -> Statement {
        let start = token.span.start
        let form: Statement.Form
        switch token.sort {
        case .keyword(.pass):
            advance()
            form = .pass
        case .keyword(.break):
            try requireLoop(.break)
            form = .break
        case .keyword(.continue):
            try requireLoop(.continue)
            form = .continue
        case .keyword(.return): form = try parseReturn()
        case .keyword(.assert): form = try parseAssert()
        case .keyword(.del): form = try parseDelete()
        case .keyword(.nonlocal): form = try parseNonlocal()
        case .keyword(.raise): form = try parseRaise()
        case .keyword(.import), .keyword(.from):
            let next = token(ahead: 1).sort
            let isMath = next == .name("math") && isAt(.import)
            throw failure(.importStatement(isMath: isMath))
        default: form = try parseExpressionStatement()
        }
        return Statement(form, span: span(from: start))
    }

    private mutating func requireLoop(_ keyword: Keyword) throws {
        guard loops > 0 else { throw failure(.outsideLoop(keyword)) }
        advance()
    }

    private var isAtStatementEnd: Bool {
        token.sort == .newline || token.sort == .end || isAt(.semicolon)
    }

    private mutating func parseReturn() throws -> Statement.Form {
        guard functions > 0 else { throw failure(.outsideFunction(.return)) }
        advance()
        return .return(isAtStatementEnd ? nil : try parseTupleOrExpression())
    }

    private mutating func parseAssert() throws -> Statement.Form {
        advance()
        let test = try parseExpression()
        return .assert(test, message: accept(.comma) ? try parseExpression() : nil)
    }

    private mutating func parseDelete() throws -> Statement.Form {
        advance()
        var targets: [Expression] = []
        repeat {
            if isAtStatementEnd, !targets.isEmpty { break }
            let target = try parseExpression()
            try requireDeletable(target)
            targets.append(target)
        } while accept(.comma)
        return .delete(targets)
    }

    private func requireDeletable(_ target: Expression) throws {
        switch target.form {
        case .name, .item: return
        case .tuple(let items), .list(let items):
            for item in items { try requireDeletable(item) }
        default: throw failure(.cannotDelete(target.form.words), target.span)
        }
    }

    private mutating func parseNonlocal() throws -> Statement.Form {
        guard functions > 0 else { throw failure(.outsideFunction(.nonlocal)) }
        advance()
        var names: [String] = []
        repeat { names.append(try expectName("a variable").name) } while accept(.comma)
        return .nonlocal(names)
    }

    private mutating func parseRaise() throws -> Statement.Form {
        advance()
        if isAtStatementEnd { return .raise(nil) }
        let value = try parseExpression()
        if isAt(.from) { throw failure(.raiseFrom) }
        return .raise(value)
    }

    // MARK: Assignment

    private mutating func parseExpressionStatement() throws -> Statement.Form {
        let first = try parseTupleOrExpression(allowsStars: true)
        if case .symbol(let symbol) = token.sort, let op = symbol.augmented,
            symbol.rawValue.count > 1, symbol != .equal
        {
            switch first.form {
            case .name, .item: break
            default: throw failure(.cannotAssign(to: first.form.words), first.span)
            }
            advance()
            return .augmented(first, op, try parseTupleOrExpression())
        }
        if isAt(.colon), case .name = first.form { throw failure(.annotation) }
        guard isAt(.assign) else {
            if case .starred = first.form { throw failure(.starredOutsideDisplay, first.span) }
            return .expression(first)
        }
        var targets: [Expression] = []
        var value = first
        while accept(.assign) {
            try requireTarget(value, isTop: true)
            targets.append(value)
            value = try parseTupleOrExpression(allowsStars: true)
        }
        if case .starred = value.form { throw failure(.starredOutsideDisplay, value.span) }
        return .assign(targets, value)
    }

    /// Throws where a value cannot be assigned to the expression.
    func requireTarget(_ target: Expression, isTop: Bool) throws {
        switch target.form {
        case .name, .item: return
        case .tuple(let items), .list(let items):
            var stars = 0
            for item in items {
                if case .starred(let inner) = item.form {
                    stars += 1
                    if stars > 1 { throw failure(.twoStars, item.span) }
                    try requireTarget(inner, isTop: false)
                } else {
                    try requireTarget(item, isTop: false)
                }
            }
        case .starred: throw failure(.starAlone, target.span)
        default: throw failure(.cannotAssign(to: target.form.words), target.span)
        }
    }

    /// Reads the targets of a `for`, up to `in`.
    mutating func parseTargets() throws -> Expression {
        let start = token.span.start
        var items: [Expression] = []
        var isTuple = false
        repeat {
            if isAt(.in), !items.isEmpty { break }
            let itemStart = token.span.start
            if accept(.multiply) {
                let inner = try parseBinary(minimum: 1)
                items.append(try make(.starred(inner), from: itemStart))
            } else {
                items.append(try parseBinary(minimum: 1))
            }
            if isAt(.comma) { isTuple = true }
        } while accept(.comma)
        let target = isTuple ? try make(.tuple(items), from: start) : items[0]
        try requireTarget(target, isTop: true)
        return target
    }
}

extension Expression.Form {
    /// How messages name an expression that something cannot be done with.
    var words: String {
        switch self {
        case .none: "None"
        case .bool(let truth): truth ? "True" : "False"
        case .integer, .float: "a number"
        case .string: "a string"
        case .formatted: "an f-string"
        case .name(let name): "'\(name)'"
        case .list: "a list"
        case .tuple: "a tuple"
        case .set: "a set"
        case .dict: "a dict"
        case .starred: "a starred expression"
        case .unary, .binary, .not, .boolean: "the result of an operator"
        case .comparison: "a comparison"
        case .conditional: "a conditional expression"
        case .lambda: "a lambda"
        case .call: "the result of a call"
        case .attribute: "an attribute"
        case .item: "an item"
        case .slice: "a slice"
        case .comprehension: "a comprehension"
        case .missing: "nothing"
        }
    }
}
