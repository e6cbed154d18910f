/// Writes out what the decoder writes in short.
///
/// The decoder says first what is walked through and then what is made of each element, so that it knows
/// the element when it writes the value; and it has one word for the key of the greatest number of a dict
/// and for the keys in the order of their numbers. Python says these things in its own ways.
struct Expansion {
    /// What the parameter of a lambda is called.
    let parameter: String

    func expanded(_ lexemes: [Lexeme]) -> [Lexeme] {
        var result: [Lexeme] = []
        var index = 0
        while index < lexemes.count {
            if let (written, end) = comprehension(lexemes, index) ?? order(lexemes, index) {
                result += written
                index = end
            } else {
                result.append(lexemes[index])
                index += 1
            }
        }
        return result
    }

    /// `{ for v in LIST : VALUE }` as `{v: VALUE for v in LIST}`, and the same in brackets.
    ///
    /// - Returns: what to write, and where it ends; nil if there is none here.
    private func comprehension(_ lexemes: [Lexeme], _ start: Int) -> ([Lexeme], Int)? {
        guard lexemes[start] == .symbol("{") || lexemes[start] == .symbol("["),
            start + 4 < lexemes.count, lexemes[start + 1] == .keyword("for")
        else { return nil }
        let variable = lexemes[start + 2]
        let colon = end(of: lexemes, from: start + 4)
        guard colon < lexemes.count else { return nil }
        let close = end(of: lexemes, from: colon + 1)
        guard close < lexemes.count else { return nil }
        let value = expanded(Array(lexemes[colon + 1..<close]))
        let list = expanded(Array(lexemes[start + 4..<colon]))
        let key = lexemes[start] == .symbol("{") ? [variable, .symbol(":")] : []
        let walk = [.keyword("for"), variable, .keyword("in")] + list
        return ([lexemes[start]] + key + value + walk + [lexemes[close]], close + 1)
    }

    /// `argmax ( v )` as `max(v, key=lambda name: v[name])`, and the like.
    private func order(_ lexemes: [Lexeme], _ start: Int) -> ([Lexeme], Int)? {
        guard case .function(let name) = lexemes[start],
            let (function, isReversed) = Self.orders[name],
            start + 3 < lexemes.count
        else { return nil }
        let dict = lexemes[start + 2]
        var written: [Lexeme] = [
            .function(function), .symbol("("), dict, .symbol(","), .parameter("key"),
            .keyword("lambda"), .item(parameter), .symbol(":"), dict, .symbol("["),
            .item(parameter), .symbol("]"),
        ]
        if isReversed { written += [.symbol(","), .parameter("reverse"), .keyword("True")] }
        return (written + [.symbol(")")], start + 4)
    }

    /// The decoder's words, each with a function of the language and whether the greatest comes first.
    static let orders = [
        "argmax": ("max", false), "argmin": ("min", false), "ascending": ("sorted", false),
        "descending": ("sorted", true),
    ]

    /// Where an expression ends: at a colon or bracket that is not its own.
    private func end(of lexemes: [Lexeme], from start: Int) -> Int {
        var depth = 0
        for index in start..<lexemes.count {
            switch lexemes[index] {
            case .symbol("("), .symbol("["), .symbol("{"): depth += 1
            case .symbol(")"), .symbol("]"), .symbol("}"):
                if depth == 0 { return index }
                depth -= 1
            case .symbol(":"):
                if depth == 0 { return index }
            default: break
            }
        }
        return lexemes.count
    }
}
