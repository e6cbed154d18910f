/// An operator between two values, as written in a program.
package enum BinaryOperator: String, Hashable, Sendable, CaseIterable {
    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case divide = "/"
    case floorDivide = "//"
    case modulo = "%"
    case power = "**"
    case bitAnd = "&"
    case bitOr = "|"
    case bitXor = "^"
    case shiftLeft = "<<"
    case shiftRight = ">>"
}

/// An operator before one value. `not` is no operator of values: it asks for their truth.
package enum UnaryOperator: String, Hashable, Sendable, CaseIterable {
    case negate = "-"
    case plus = "+"
    case invert = "~"
}

/// A comparison, as written in a program.
package enum ComparisonOperator: String, Hashable, Sendable, CaseIterable {
    case equal = "=="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case contained = "in"
    case notContained = "not in"
    case identical = "is"
    case notIdentical = "is not"

    /// The comparison that holds with its sides exchanged; nil where there is none.
    package var mirrored: ComparisonOperator? {
        switch self {
        case .equal, .notEqual: self
        case .less: .greater
        case .lessOrEqual: .greaterOrEqual
        case .greater: .less
        case .greaterOrEqual: .lessOrEqual
        case .contained, .notContained, .identical, .notIdentical: nil
        }
    }
}
