/// What a program is made into to run: a tree whose nodes know where their variables live.
class ExpressionNode {
    final let span: SourceSpan

    init(span: SourceSpan) {
        self.span = span
    }

    func evaluate(_ frame: Frame) throws -> Value {
        preconditionFailure("every expression node evaluates itself")
    }
}

/// How a statement ended.
enum Completion {
    case normal, broken, continued
    /// The value is in the frame's `result`.
    case returned
}

class StatementNode {
    final let span: SourceSpan

    init(span: SourceSpan) {
        self.span = span
    }

    func execute(_ frame: Frame) throws -> Completion {
        preconditionFailure("every statement node executes itself")
    }
}

/// A place that a value can be assigned to.
class TargetNode {
    final let span: SourceSpan

    init(span: SourceSpan) {
        self.span = span
    }

    func store(_ value: Value, _ frame: Frame) throws {
        preconditionFailure("every target node stores")
    }

    func delete(_ frame: Frame) throws {
        preconditionFailure("every target node deletes")
    }
}

/// Runs statements in order until one leaves.
struct BlockNode {
    private let statements: [StatementNode]

    init(_ statements: [StatementNode]) {
        self.statements = statements
    }

    @inline(__always)
    func execute(_ frame: Frame) throws -> Completion {
        for statement in statements {
            let completion = try statement.execute(frame)
            if completion != .normal { return completion }
        }
        return .normal
    }
}
