extension ReportLabel {
    /// What a value is, by what may tell it from others.
    private struct Trait {
        let subject: String
        let measure: String
        let scan: String

        /// Few words first: what alone may tell values apart, then what does together.
        static let choices: [@Sendable (Trait) -> [String]] = [
            { [$0.subject] }, { [$0.scan] }, { [$0.measure] }, { [$0.subject, $0.scan] },
            { [$0.subject, $0.measure] }, { [$0.measure, $0.scan] },
            { [$0.subject, $0.measure, $0.scan] },
        ]
    }

    /// The open keys of a program's dicts, by their index: words that tell the values of a dict apart.
    func keys(in lexemes: [Lexeme]) -> [Int: Lexeme] {
        var result: [Int: Lexeme] = [:]
        for start in lexemes.indices where lexemes[start] == .symbol("{") {
            var open: [(index: Int, value: Definition)] = []
            var written: Set<String> = []
            for (key, value) in entries(lexemes, from: start + 1) {
                switch lexemes[key] {
                case .label: open.append((key, Definition(lexemes[value])))
                case .string(let content): written.insert(content)
                default: break
                }
            }
            let words = distinct(open.map(\.value))
            for (place, word) in zip(open, words) {
                let free = VariableNamer.unused(word, &written, separator: " ")
                result[place.index] = FormattedText(marked: free).lexeme
            }
        }
        return result
    }

    /// The entries of a dict literal: the index of each key, and the range of its value.
    private func entries(_ lexemes: [Lexeme], from start: Int) -> [(key: Int, value: Range<Int>)] {
        var result: [(key: Int, value: Range<Int>)] = []
        var index = start
        while index + 2 < lexemes.count, lexemes[index + 1] == .symbol(":") {
            let value = argument(lexemes, from: index + 2)
            result.append((index, value))
            guard lexemes[value.upperBound] == .symbol(",") else { break }
            index = value.upperBound + 1
        }
        return result
    }

    /// The fewest words that say each value and differ; what differs in nothing stays alike.
    private func distinct(_ values: [Definition]) -> [String] {
        let traits = values.map(trait)
        let candidates = Trait.choices.map { choice in
            traits.map { choice($0).filter { !$0.isEmpty }.joined(separator: " ") }
        }
        let best = candidates.first { Set($0).count == values.count && !$0.contains("") }
        return best ?? values.map { label(for: $0).text }
    }

    private func trait(_ value: Definition) -> Trait {
        let scan = scan(of: value) ?? ""
        if let words = words(for: value) { return Trait(subject: words, measure: "", scan: scan) }
        if case .comprehension(let comprehension) = resolved(value),
            let quantity = quantity(comprehension.value)
        {
            return Trait(subject: "", measure: quantity.measure, scan: scan)
        }
        guard let quantity = quantity(value) else {
            return Trait(subject: "", measure: label(for: value).text, scan: scan)
        }
        return Trait(subject: quantity.subject, measure: quantity.measure, scan: scan)
    }
}
