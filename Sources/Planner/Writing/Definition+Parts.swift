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

    /// The same with every part changed, one level down.
    func mapped(_ change: (Definition) -> Definition) -> Definition {
        switch self {
        case .call(let function, let arguments): .call(function, arguments.map(change))
        case .binary(let sign, let left, let right): .binary(sign, change(left), change(right))
        case .negated(let inner): .negated(change(inner))
        case .complement(let inner): .complement(change(inner))
        case .list(let elements): .list(elements.map(change))
        case .dict(let keys, let values): .dict(keys: keys.map(change), values: values.map(change))
        case .comprehension(let inner):
            .comprehension(
                .init(
                    isDict: inner.isDict, variable: inner.variable, list: change(inner.list),
                    value: change(inner.value)))
        case .element(let dict, let key): .element(change(dict), change(key))
        case .variable, .item, .number, .string, .formatted, .truth: self
        }
    }

    /// The same with something else in the place of a variable.
    func replacing(_ variable: Int, with other: Definition) -> Definition {
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
        default: return mapped { $0.replacing(variable, with: other) }
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
