final class IfStatement: StatementNode {
    private let clauses: [(test: ExpressionNode, body: BlockNode)]
    private let otherwise: BlockNode

    init(
        _ clauses: [(test: ExpressionNode, body: BlockNode)], _ otherwise: BlockNode,
        span: SourceSpan
    ) {
        self.clauses = clauses
        self.otherwise = otherwise
        super.init(span: span)
    }

    override func execute(_ frame: Frame) throws -> Completion {
        for clause in clauses where try clause.test.isTrue(frame) {
            return try clause.body.execute(frame)
        }
        return try otherwise.execute(frame)
    }
}

final class WhileStatement: StatementNode {
    private let test: ExpressionNode
    private let body: BlockNode
    private let otherwise: BlockNode

    init(_ test: ExpressionNode, _ body: BlockNode, _ otherwise: BlockNode, span: SourceSpan) {
        self.test = test
        self.body = body
        self.otherwise = otherwise
        super.init(span: span)
    }

    override func execute(_ frame: Frame) throws -> Completion {
        while try test.isTrue(frame) {
            do {
                try frame.machine.tick()
            } catch {
                throw frame.located(error, span)
            }
            switch try body.execute(frame) {
            case .normal, .continued: continue
            case .broken: return .normal
            case .returned: return .returned
            }
        }
        return try otherwise.execute(frame)
    }
}

final class ForStatement: StatementNode {
    private let target: TargetNode
    private let iterable: ExpressionNode
    private let body: BlockNode
    private let otherwise: BlockNode

    init(
        _ target: TargetNode, _ iterable: ExpressionNode, _ body: BlockNode,
        _ otherwise: BlockNode, span: SourceSpan
    ) {
        self.target = target
        self.iterable = iterable
        self.body = body
        self.otherwise = otherwise
        super.init(span: span)
    }

    override func execute(_ frame: Frame) throws -> Completion {
        let value = try iterable.evaluate(frame)
        if case .range(let range) = value { return try walk(range, frame) }
        do {
            let iterator = try frame.machine.iterator(over: value)
            while let item = try iterator.next(frame.machine) {
                try frame.machine.tick()
                try target.store(item, frame)
                switch try body.execute(frame) {
                case .normal, .continued: continue
                case .broken: return .normal
                case .returned: return .returned
                }
            }
        } catch {
            throw frame.located(error, iterable.span)
        }
        return try otherwise.execute(frame)
    }

    private func walk(_ range: RangeObject, _ frame: Frame) throws -> Completion {
        let count = range.count
        var index = 0
        while index < count {
            do {
                try frame.machine.tick()
            } catch {
                throw frame.located(error, iterable.span)
            }
            try target.store(.int(range.element(index)), frame)
            index += 1
            switch try body.execute(frame) {
            case .normal, .continued: continue
            case .broken: return .normal
            case .returned: return .returned
            }
        }
        return try otherwise.execute(frame)
    }
}

final class TryStatement: StatementNode {
    struct Handler {
        let errors: ExpressionNode?
        let variable: TargetNode?
        let body: BlockNode
    }

    private let body: BlockNode
    private let handlers: [Handler]
    private let otherwise: BlockNode
    private let finally: BlockNode?

    init(
        _ body: BlockNode, _ handlers: [Handler], _ otherwise: BlockNode, _ finally: BlockNode?,
        span: SourceSpan
    ) {
        self.body = body
        self.handlers = handlers
        self.otherwise = otherwise
        self.finally = finally
        super.init(span: span)
    }

    override func execute(_ frame: Frame) throws -> Completion {
        guard let finally else { return try executeHandled(frame) }
        let completion: Completion
        do {
            completion = try executeHandled(frame)
        } catch let raised as Raised where raised.fault.isCatchable {
            let ending = try finally.execute(frame)
            if ending != .normal { return ending }
            throw raised
        }
        let result = frame.result
        let ending = try finally.execute(frame)
        if ending != .normal { return ending }
        frame.result = result
        return completion
    }

    private func executeHandled(_ frame: Frame) throws -> Completion {
        let completion: Completion
        do {
            completion = try body.execute(frame)
        } catch let raised as Raised where raised.fault.isCatchable && !handlers.isEmpty {
            return try handle(raised, frame)
        }
        return completion == .normal ? try otherwise.execute(frame) : completion
    }

    private func handle(_ raised: Raised, _ frame: Frame) throws -> Completion {
        let machine = frame.machine
        for handler in handlers {
            if let errors = handler.errors {
                let value = try errors.evaluate(frame)
                do {
                    guard try machine.matches(raised.caught.name, value) else { continue }
                } catch {
                    throw frame.located(error, errors.span)
                }
            }
            machine.handled.append(raised)
            defer { machine.handled.removeLast() }
            guard let variable = handler.variable else { return try handler.body.execute(frame) }
            try variable.store(.object(raised.caught), frame)
            // The name goes with the handler, also when the handler deletes it or fails.
            defer { try? variable.delete(frame) }
            return try handler.body.execute(frame)
        }
        throw raised
    }
}

extension Machine {
    /// Whether `except errors` catches an error.
    func matches(_ name: ErrorName, _ errors: Value) throws -> Bool {
        switch errors {
        case .tuple(let tuple):
            for item in tuple.items where try matches(name, item) { return true }
            return false
        case .function(let function):
            if case .builtin(let builtin) = function.target, let caught = builtin.errorName {
                return name.isA(caught)
            }
        default: break
        }
        throw Fault.wrongType(
            "catching classes that do not inherit from BaseException is not allowed")
    }

    /// `left op= right`: containers that can change do so.
    func augmented(_ op: BinaryOperator, _ left: Value, _ right: Value) throws -> Value {
        switch (op, left, right) {
        case (.add, .list(let list), _):
            let items = try collect(right)
            try meter.reserve(16 * items.count)
            list.items += items
            try recount(list)
            return left
        case (.multiply, .list(let list), _):
            guard let count = Arithmetic.whole(right) else { break }
            guard case .list(let repeated) = try binary(.multiply, left, .int(count)) else { break }
            list.items = repeated.items
            try recount(list)
            return left
        case (.bitOr, .dict(let dict), _):
            try DictMethods.update(dict, with: right, self)
            return left
        case (_, .set(let set), .set(let other)):
            guard let result = try SetAlgebra.combine(op, set, other, self) else { break }
            set.table = result.table
            try set.recount(bytes: SetObject.cost(set.table.count))
            return left
        default: break
        }
        do {
            return try binary(op, left, right)
        } catch Fault.binaryKinds(let op, let first, let second, let types, _) {
            throw Fault.binaryKinds(
                op, left: first, right: second, types: types, isAugmented: true)
        }
    }
}
