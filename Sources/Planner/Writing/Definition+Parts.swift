extension Definition {
    /// What it is made of, one level down.
    var parts: [Definition] {
        switch self {
        case .call(_, let arguments): arguments
        case .binary(_, let left, let right): [left, right]
        case .negated(let inner), .complement(let inner): [inner]
        case .list(let elements): elements
        case .dict(let keys, let values): keys + values
        case .comprehension(let comprehension): [comprehension.list, comprehension.value]
        case .element(let dict, let key): [dict, key]
        case .variable, .item, .number, .string, .formatted, .truth: []
        }
    }

    /// The same with something else in the place of a variable.
    func replacing(_ variable: Int, with other: Definition) -> Definition {
        func replaced(_ definition: Definition) -> Definition {
            definition.replacing(variable, with: other)
        }
        switch self {
        case .variable(variable): return other
        case .formatted(let text):
            let parts = text.parts.map { part in
                part == .variable(variable) ? other.textPart ?? part : part
            }
            switch FormattedText(parts).lexeme {
            case .string(let content): return .string(content)
            case .variable(let number): return .variable(number)
            default: return .formatted(FormattedText(parts))
            }
        case .call(let function, let arguments):
            return .call(function, arguments.map(replaced))
        case .binary(let sign, let left, let right):
            return .binary(sign, replaced(left), replaced(right))
        case .negated(let inner): return .negated(replaced(inner))
        case .complement(let inner): return .complement(replaced(inner))
        case .list(let elements): return .list(elements.map(replaced))
        case .dict(let keys, let values):
            return .dict(keys: keys.map(replaced), values: values.map(replaced))
        case .comprehension(let inner):
            return .comprehension(
                .init(
                    isDict: inner.isDict, variable: inner.variable, list: replaced(inner.list),
                    value: replaced(inner.value)))
        case .element(let dict, let key): return .element(replaced(dict), replaced(key))
        case .variable, .item, .number, .string, .truth: return self
        }
    }

    /// As a part of a text; nil for what is no text.
    private var textPart: FormattedText.Part? {
        switch self {
        case .string(let content): .text(content)
        case .variable(let number): .variable(number)
        default: nil
        }
    }
}
