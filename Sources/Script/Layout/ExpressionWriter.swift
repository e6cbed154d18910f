/// Writes expressions in the canonical way: parentheses only where they are needed, one space
/// around operators, long calls and displays one item to a line.
struct ExpressionWriter {
    /// Lines are kept within it where a bracket allows a break.
    /// Shown indented by two, a line fits into a terminal of 80 columns.
    static let width = 77

    let bytes: [UInt8]
    let tokens: [Token]

    /// How tightly a form binds; an operand that binds less tightly than its place gets
    /// parentheses.
    private enum Level {
        static let test = 0
        static let or = 1
        static let and = 2
        static let not = 3
        static let comparison = 4
        static let bitOr = 5
        static let unary = 11
        static let power = 12
        static let primary = 13
    }

    private static let levels: [BinaryOperator: Int] = [
        .bitOr: 5, .bitXor: 6, .bitAnd: 7, .shiftLeft: 8, .shiftRight: 8, .add: 9, .subtract: 9,
        .multiply: 10, .divide: 10, .floorDivide: 10, .modulo: 10, .power: 12,
    ]

    private func level(_ expression: Expression) -> Int {
        switch expression.form {
        case .lambda, .conditional, .starred, .slice: Level.test
        case .boolean(let op, _): op == .or ? Level.or : Level.and
        case .not: Level.not
        case .comparison: Level.comparison
        case .binary(let op, _, _): ExpressionWriter.levels[op] ?? Level.test
        case .unary: Level.unary
        default: Level.primary
        }
    }

    // MARK: On one line

    /// The expression on one line.
    func flat(_ expression: Expression, _ minimum: Int = Level.test) -> String {
        let text = bare(expression)
        return level(expression) < minimum ? "(\(text))" : text
    }

    /// A tuple without its parentheses, where they mean nothing: assignments, `return`, `for`.
    func open(_ expression: Expression) -> String {
        guard case .tuple(let items) = expression.form, items.count > 1 else {
            return flat(expression)
        }
        return items.map { flat($0) }.joined(separator: ", ")
    }

    /// What stands between the brackets of a subscript: there slices may be items of a tuple, which
    /// then has no parentheses, and starred items may not, unless it has.
    private func subscriptKey(_ key: Expression) -> String {
        guard case .tuple(let items) = key.form else { return flat(key) }
        let forms = items.map(\.form)
        if forms.contains(where: { if case .starred = $0 { true } else { false } }) {
            return flat(key)
        }
        guard forms.contains(where: { if case .slice = $0 { true } else { false } }) else {
            return open(key)
        }
        return items.map { flat($0) }.joined(separator: ", ") + (items.count == 1 ? "," : "")
    }

    private func bare(_ expression: Expression) -> String {
        switch expression.form {
        case .none: return "None"
        case .bool(let truth): return truth ? "True" : "False"
        case .integer, .float, .string, .formatted: return literal(expression)
        case .name(let name): return name
        case .starred(let inner): return "*" + flat(inner, Level.bitOr)
        case .unary(let op, let operand): return op.rawValue + flat(operand, Level.unary)
        case .not(let operand): return "not " + flat(operand, Level.not)
        case .binary(let op, let left, let right): return binary(op, left, right)
        case .boolean(let op, let operands):
            let inner = op == .or ? Level.and : Level.not
            return operands.map { flat($0, inner) }.joined(separator: " \(op.rawValue) ")
        case .comparison(let first, let links):
            return flat(first, Level.bitOr)
                + links.map { " \($0.comparison.rawValue) " + flat($0.operand, Level.bitOr) }
                .joined()
        case .conditional(let test, let then, let otherwise):
            return flat(then, Level.or) + " if " + flat(test, Level.or) + " else " + flat(otherwise)
        case .lambda(let lambda):
            let head = parameters(lambda.parameters)
            return (head.isEmpty ? "lambda: " : "lambda \(head): ") + flat(lambda.body)
        case .attribute(let object, let name, _): return receiver(object) + "." + name
        case .item(let container, let key):
            return flat(container, Level.primary) + "[" + subscriptKey(key) + "]"
        case .slice(let lower, let upper, let step):
            let bounds = (lower.map { flat($0) } ?? "") + ":" + (upper.map { flat($0) } ?? "")
            return bounds + (step.map { ":" + flat($0) } ?? "")
        case .call, .list, .tuple, .set, .dict, .comprehension:
            guard let bracketed = bracketed(expression) else { return "" }
            return bracketed.flat
        case .missing: return ""
        }
    }

    private func binary(_ op: BinaryOperator, _ left: Expression, _ right: Expression) -> String {
        let own = ExpressionWriter.levels[op] ?? Level.test
        if op == .power {
            return flat(left, Level.primary) + " ** " + flat(right, Level.unary)
        }
        return flat(left, own) + " \(op.rawValue) " + flat(right, own + 1)
    }

    /// What stands before a dot: a number needs parentheses there.
    private func receiver(_ object: Expression) -> String {
        switch object.form {
        case .integer, .float: "(" + flat(object) + ")"
        default: flat(object, Level.primary)
        }
    }

    func parameters(_ parameters: [ParameterSyntax]) -> String {
        var words: [String] = []
        var isKeywordOnly = false
        for parameter in parameters {
            switch parameter.sort {
            case .variadic:
                words.append("*" + parameter.name)
                isKeywordOnly = true
            case .keywords: words.append("**" + parameter.name)
            case .plain, .keywordOnly:
                if parameter.sort == .keywordOnly, !isKeywordOnly {
                    words.append("*")
                    isKeywordOnly = true
                }
                words.append(parameter.name + (parameter.defaultValue.map { "=" + flat($0) } ?? ""))
            }
        }
        return words.joined(separator: ", ")
    }

    // MARK: Brackets

    /// One item in brackets; an expression that it ends with may be broken into lines itself.
    private typealias Item = (prefix: String, value: Expression?, text: String)

    /// A form in brackets: what stands before, its items, and whether a trailing comma may follow.
    private struct Bracketed {
        let head: String
        let items: [Item]
        let tail: String
        let takesComma: Bool
        /// The items are a value and its `for` and `if`: no commas between them.
        var isComprehension = false

        var inner: String { items.map(\.text).joined(separator: isComprehension ? " " : ", ") }
        var flat: String { head + inner + tail }
    }

    private func bracketed(_ expression: Expression) -> Bracketed? {
        func items(_ values: [Expression]) -> [Item] {
            values.map { ("", $0, flat($0)) }
        }
        switch expression.form {
        case .list(let values):
            return Bracketed(head: "[", items: items(values), tail: "]", takesComma: true)
        case .set(let values):
            return Bracketed(head: "{", items: items(values), tail: "}", takesComma: true)
        case .tuple(let values):
            return Bracketed(
                head: "(", items: items(values), tail: values.count == 1 ? ",)" : ")",
                takesComma: values.count > 1)
        case .dict(let entries):
            return Bracketed(
                head: "{",
                items: entries.map { entry in
                    let prefix = entry.key.map { flat($0) + ": " } ?? "**"
                    let minimum = entry.key == nil ? Level.bitOr : Level.test
                    return (
                        prefix, entry.key == nil ? nil : entry.value,
                        prefix + flat(entry.value, minimum)
                    )
                }, tail: "}", takesComma: true)
        case .call(let function, let arguments): return call(function, arguments)
        case .comprehension(let comprehension): return self.comprehension(comprehension)
        default: return nil
        }
    }

    private func call(_ function: Expression, _ arguments: [CallArgument]) -> Bracketed {
        let head = flat(function, Level.primary) + "("
        if arguments.count == 1, case .comprehension(let inner) = arguments[0].value.form,
            inner.sort == .generator, arguments[0].sort == .positional
        {
            return Bracketed(
                head: head, items: loops(inner), tail: ")", takesComma: false,
                isComprehension: true)
        }
        let items = arguments.map { argument -> Item in
            let prefix: String =
                switch argument.sort {
                case .positional: ""
                case .keyword(let name): name + "="
                case .unpacked: "*"
                case .unpackedKeywords: "**"
                }
            return (prefix, argument.value, prefix + flat(argument.value))
        }
        return Bracketed(head: head, items: items, tail: ")", takesComma: true)
    }

    private func comprehension(_ comprehension: Comprehension) -> Bracketed {
        let (head, tail): (String, String) =
            switch comprehension.sort {
            case .list: ("[", "]")
            case .set, .dict: ("{", "}")
            case .generator: ("(", ")")
            }
        return Bracketed(
            head: head, items: loops(comprehension), tail: tail, takesComma: false,
            isComprehension: true)
    }

    private func loops(_ comprehension: Comprehension) -> [Item] {
        func item(_ prefix: String, _ value: Expression, _ minimum: Int) -> Item {
            // What needs parentheses stays on one line.
            (prefix, level(value) < minimum ? nil : value, prefix + flat(value, minimum))
        }
        let first =
            comprehension.value.map {
                item(flat(comprehension.element) + ": ", $0, Level.test)
            } ?? item("", comprehension.element, Level.test)
        return [first]
            + comprehension.clauses.map { clause in
                switch clause {
                case .for(let target, let iterable):
                    item("for " + open(target) + " in ", iterable, Level.or)
                case .if(let test): item("if ", test, Level.or)
                }
            }
    }

    // MARK: Long lines

    /// The expression after `prefix` on a line with an indentation: on one line where it fits, else
    /// with the items of its outermost bracket on lines of their own.
    ///
    /// - Parameter suffix: How much must still fit behind it.
    func fitted(
        _ expression: Expression, prefix: String, indent: Int, suffix: Int = 0, isOpen: Bool = false
    ) -> String {
        let flat = isOpen ? open(expression) : flat(expression)
        let isShort = indent + prefix.count + flat.count + suffix <= ExpressionWriter.width
        guard !isShort, !flat.contains("\n"), let bracketed = bracketed(expression),
            !bracketed.items.isEmpty, !(isOpen && bracketed.head == "(")
        else { return prefix + flat }
        let margin = String(repeating: " ", count: indent + 4)
        var text = prefix + bracketed.head + "\n"
        let close =
            String(repeating: " ", count: indent) + (bracketed.tail == ",)" ? ")" : bracketed.tail)
        if bracketed.isComprehension,
            margin.count + bracketed.inner.count <= ExpressionWriter.width
        {
            return text + margin + bracketed.inner + "\n" + close
        }
        for (index, item) in bracketed.items.enumerated() {
            let isLast = index == bracketed.items.count - 1
            let takesComma =
                !bracketed.isComprehension
                && (!isLast || bracketed.takesComma || bracketed.tail == ",)")
            let comma = takesComma ? "," : ""
            let body =
                item.value.map { fitted($0, prefix: item.prefix, indent: indent + 4, suffix: 1) }
                ?? item.text
            text += margin + body + comma + "\n"
        }
        return text + close
    }

    // MARK: Literals

    /// A literal as it stands in the text, strings in double quotes where that changes nothing.
    private func literal(_ expression: Expression) -> String {
        var parts: [String] = []
        var index = firstToken(at: expression.span.start.offset)
        while index < tokens.count, tokens[index].span.end.offset <= expression.span.end.offset {
            let token = tokens[index]
            switch token.sort {
            case .string(let string): parts.append(self.string(string, token.span))
            case .integer, .float: parts.append(text(token.span))
            default: break
            }
            index += 1
        }
        return parts.joined(separator: " ")
    }

    private func firstToken(at offset: Int) -> Int {
        var low = 0
        var high = tokens.count
        while low < high {
            let middle = (low + high) / 2
            if tokens[middle].span.start.offset < offset { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private func text(_ span: SourceSpan) -> String {
        String(decoding: bytes[span.start.offset..<span.end.offset], as: UTF8.self)
    }

    private static let quotes = [UInt8(ascii: "'"), UInt8(ascii: "\"")]

    private func string(_ string: StringToken, _ span: SourceSpan) -> String {
        let all = text(span)
        let body = text(string.body)
        // By bytes: a quote and a combining mark after it are one `Character`.
        let prefix = String(Substring(all.utf8.prefix { !Self.quotes.contains($0) }))
        let isTriple = span.end.offset - string.body.end.offset == 3
        let isPlain = !body.utf8.contains { Self.quotes.contains($0) || $0 == UInt8(ascii: "\\") }
        guard !isTriple, isPlain else { return all }
        return prefix.lowercased() + "\"" + body + "\""
    }
}
