/// One part of a program as it will be printed, its variables still numbered.
enum Lexeme: Sendable, Equatable {
    case keyword(String)
    case function(String)
    /// A keyword argument's name.
    case parameter(String)
    case variable(Int)
    case item(String)
    case number(String)
    /// The characters of a string, not yet quoted.
    case string(String)
    /// A string with variables in it.
    case formatted(FormattedText)
    case symbol(String)
    /// A report's label, still to be made from its value.
    case label
    case newline
    case indent
    case dedent
}

extension ProgramConstraint {
    /// The lexemes of a program written under this grammar, its intent and end left out.
    func lexemes(of actions: [Int]) -> [Lexeme] {
        var result: [Lexeme] = []
        var index = 0
        while index < actions.count {
            let action = actions[index]
            if action == tokens.marks.quote {
                result.append(quotation(actions, &index))
                continue
            }
            if action == tokens.marks.copy {
                result.append(.number(copiedNumber(actions, &index)))
                continue
            }
            index += 1
            if action == tokens.marks.label {
                result.append(.label)
            } else if let item = item(action) {
                result.append(.item(item.name))
            } else if action < tokens.count, let lexeme = lexeme(for: action) {
                result.append(lexeme)
            }
        }
        return result
    }

    private func lexeme(for action: Int) -> Lexeme? {
        let token = tokens.tokens[action]
        switch token.sort {
        case .keyword: return .keyword(token.text)
        case .function: return .function(token.text)
        case .parameter: return .parameter(String(token.text.dropLast()))
        case .number: return .number(token.text)
        case .punctuation: return .symbol(token.text)
        case .variable: return tokens.variableNumber(action).map { .variable($0) }
        case .layout:
            if action == tokens.marks.newline { return .newline }
            return action == tokens.marks.indent ? .indent : .dedent
        case .special, .intent, .quote, .word: return nil
        }
    }

    /// A string with what stands in it; `index` moves from its opening quote to past its closing one.
    private func quotation(_ actions: [Int], _ index: inout Int) -> Lexeme {
        index += 1
        var words: [FormattedText.Part] = []
        var ending: String?
        while index < actions.count, actions[index] != tokens.marks.unquote {
            let action = actions[index]
            if action == tokens.marks.copy {
                words.append(.text(copiedText(actions, &index)))
                continue
            }
            index += 1
            if fileEndings.contains(action) {
                ending = tokens.tokens[action].text
            } else if let item = item(action) {
                words.append(.text(item.name))
            } else if let variable = tokens.variableNumber(action) {
                words.append(.variable(variable))
            } else {
                words.append(.text(tokens.tokens[action].text))
            }
        }
        index += 1
        let text = FormattedText(words: words)
        guard let ending else { return text.lexeme }
        return .string(text.marked.split(separator: " ").joined(separator: "_") + ending)
    }

    /// A copied span; `index` moves from `<copy>` to past the second pointer.
    private func copiedText(_ actions: [Int], _ index: inout Int) -> String {
        defer { index += 3 }
        guard let (first, last) = span(actions, index) else { return "" }
        return spans.text(from: first, to: last)
    }

    private func copiedNumber(_ actions: [Int], _ index: inout Int) -> String {
        defer { index += 3 }
        guard let (first, last) = span(actions, index) else { return "0" }
        return spans.number(from: first, to: last)?.literal ?? "0"
    }

    private func span(_ actions: [Int], _ index: Int) -> (Int, Int)? {
        guard index + 2 < actions.count, let first = piece(actions[index + 1]),
            let last = piece(actions[index + 2])
        else { return nil }
        return (first, last)
    }
}
