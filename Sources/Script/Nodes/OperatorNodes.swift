final class BinaryNode: ExpressionNode {
    private let op: BinaryOperator
    private let left: ExpressionNode
    private let right: ExpressionNode

    init(_ op: BinaryOperator, _ left: ExpressionNode, _ right: ExpressionNode, span: SourceSpan) {
        self.op = op
        self.left = left
        self.right = right
        super.init(span: span)
    }

    override func evaluate(_ frame: Frame) throws -> Value {
        let first = try left.evaluate(frame)
        let second = try right.evaluate(frame)
        if let quick = quickResult(op, first, second) { return quick }
        do {
            return try frame.machine.binary(op, first, second)
        } catch {
            throw frame.located(error, span)
        }
    }
}

/// The commonest operations on numbers; nil where the full rules must decide.
@inline(__always)
func quickResult(_ op: BinaryOperator, _ first: Value, _ second: Value) -> Value? {
    switch (first, second) {
    case (.int(let left), .int(let right)):
        let result: (partialValue: Int, overflow: Bool)
        switch op {
        case .add: result = left.addingReportingOverflow(right)
        case .subtract: result = left.subtractingReportingOverflow(right)
        case .multiply: result = left.multipliedReportingOverflow(by: right)
        case .modulo where right > 0:
            let rest = left % right
            return .int(rest < 0 ? rest + right : rest)
        default: return nil
        }
        return result.overflow ? nil : .int(result.partialValue)
    case (.float(let left), .float(let right)):
        switch op {
        case .add: return .float(left + right)
        case .subtract: return .float(left - right)
        case .multiply: return .float(left * right)
        case .divide where right != 0: return .float(left / right)
        default: return nil
        }
    default: return nil
    }
}

final class UnaryNode: ExpressionNode {
    private let op: UnaryOperator
    private let operand: ExpressionNode

    init(_ op: UnaryOperator, _ operand: ExpressionNode, span: SourceSpan) {
        self.op = op
        self.operand = operand
        super.init(span: span)
    }

    override func evaluate(_ frame: Frame) throws -> Value {
        let value = try operand.evaluate(frame)
        do {
            return try frame.machine.unary(op, value)
        } catch {
            throw frame.located(error, span)
        }
    }
}

extension ExpressionNode {
    /// Whether the value counts as true.
    @inline(__always)
    final func isTrue(_ frame: Frame) throws -> Bool {
        let value = try evaluate(frame)
        if case .bool(let truth) = value { return truth }
        do {
            return try frame.machine.truth(value)
        } catch {
            throw frame.located(error, span)
        }
    }
}

final class NotNode: ExpressionNode {
    private let operand: ExpressionNode

    init(_ operand: ExpressionNode, span: SourceSpan) {
        self.operand = operand
        super.init(span: span)
    }

    override func evaluate(_ frame: Frame) throws -> Value { .bool(try !operand.isTrue(frame)) }
}

/// `and` or `or`: the first operand that decides.
final class BooleanNode: ExpressionNode {
    private let decides: Bool
    private let operands: [ExpressionNode]

    init(_ op: BooleanOperator, _ operands: [ExpressionNode], span: SourceSpan) {
        decides = op == .or
        self.operands = operands
        super.init(span: span)
    }

    override func evaluate(_ frame: Frame) throws -> Value {
        var value = Value.nothing
        for (index, operand) in operands.enumerated() {
            value = try operand.evaluate(frame)
            if index == operands.count - 1 { break }
            do {
                if try frame.machine.truth(value) == decides { break }
            } catch {
                throw frame.located(error, operand.span)
            }
        }
        return value
    }
}

final class ConditionalNode: ExpressionNode {
    private let test: ExpressionNode
    private let then: ExpressionNode
    private let otherwise: ExpressionNode

    init(
        _ test: ExpressionNode, _ then: ExpressionNode, _ otherwise: ExpressionNode,
        span: SourceSpan
    ) {
        self.test = test
        self.then = then
        self.otherwise = otherwise
        super.init(span: span)
    }

    override func evaluate(_ frame: Frame) throws -> Value {
        try test.isTrue(frame) ? then.evaluate(frame) : otherwise.evaluate(frame)
    }
}

final class CompareNode: ExpressionNode {
    private let comparison: ComparisonOperator
    private let left: ExpressionNode
    private let right: ExpressionNode

    init(
        _ comparison: ComparisonOperator, _ left: ExpressionNode, _ right: ExpressionNode,
        span: SourceSpan
    ) {
        self.comparison = comparison
        self.left = left
        self.right = right
        super.init(span: span)
    }

    override func evaluate(_ frame: Frame) throws -> Value {
        let first = try left.evaluate(frame)
        let second = try right.evaluate(frame)
        if let quick = quickComparison(comparison, first, second) { return .bool(quick) }
        do {
            return try frame.machine.compare(comparison, first, second)
        } catch {
            throw frame.located(error, span)
        }
    }
}

/// The commonest comparisons; nil where the full rules must decide.
@inline(__always)
func quickComparison(
    _ comparison: ComparisonOperator, _ first: Value, _ second: Value
) -> Bool? {
    switch (first, second) {
    case (.int(let left), .int(let right)):
        switch comparison {
        case .less: left < right
        case .lessOrEqual: left <= right
        case .greater: left > right
        case .greaterOrEqual: left >= right
        case .equal: left == right
        case .notEqual: left != right
        default: nil
        }
    case (.float(let left), .float(let right)):
        switch comparison {
        case .less: left < right
        case .lessOrEqual: left <= right
        case .greater: left > right
        case .greaterOrEqual: left >= right
        case .equal: left == right
        case .notEqual: left != right
        default: nil
        }
    default: nil
    }
}

/// `a < b <= c`: every operand once, up to the first link that fails.
final class ChainNode: ExpressionNode {
    private let first: ExpressionNode
    private let links: [(comparison: ComparisonOperator, operand: ExpressionNode)]

    init(
        _ first: ExpressionNode,
        _ links: [(comparison: ComparisonOperator, operand: ExpressionNode)], span: SourceSpan
    ) {
        self.first = first
        self.links = links
        super.init(span: span)
    }

    override func evaluate(_ frame: Frame) throws -> Value {
        var left = try first.evaluate(frame)
        for (index, link) in links.enumerated() {
            let right = try link.operand.evaluate(frame)
            do {
                let result = try frame.machine.compare(link.comparison, left, right)
                if index == links.count - 1 { return result }
                if try !frame.machine.truth(result) { return result }
            } catch {
                throw frame.located(error, span)
            }
            left = right
        }
        return left
    }
}
