extension Preparer {
    func expression(_ expression: Expression) -> ExpressionNode {
        let span = expression.span
        switch expression.form {
        case .none, .missing: return ConstantNode(.nothing, span: span)
        case .bool(let truth): return ConstantNode(.bool(truth), span: span)
        case .integer(let number): return ConstantNode(.int(number), span: span)
        case .float(let number): return ConstantNode(.float(number), span: span)
        case .string(let text): return ConstantNode(.text(text), span: span)
        case .formatted(let parts): return FormatNode(parts.map(format), span: span)
        case .name(let name): return load(name, span: span)
        case .list(let items): return DisplayNode(.list, items.map(display), span: span)
        case .tuple(let items): return DisplayNode(.tuple, items.map(display), span: span)
        case .set(let items): return DisplayNode(.set, items.map(display), span: span)
        case .dict(let items):
            return DictNode(
                items.map { ($0.key.map(self.expression), self.expression($0.value)) },
                span: span)
        case .starred(let inner): return self.expression(inner)
        case .unary(let op, let operand): return unary(op, operand, span)
        case .not(let operand): return NotNode(self.expression(operand), span: span)
        case .binary(let op, let left, let right):
            return BinaryNode(op, self.expression(left), self.expression(right), span: span)
        case .boolean(let op, let operands):
            return BooleanNode(op, operands.map(self.expression), span: span)
        case .comparison(let first, let links): return comparison(first, links, span)
        case .conditional(let test, let then, let otherwise):
            return ConditionalNode(
                self.expression(test), self.expression(then), self.expression(otherwise),
                span: span)
        case .lambda(let lambda):
            return function("<lambda>", lambda, lambda.parameters, span: span) {
                BlockNode([ReturnStatement(self.expression(lambda.body), span: lambda.body.span)])
            }
        case .call(let function, let arguments): return call(function, arguments, span)
        case .attribute(let object, let name, let nameSpan):
            return mathValue(object, name).map { ConstantNode($0, span: span) }
                ?? FaultNode(.noMethod(type: "value", name: name, nearest: nil), span: nameSpan)
        case .item(let container, let key): return item(container, key, span)
        case .slice: return ConstantNode(.nothing, span: span)
        case .comprehension(let syntax): return comprehension(syntax, span)
        }
    }

    private func display(_ item: Expression) -> DisplayItem {
        if case .starred(let inner) = item.form {
            return DisplayItem(node: expression(inner), isUnpacked: true)
        }
        return DisplayItem(node: expression(item), isUnpacked: false)
    }

    private func unary(
        _ op: UnaryOperator, _ operand: Expression, _ span: SourceSpan
    ) -> ExpressionNode {
        switch (op, operand.form) {
        case (.negate, .integer(let number)): ConstantNode(.int(-number), span: span)
        case (.negate, .float(let number)): ConstantNode(.float(-number), span: span)
        default: UnaryNode(op, expression(operand), span: span)
        }
    }

    private func comparison(
        _ first: Expression, _ links: [ComparisonLink], _ span: SourceSpan
    ) -> ExpressionNode {
        if links.count == 1 {
            return CompareNode(
                links[0].comparison, expression(first), expression(links[0].operand), span: span)
        }
        return ChainNode(
            expression(first), links.map { ($0.comparison, expression($0.operand)) }, span: span)
    }

    private func item(
        _ container: Expression, _ key: Expression, _ span: SourceSpan
    ) -> ExpressionNode {
        if case .slice(let lower, let upper, let step) = key.form {
            return SliceNode(expression(container), bounds(lower, upper, step), span: span)
        }
        return ItemNode(expression(container), expression(key), span: span)
    }

    // MARK: Calls

    private func call(
        _ function: Expression, _ arguments: [CallArgument], _ span: SourceSpan
    ) -> ExpressionNode {
        let list = ArgumentList(
            arguments.map { ArgumentNode(sort: $0.sort, node: expression($0.value)) })
        if case .attribute(let object, let name, let nameSpan) = function.form,
            mathValue(object, name) == nil
        {
            return MethodNode(expression(object), name, nameSpan: nameSpan, list, span: span)
        }
        return CallNode(expression(function), list, span: span)
    }

    /// The value of `math.name`, unless the program has a variable `math` of its own.
    private func mathValue(_ object: Expression, _ name: String) -> Value? {
        guard case .name("math") = object.form, scope.place(of: "math") == .global,
            !globals.isSet("math"), !bindsGlobally("math")
        else { return nil }
        return MathFunctions.values[name]
    }

    // MARK: f-strings

    private func format(_ part: FormattedPart) -> FormatNode.Part {
        switch part {
        case .text(let text): .text(text)
        case .field(let field):
            .field(
                FormatNode.Field(
                    value: expression(field.value), label: field.label,
                    conversion: field.conversion,
                    specification: field.specification.map(format)))
        }
    }

    // MARK: Comprehensions

    private func comprehension(_ syntax: Comprehension, _ span: SourceSpan) -> ExpressionNode {
        let inner = scope(of: syntax)
        guard syntax.sort == .generator else {
            let loops = loops(syntax, inner)
            return inside(inner) {
                ComprehensionNode(
                    syntax.sort, loops, expression(syntax.element),
                    syntax.value.map(expression), cells: inner.capturedCells, span: span)
            }
        }
        var first: ExpressionNode = ConstantNode(.nothing, span: span)
        if case .for(_, let iterable)? = syntax.clauses.first { first = expression(iterable) }
        let (code, captures) = code("<generator>", syntax, []) { BlockNode([]) }
        let loops = loops(syntax, inner)
        let plan = inside(inner) {
            GeneratorIterator.Plan(loops: loops, element: expression(syntax.element))
        }
        return GeneratorNode(code, captures: captures, first: first, plan: plan, span: span)
    }

    /// The first iterable belongs to the scope around the comprehension, the rest to its own.
    private func loops(_ syntax: Comprehension, _ inner: Scope) -> [ComprehensionLoop] {
        var loops: [ComprehensionLoop] = []
        for clause in syntax.clauses {
            switch clause {
            case .for(let target, let iterable):
                let source =
                    loops.isEmpty ? expression(iterable) : inside(inner) { expression(iterable) }
                let place = inside(inner) { self.target(target) }
                loops.append(
                    ComprehensionLoop(target: place, iterable: source, conditions: []))
            case .if(let test):
                let last = loops.removeLast()
                let condition = inside(inner) { expression(test) }
                loops.append(
                    ComprehensionLoop(
                        target: last.target, iterable: last.iterable,
                        conditions: last.conditions + [condition]))
            }
        }
        return loops
    }
}

/// Fails when it is reached: what the checker has refused already.
final class FaultNode: ExpressionNode {
    private let fault: Fault

    init(_ fault: Fault, span: SourceSpan) {
        self.fault = fault
        super.init(span: span)
    }

    override func evaluate(_ frame: Frame) throws -> Value { throw frame.located(fault, span) }
}
