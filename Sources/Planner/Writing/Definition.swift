/// What a line of a program computes, as far as naming its result needs it.
indirect enum Definition: Sendable, Equatable {
    case call(String, [Definition])
    case binary(String, Definition, Definition)
    case negated(Definition)
    case list([Definition])
    /// The values of a dict.
    case dict([Definition])
    case variable(Int)
    case item(String)
    case number(String)
    case string(String)
    case truth

    /// Reads an expression.
    ///
    /// - Parameter lexemes: those of one expression; they were written under the grammar.
    init(_ lexemes: some Sequence<Lexeme>) {
        var reader = Reader(lexemes: Array(lexemes))
        self = reader.expression(above: 0)
    }

    /// Precedence climbing over lexemes that are known to be well formed.
    private struct Reader {
        let lexemes: [Lexeme]
        var index = 0

        var next: Lexeme? { index < lexemes.count ? lexemes[index] : nil }

        mutating func expression(above floor: Int) -> Definition {
            var left = operand()
            while let (text, level) = infix, level > floor {
                index += 1
                left = .binary(text, left, expression(above: level))
            }
            return left
        }

        private var infix: (String, Int)? {
            switch next {
            case .keyword("or"): ("or", 1)
            case .keyword("and"): ("and", 2)
            case .symbol(let text) where ["<", "<=", ">", ">=", "==", "!="].contains(text):
                (text, 3)
            case .symbol(let text) where ["+", "-"].contains(text): (text, 4)
            case .symbol(let text) where ["*", "/"].contains(text): (text, 5)
            default: nil
            }
        }

        private mutating func operand() -> Definition {
            guard let lexeme = next else { return .truth }
            index += 1
            switch lexeme {
            case .variable(let number): return .variable(number)
            case .item(let name): return .item(name)
            case .number(let text): return .number(text)
            case .string(let content): return .string(content)
            case .function(let name):
                skip(.symbol("("))
                return .call(name, operands(until: ")"))
            case .symbol("["): return .list(operands(until: "]"))
            case .symbol("{"): return .dict(values())
            case .symbol("-"): return .negated(operand())
            case .symbol("("):
                let inner = expression(above: 0)
                skip(.symbol(")"))
                return inner
            case .keyword("not"):
                _ = expression(above: 2)
                return .truth
            default: return .truth
            }
        }

        private mutating func operands(until end: String) -> [Definition] {
            var result: [Definition] = []
            while let lexeme = next, lexeme != .symbol(end) {
                if case .parameter = lexeme { index += 1 }
                result.append(expression(above: 0))
                skip(.symbol(","))
            }
            skip(.symbol(end))
            return result
        }

        private mutating func values() -> [Definition] {
            var result: [Definition] = []
            while let lexeme = next, lexeme != .symbol("}") {
                _ = expression(above: 0)
                skip(.symbol(":"))
                result.append(expression(above: 0))
                skip(.symbol(","))
            }
            skip(.symbol("}"))
            return result
        }

        private mutating func skip(_ lexeme: Lexeme) {
            if next == lexeme { index += 1 }
        }
    }
}
