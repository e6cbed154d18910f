/// An expression of a program. Identity matters: side tables of checker and interpreter are keyed
/// by the node.
package final class Expression: Sendable {
    package let form: Form
    package let span: SourceSpan
    /// Levels of expressions below and including this one; the parser bounds it, so that walks may
    /// recurse.
    package let height: Int

    package init(_ form: Form, span: SourceSpan) {
        self.form = form
        self.span = span
        height = 1 + (form.children.lazy.map(\.height).max() ?? 0)
    }

    package enum Form: Sendable {
        case none
        case bool(Bool)
        case integer(Int)
        case float(Double)
        case string(String)
        /// An f-string.
        case formatted([FormattedPart])
        case name(String)
        case list([Expression])
        case tuple([Expression])
        case set([Expression])
        case dict([(key: Expression?, value: Expression)])
        /// `*items` in a call, a display or a target.
        case starred(Expression)
        case unary(UnaryOperator, Expression)
        case not(Expression)
        case binary(BinaryOperator, Expression, Expression)
        case boolean(BooleanOperator, [Expression])
        /// `first < a <= b`: the links follow `first` in order.
        case comparison(Expression, [ComparisonLink])
        case conditional(test: Expression, then: Expression, otherwise: Expression)
        case lambda(LambdaExpression)
        case call(Expression, [CallArgument])
        /// `object.name`; only methods and names of `math` have a meaning.
        case attribute(Expression, name: String, nameSpan: SourceSpan)
        case item(Expression, Expression)
        case slice(Expression?, Expression?, Expression?)
        case comprehension(Comprehension)
        /// Stands where the parser found no expression.
        case missing
    }
}

package enum BooleanOperator: String, Sendable {
    case and, or
}

package struct ComparisonLink: Sendable {
    package let comparison: ComparisonOperator
    package let operand: Expression
}

package struct CallArgument: Sendable {
    package enum Sort: Sendable, Equatable {
        case positional
        case keyword(String)
        /// `*items`
        case unpacked
        /// `**items`
        case unpackedKeywords
    }

    package let sort: Sort
    package let value: Expression
    /// The whole argument, its name included.
    package let span: SourceSpan
}

/// A stretch of an f-string.
package enum FormattedPart: Sendable {
    case text(String)
    case field(FormattedField)
}

/// `{value=!r:spec}` in an f-string.
package struct FormattedField: Sendable {
    package let value: Expression
    /// The text shown before the value, for `{value=}`.
    package let label: String?
    /// `r`, `s` or `a`.
    package let conversion: Character?
    package let specification: [FormattedPart]
}

package final class Comprehension: Sendable {
    package enum Sort: Sendable {
        case list, set, dict, generator
    }

    package let sort: Sort
    /// What is collected; the key for a dict.
    package let element: Expression
    /// The value for a dict.
    package let value: Expression?
    package let clauses: [ComprehensionClause]

    init(sort: Sort, element: Expression, value: Expression?, clauses: [ComprehensionClause]) {
        self.sort = sort
        self.element = element
        self.value = value
        self.clauses = clauses
    }
}

package enum ComprehensionClause: Sendable {
    case `for`(target: Expression, iterable: Expression)
    case `if`(Expression)
}

package final class LambdaExpression: Sendable {
    package let parameters: [ParameterSyntax]
    package let body: Expression

    init(parameters: [ParameterSyntax], body: Expression) {
        self.parameters = parameters
        self.body = body
    }
}

/// A parameter of a `def` or `lambda`.
package struct ParameterSyntax: Sendable {
    package enum Sort: Sendable {
        case plain
        /// `*names`
        case variadic
        /// After `*` or `*names`: only by keyword.
        case keywordOnly
        /// `**names`
        case keywords
    }

    package let name: String
    package let sort: Sort
    package let defaultValue: Expression?
    package let span: SourceSpan
}

extension Expression.Form {
    /// The expressions directly inside, in the order of evaluation.
    package var children: [Expression] {
        switch self {
        case .none, .bool, .integer, .float, .string, .name, .missing: []
        case .formatted(let parts): parts.flatMap(\.expressions)
        case .list(let items), .tuple(let items), .set(let items), .boolean(_, let items): items
        case .dict(let items): items.flatMap { [$0.key, $0.value].compactMap { $0 } }
        case .starred(let value), .unary(_, let value), .not(let value),
            .attribute(let value, _, _):
            [value]
        case .binary(_, let left, let right), .item(let left, let right): [left, right]
        case .comparison(let first, let links): [first] + links.map(\.operand)
        case .conditional(let test, let then, let otherwise): [test, then, otherwise]
        case .lambda(let lambda): lambda.parameters.compactMap(\.defaultValue) + [lambda.body]
        case .call(let function, let arguments): [function] + arguments.map(\.value)
        case .slice(let lower, let upper, let step): [lower, upper, step].compactMap { $0 }
        case .comprehension(let comprehension): comprehension.expressions
        }
    }
}

extension FormattedPart {
    var expressions: [Expression] {
        switch self {
        case .text: []
        case .field(let field): [field.value] + field.specification.flatMap(\.expressions)
        }
    }
}

extension Comprehension {
    var expressions: [Expression] {
        var all: [Expression] = []
        for clause in clauses {
            switch clause {
            case .for(let target, let iterable): all += [target, iterable]
            case .if(let test): all.append(test)
            }
        }
        return all + [element] + [value].compactMap { $0 }
    }
}
