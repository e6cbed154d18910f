/// A statement of a program.
package final class Statement: Sendable {
    package let form: Form
    package let span: SourceSpan

    package init(_ form: Form, span: SourceSpan) {
        self.form = form
        self.span = span
    }

    package enum Form: Sendable {
        case expression(Expression)
        /// `a = b = value`: targets from left to right.
        case assign([Expression], Expression)
        case augmented(Expression, BinaryOperator, Expression)
        case `if`([ConditionalBlock], otherwise: Block?)
        case `while`(Expression, Block, otherwise: Block?)
        case `for`(target: Expression, iterable: Expression, Block, otherwise: Block?)
        case `break`
        case `continue`
        case pass
        case function(FunctionSyntax)
        case `return`(Expression?)
        case assert(Expression, message: Expression?)
        case delete([Expression])
        case nonlocal([String])
        case `try`(TrySyntax)
        case raise(Expression?)
    }
}

/// The statements of an indented block, with the span from its first to its last.
package struct Block: Sendable {
    package let statements: [Statement]
    package let span: SourceSpan
}

/// An `if` or `elif` with its block.
package struct ConditionalBlock: Sendable {
    package let test: Expression
    package let body: Block
}

/// A `def`.
package final class FunctionSyntax: Sendable {
    package let name: String
    package let nameSpan: SourceSpan
    package let parameters: [ParameterSyntax]
    package let body: Block

    init(name: String, nameSpan: SourceSpan, parameters: [ParameterSyntax], body: Block) {
        self.name = name
        self.nameSpan = nameSpan
        self.parameters = parameters
        self.body = body
    }

    /// The string that opens the body; nil where there is none.
    package var documentation: String? {
        guard case .expression(let value)? = body.statements.first?.form,
            case .string(let text) = value.form
        else { return nil }
        return text
    }
}

package final class TrySyntax: Sendable {
    package let body: Block
    package let handlers: [HandlerSyntax]
    package let otherwise: Block?
    package let finally: Block?

    init(body: Block, handlers: [HandlerSyntax], otherwise: Block?, finally: Block?) {
        self.body = body
        self.handlers = handlers
        self.otherwise = otherwise
        self.finally = finally
    }
}

/// `except Name as variable:` with its block.
package struct HandlerSyntax: Sendable {
    /// One error name or a tuple of them; nil catches all.
    package let errors: Expression?
    package let variable: String?
    package let body: Block
    package let span: SourceSpan
}

/// A `#` comment.
package struct Comment: Hashable, Sendable {
    /// With the `#`, without the line end.
    package let text: String
    package let span: SourceSpan
    /// Whether nothing stands before it on its line.
    package let isAlone: Bool
}

/// A parsed program.
package struct Program: Sendable {
    package let source: Source
    package let statements: [Statement]
    package let comments: [Comment]
}
