extension Preparer {
    func block(_ statements: [Statement]) -> BlockNode {
        BlockNode(statements.compactMap(statement))
    }

    private func block(_ block: Block?) -> BlockNode { self.block(block?.statements ?? []) }

    private func statement(_ statement: Statement) -> StatementNode? {
        let span = statement.span
        switch statement.form {
        case .expression(let value):
            if case .string = value.form { return nil }
            return ExpressionStatement(expression(value), span: span)
        case .assign(let targets, let value):
            return AssignStatement(targets.map(target), expression(value), span: span)
        case .augmented(let target, let op, let value): return augmented(target, op, value, span)
        case .if(let clauses, let otherwise):
            return IfStatement(
                clauses.map { (expression($0.test), block($0.body)) }, block(otherwise),
                span: span)
        case .while(let test, let body, let otherwise):
            return WhileStatement(expression(test), block(body), block(otherwise), span: span)
        case .for(let target, let iterable, let body, let otherwise):
            return ForStatement(
                self.target(target), expression(iterable), block(body), block(otherwise),
                span: span)
        case .break: return LeaveStatement(.broken, span: span)
        case .continue: return LeaveStatement(.continued, span: span)
        case .pass, .nonlocal: return nil
        case .function(let syntax):
            let value = function(syntax.name, syntax, syntax.parameters, span: syntax.nameSpan) {
                block(syntax.body)
            }
            return AssignStatement(
                [target(syntax.name, span: syntax.nameSpan)], value, span: span)
        case .return(let value): return ReturnStatement(value.map(expression), span: span)
        case .assert(let test, let message):
            return AssertStatement(expression(test), message.map(expression), span: span)
        case .delete(let targets): return DeleteStatement(targets.map(target), span: span)
        case .raise(let value): return RaiseStatement(value.map(expression), span: span)
        case .try(let syntax): return tryStatement(syntax, span)
        }
    }

    private func augmented(
        _ target: Expression, _ op: BinaryOperator, _ value: Expression, _ span: SourceSpan
    ) -> StatementNode {
        guard case .item(let container, let key) = target.form else {
            return AugmentedStatement(
                op, expression(target), self.target(target), expression(value), span: span)
        }
        if case .slice(let lower, let upper, let step) = key.form {
            return AugmentedItemStatement(
                op, expression(container), key: nil, bounds: bounds(lower, upper, step),
                expression(value), span: span)
        }
        return AugmentedItemStatement(
            op, expression(container), key: expression(key), bounds: nil, expression(value),
            span: span)
    }

    private func tryStatement(_ syntax: TrySyntax, _ span: SourceSpan) -> StatementNode {
        let handlers = syntax.handlers.map { handler in
            TryStatement.Handler(
                errors: handler.errors.map(expression),
                variable: handler.variable.map { target($0, span: handler.span) },
                body: block(handler.body))
        }
        return TryStatement(
            block(syntax.body), handlers, block(syntax.otherwise),
            syntax.finally.map { block($0) }, span: span)
    }
}
