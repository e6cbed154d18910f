/// What a line of a program computes, as far as naming its result needs it.
indirect enum Definition: Sendable, Equatable {
    case call(String, [Definition])
    case binary(String, Definition, Definition)
    case negated(Definition)
    /// What lies outside a mask.
    case complement(Definition)
    case list([Definition])
    case dict(keys: [Definition], values: [Definition])
    case comprehension(Comprehension)
    /// A value of a dict, and its key.
    case element(Definition, Definition)
    case variable(Int)
    case item(String)
    case number(String)
    case string(String)
    case formatted(FormattedText)
    case truth

    /// A list or dict with a value for each element of a list.
    struct Comprehension: Sendable, Equatable {
        let isDict: Bool
        /// What stands for the element in the value.
        let variable: Int
        let list: Definition
        let value: Definition
    }

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
            case .symbol("|"): ("|", 4)
            case .symbol("&"): ("&", 5)
            case .symbol(let text) where ["+", "-"].contains(text): (text, 6)
            case .symbol(let text) where ["*", "/"].contains(text): (text, 7)
            default: nil
            }
        }

        private mutating func operand() -> Definition {
            guard let lexeme = next else { return .truth }
            index += 1
            switch lexeme {
            case .variable(let number):
                guard next == .symbol("[") else { return .variable(number) }
                index += 1
                return .element(.variable(number), operands(until: "]").first ?? .truth)
            case .item(let name): return .item(name)
            case .number(let text): return .number(text)
            case .string(let content): return .string(content)
            case .formatted(let text): return .formatted(text)
            case .function(let name):
                skip(.symbol("("))
                return .call(name, operands(until: ")"))
            case .symbol("["):
                return comprehension(isDict: false, until: "]") ?? .list(operands(until: "]"))
            case .symbol("{"):
                return comprehension(isDict: true, until: "}") ?? entries()
            case .symbol("~"): return .complement(operand())
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

        private mutating func entries() -> Definition {
            var keys: [Definition] = []
            var values: [Definition] = []
            while let lexeme = next, lexeme != .symbol("}") {
                keys.append(expression(above: 0))
                skip(.symbol(":"))
                values.append(expression(above: 0))
                skip(.symbol(","))
            }
            skip(.symbol("}"))
            return .dict(keys: keys, values: values)
        }

        private mutating func comprehension(isDict: Bool, until end: String) -> Definition? {
            guard next == .keyword("for"), index + 2 < lexemes.count,
                case .variable(let variable) = lexemes[index + 1]
            else { return nil }
            index += 3
            let list = expression(above: 0)
            skip(.symbol(":"))
            let value = expression(above: 0)
            skip(.symbol(end))
            return .comprehension(
                .init(isDict: isDict, variable: variable, list: list, value: value))
        }

        private mutating func skip(_ lexeme: Lexeme) {
            if next == lexeme { index += 1 }
        }
    }
}
