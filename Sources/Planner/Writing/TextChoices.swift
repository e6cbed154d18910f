/// The texts that a program's variables may stand for, as far as its own lines say.
struct TextChoices {
    /// More than any program of a person has; without a bound texts of texts could be any number.
    private static let limit = 64

    private var texts: [Int: [String]] = [:]

    init(_ lexemes: [Lexeme]) {
        for line in VariableNamer.lines(lexemes) {
            let found = all(of: line.definition)
            if !found.isEmpty { texts[line.variable] = Array(found.prefix(Self.limit)) }
        }
    }

    /// The texts of a variable, in the order of the program.
    func texts(of variable: Int) -> [String] { texts[variable] ?? [] }

    /// Every text that an expression may be, or that its list or its keys may hold.
    func all(of definition: Definition) -> [String] {
        switch definition {
        case .string(let content): return [content]
        case .variable(let number): return texts(of: number)
        case .formatted(let text):
            return text.parts.reduce([""]) { beginnings, part in
                let endings: [String]
                switch part {
                case .text(let text): endings = [text]
                case .variable(let number): endings = texts(of: number)
                }
                let all = beginnings.flatMap { beginning in endings.map { beginning + $0 } }
                return Array(all.prefix(Self.limit))
            }
        case .list(let elements): return elements.flatMap(all)
        case .dict(let keys, _): return keys.flatMap(all)
        case .comprehension(let comprehension):
            return all(of: comprehension.isDict ? comprehension.list : comprehension.value)
        case .call(let function, let arguments):
            return Expansion.orders[function] == nil ? [] : arguments.flatMap(all)
        case .binary, .negated, .complement, .element, .item, .number, .truth: return []
        }
    }

    /// The anatomy phrases that a program asks for.
    ///
    /// - Parameter places: where functions take a phrase, by function.
    func phrases(in lexemes: [Lexeme], places: [String: Int]) -> [String] {
        Self.phrases(in: lexemes, places: places).flatMap(all)
    }

    /// What a program writes where functions take a phrase.
    static func phrases(in lexemes: [Lexeme], places: [String: Int]) -> [Definition] {
        lexemes.indices.compactMap { index in
            guard case .function(let name) = lexemes[index], let place = places[name],
                case .call(_, let arguments) = Definition(lexemes[index...]),
                place < arguments.count
            else { return nil }
            return arguments[place]
        }
    }
}
