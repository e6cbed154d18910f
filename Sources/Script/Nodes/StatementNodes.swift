final class ExpressionStatement: StatementNode {
    private let value: ExpressionNode

    init(_ value: ExpressionNode, span: SourceSpan) {
        self.value = value
        super.init(span: span)
    }

    override func execute(_ frame: Frame) throws -> Completion {
        _ = try value.evaluate(frame)
        return .normal
    }
}

final class AssignStatement: StatementNode {
    private let targets: [TargetNode]
    private let value: ExpressionNode

    init(_ targets: [TargetNode], _ value: ExpressionNode, span: SourceSpan) {
        self.targets = targets
        self.value = value
        super.init(span: span)
    }

    override func execute(_ frame: Frame) throws -> Completion {
        let value = try value.evaluate(frame)
        for target in targets { try target.store(value, frame) }
        return .normal
    }
}

/// `name += value`.
final class AugmentedStatement: StatementNode {
    private let op: BinaryOperator
    private let current: ExpressionNode
    private let target: TargetNode
    private let value: ExpressionNode

    init(
        _ op: BinaryOperator, _ current: ExpressionNode, _ target: TargetNode,
        _ value: ExpressionNode, span: SourceSpan
    ) {
        self.op = op
        self.current = current
        self.target = target
        self.value = value
        super.init(span: span)
    }

    override func execute(_ frame: Frame) throws -> Completion {
        let left = try current.evaluate(frame)
        let right = try value.evaluate(frame)
        if let quick = quickResult(op, left, right) {
            try target.store(quick, frame)
            return .normal
        }
        do {
            try target.store(try frame.machine.augmented(op, left, right), frame)
        } catch {
            throw frame.located(error, span)
        }
        return .normal
    }
}

/// `container[key] += value`, container and key once.
final class AugmentedItemStatement: StatementNode {
    private let op: BinaryOperator
    private let container: ExpressionNode
    private let key: ExpressionNode?
    private let bounds: SliceBoundsNode?
    private let value: ExpressionNode

    init(
        _ op: BinaryOperator, _ container: ExpressionNode, key: ExpressionNode?,
        bounds: SliceBoundsNode?, _ value: ExpressionNode, span: SourceSpan
    ) {
        self.op = op
        self.container = container
        self.key = key
        self.bounds = bounds
        self.value = value
        super.init(span: span)
    }

    override func execute(_ frame: Frame) throws -> Completion {
        let machine = frame.machine
        let container = try container.evaluate(frame)
        do {
            if let bounds = try bounds?.evaluate(frame) {
                let left = try machine.slice(container, bounds)
                let right = try value.evaluate(frame)
                try machine.setSlice(container, bounds, try machine.augmented(op, left, right))
            } else if let key = try key?.evaluate(frame) {
                let left = try machine.item(container, key)
                let right = try value.evaluate(frame)
                try machine.setItem(container, key, try machine.augmented(op, left, right))
            }
        } catch {
            throw frame.located(error, span)
        }
        return .normal
    }
}

final class LeaveStatement: StatementNode {
    private let completion: Completion

    init(_ completion: Completion, span: SourceSpan) {
        self.completion = completion
        super.init(span: span)
    }

    override func execute(_ frame: Frame) throws -> Completion { completion }
}

final class ReturnStatement: StatementNode {
    private let value: ExpressionNode?

    init(_ value: ExpressionNode?, span: SourceSpan) {
        self.value = value
        super.init(span: span)
    }

    override func execute(_ frame: Frame) throws -> Completion {
        frame.result = try value?.evaluate(frame) ?? .nothing
        return .returned
    }
}

final class AssertStatement: StatementNode {
    private let test: ExpressionNode
    private let message: ExpressionNode?

    init(_ test: ExpressionNode, _ message: ExpressionNode?, span: SourceSpan) {
        self.test = test
        self.message = message
        super.init(span: span)
    }

    override func execute(_ frame: Frame) throws -> Completion {
        if try test.isTrue(frame) { return .normal }
        throw frame.located(Fault.assertion(try message?.evaluate(frame)), span)
    }
}

final class DeleteStatement: StatementNode {
    private let targets: [TargetNode]

    init(_ targets: [TargetNode], span: SourceSpan) {
        self.targets = targets
        super.init(span: span)
    }

    override func execute(_ frame: Frame) throws -> Completion {
        for target in targets { try target.delete(frame) }
        return .normal
    }
}

final class RaiseStatement: StatementNode {
    private let value: ExpressionNode?

    init(_ value: ExpressionNode?, span: SourceSpan) {
        self.value = value
        super.init(span: span)
    }

    override func execute(_ frame: Frame) throws -> Completion {
        guard let value else {
            if let handled = frame.machine.handled.last { throw handled }
            throw frame.located(Fault.nothingToRaise, span)
        }
        switch try value.evaluate(frame) {
        case .object(let error as CaughtError):
            throw frame.located(Fault.raised(error.name, error.arguments), span)
        case .function(let function):
            if case .builtin(let builtin) = function.target, let name = builtin.errorName {
                throw frame.located(Fault.raised(name, []), span)
            }
        default: break
        }
        throw frame.located(Fault.wrongType("exceptions must derive from BaseException"), span)
    }
}
