/// Writes out what the decoder writes in short.
///
/// The decoder says first what is walked through and then what is made of each element, so that it knows
/// the element when it writes the value; and it has one word for the key of the greatest number of a dict
/// and for the keys in the order of their numbers. Python says these things in its own ways.
struct Expansion {
    /// What the parameter of a lambda is called.
    let parameter: String

    /// Whether a lone bound of `threshold` is not to belong to the range.
    var leavesBoundsOut = false

    func expanded(_ lexemes: [Lexeme]) -> [Lexeme] {
        var result: [Lexeme] = []
        var index = 0
        while index < lexemes.count {
            if let (written, end) = comprehension(lexemes, index) ?? order(lexemes, index)
                ?? part(lexemes, index) ?? bound(lexemes, index)
            {
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
        guard case .function(let name) = lexemes[start], start + 3 < lexemes.count,
            let (function, isReversed) = Self.orders[name]
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

    /// `extent_mm.left_right ( m )` as `extent_mm(m)["left_right"]`, and the like.
    private func part(_ lexemes: [Lexeme], _ start: Int) -> ([Lexeme], Int)? {
        guard case .function(let name) = lexemes[start], let part = ResultPart.all[name],
            start + 2 < lexemes.count
        else { return nil }
        let close = end(of: lexemes, from: start + 2)
        guard close < lexemes.count else { return nil }
        let inner = expanded(Array(lexemes[start + 2..<close]))
        let keys = part.keys.flatMap { [.symbol("["), $0, .symbol("]")] }
        return (
            [.function(part.function), .symbol("(")] + inner + [.symbol(")")] + keys, close + 1
        )
    }

    /// `threshold ( t1 , 100 )` as `threshold(t1, above=100)` where the prompt says "above".
    private func bound(_ lexemes: [Lexeme], _ start: Int) -> ([Lexeme], Int)? {
        guard leavesBoundsOut, lexemes[start] == .function("threshold"), start + 1 < lexemes.count
        else { return nil }
        let first = end(of: lexemes, from: start + 2, atComma: true)
        guard first < lexemes.count, lexemes[first] == .symbol(",") else { return nil }
        let close = end(of: lexemes, from: first + 1, atComma: true)
        guard close < lexemes.count, lexemes[close] == .symbol(")") else { return nil }
        var value = Array(lexemes[first + 1..<close])
        let isUpper = value.first == .parameter("high")
        if isUpper { value.removeFirst() }
        let scan = expanded(Array(lexemes[start + 2..<first]))
        let bound: [Lexeme] = [.symbol(","), .parameter(isUpper ? "below" : "above")]
        return (
            [.function("threshold"), .symbol("(")] + scan + bound + expanded(value)
                + [.symbol(")")], close + 1
        )
    }

    /// Whether a prompt speaks of what lies beyond a bound rather than of what reaches it.
    static func leavesBoundsOut(_ prompt: String) -> Bool {
        let words = " " + prompt.lowercased() + " "
        return words.contains(
            /\b(above|over|beyond|than|exceed\w*|below|under|beneath)\b|[<>](?!=)/)
            && !words.contains(
                /\b(at least|at most|at or|(or|and) (more|above|over|higher|up|less|below|under|lower)|no (more|less|higher|lower|brighter|darker)|not (above|over|below|under|exceed\w*))\b|[<>]=|[≤≥]/
            )
    }

    /// The decoder's words, each with a function of the language and whether the greatest comes first.
    static let orders = [
        "argmax": ("max", false), "argmin": ("min", false), "ascending": ("sorted", false),
        "descending": ("sorted", true),
    ]

    /// Where an expression ends: at a colon or bracket that is not its own, or at such a comma.
    private func end(of lexemes: [Lexeme], from start: Int, atComma: Bool = false) -> Int {
        var depth = 0
        for index in start..<lexemes.count {
            switch lexemes[index] {
            case .symbol("("), .symbol("["), .symbol("{"): depth += 1
            case .symbol(")"), .symbol("]"), .symbol("}"):
                if depth == 0 { return index }
                depth -= 1
            case .symbol(":"):
                if depth == 0 { return index }
            case .symbol(","):
                if depth == 0, atComma { return index }
            default: break
            }
        }
        return lexemes.count
    }
}
