/// A lexical unit of a program.
struct Token {
    enum Sort: Equatable {
        case name(String)
        case keyword(Keyword)
        case integer(Int)
        case float(Double)
        case string(StringToken)
        case symbol(Symbol)
        case newline
        case indent
        case dedent
        case end
        /// Already reported; the parser stops its statement without another message.
        case broken
    }

    let sort: Sort
    let span: SourceSpan
}

/// A string literal as it stands in the text: what lies between its quotes is decoded later.
struct StringToken: Equatable {
    let isFormatted: Bool
    let isRaw: Bool
    /// Between the quotes.
    let body: SourceSpan
}

/// Every keyword of Python; those without a use in the language stay reserved.
package enum Keyword: String, CaseIterable, Sendable {
    case `false` = "False"
    case none = "None"
    case `true` = "True"
    case and, `as`, assert, async, await, `break`, `class`, `continue`, def, del, elif, `else`
    case except, finally, `for`, from, global, `if`, `import`, `in`, `is`, lambda, nonlocal, not
    case or, pass, raise, `return`, `try`, `while`, with, yield

    /// Words that Python uses and this language does not.
    package static let reserved: Set<Keyword> = [
        .async, .await, .class, .from, .global, .import, .with, .yield,
    ]
}

/// Operators and punctuation, longest first so that the lexer can take the first that fits.
enum Symbol: String, CaseIterable {
    case powerAssign = "**="
    case floorDivideAssign = "//="
    case shiftLeftAssign = "<<="
    case shiftRightAssign = ">>="
    case ellipsis = "..."
    case power = "**"
    case floorDivide = "//"
    case shiftLeft = "<<"
    case shiftRight = ">>"
    case lessOrEqual = "<="
    case greaterOrEqual = ">="
    case equal = "=="
    case notEqual = "!="
    case arrow = "->"
    case walrus = ":="
    case addAssign = "+="
    case subtractAssign = "-="
    case multiplyAssign = "*="
    case divideAssign = "/="
    case moduloAssign = "%="
    case andAssign = "&="
    case orAssign = "|="
    case xorAssign = "^="
    case matrixAssign = "@="
    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case divide = "/"
    case modulo = "%"
    case at = "@"
    case and = "&"
    case or = "|"
    case xor = "^"
    case invert = "~"
    case less = "<"
    case greater = ">"
    case leftParenthesis = "("
    case rightParenthesis = ")"
    case leftBracket = "["
    case rightBracket = "]"
    case leftBrace = "{"
    case rightBrace = "}"
    case comma = ","
    case colon = ":"
    case dot = "."
    case semicolon = ";"
    case assign = "="

    /// The operator of an augmented assignment.
    var augmented: BinaryOperator? {
        guard rawValue.hasSuffix("=") else { return nil }
        return BinaryOperator(rawValue: String(rawValue.dropLast()))
    }

    private static let byFirstByte: [UInt8: [(symbol: Symbol, bytes: [UInt8])]] = Dictionary(
        grouping: allCases.map { ($0, Array($0.rawValue.utf8)) }, by: { $0.1[0] })

    /// The longest symbol that starts at an offset.
    static func longest(in bytes: [UInt8], at offset: Int, limit: Int) -> Symbol? {
        byFirstByte[bytes[offset]]?.first { candidate in
            offset + candidate.bytes.count <= limit
                && bytes[offset..<offset + candidate.bytes.count].elementsEqual(candidate.bytes)
        }?.symbol
    }
}

extension Token.Sort {
    /// How messages name the token.
    var words: String {
        switch self {
        case .name(let name): "'\(name)'"
        case .keyword(let keyword): "'\(keyword.rawValue)'"
        case .integer, .float: "a number"
        case .string: "a string"
        case .symbol(let symbol): "'\(symbol.rawValue)'"
        case .newline: "the end of the line"
        case .indent: "an indented line"
        case .dedent: "the end of the block"
        case .end: "the end of the program"
        case .broken: "an unreadable token"
        }
    }
}
