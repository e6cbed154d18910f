import Session

/// Something that an answer says and that can be right or wrong.
struct Statement {
    /// What was reported under which label; a printed line has none.
    let label: String
    let content: ReportedValue.Content

    static func all(in evidence: Evidence) -> [Statement] {
        evidence.values.map { Statement(label: $0.label, content: $0.content) }
            + evidence.output.split(separator: "\n").map { line in
                let words = line.split(separator: " ").last.map(String.init) ?? ""
                // `print("bigger:", a > b)` prints a truth value behind its words.
                if words == "True" || words == "False" {
                    let label = line.dropLast(words.count)
                    return Statement(label: String(label), content: .truth(words == "True"))
                }
                return Statement(label: "", content: .text(String(line)))
            }
    }

    // MARK: - Yes or no

    /// What the statement says about the question: that it is so, that it is not so, or nothing.
    func answer(to question: Expectation.Verdict) -> Bool? {
        switch content {
        case .truth(let truth):
            return isReversed(label, question) ? !truth : truth
        case .text(let text):
            if Words.no.contains(where: { Words.has($0, in: text) }) {
                return isReversed(label, question)
            }
            if Words.yes.contains(where: { Words.has($0, in: text) }) {
                return !isReversed(label, question)
            }
            return claim(text, question)
        case .number: return nil
        }
    }

    /// A sentence without yes or no: “the right one is larger”.
    private func claim(_ text: String, _ question: Expectation.Verdict) -> Bool? {
        let full = label + " " + text
        let names = [question.subject, question.other].compactMap(\.self)
        let named = Words.subject(of: names, in: text) ?? Words.subject(of: names, in: label)
        let isUp = Words.isUp(text) ?? Words.isUp(label)
        // A line that lists both is no verdict; nor is one that names nothing at all.
        if names.isEmpty ? isUp == nil : named == nil { return nil }
        if isUp == nil, names.allSatisfy({ Words.has($0, in: full) }) { return nil }
        if !AnswerNumber.printed(in: text).isEmpty, isUp == nil { return nil }
        return !isReversed(named == nil ? full : named ?? "", isUp, question)
    }

    private func isReversed(_ text: String, _ question: Expectation.Verdict) -> Bool {
        let names = [question.subject, question.other].compactMap(\.self)
        return isReversed(Words.subject(of: names, in: text) ?? "", Words.isUp(text), question)
    }

    /// Whether a text speaks of the other one, or of the other direction; both together agree again.
    private func isReversed(
        _ named: String, _ isUp: Bool?, _ question: Expectation.Verdict
    ) -> Bool {
        let isOther = named == question.other && question.other != nil
        let isOpposite = question.direction.map { isUp != nil && isUp != $0.isUp } ?? false
        return isOther != isOpposite
    }

    // MARK: - One of several

    /// Which one the statement names as the answer; nil where it names none, or several.
    func pick(of choice: Expectation.Choice) -> String? {
        let names = [choice.winner] + choice.losers
        func only(_ text: String) -> String? {
            let found = names.filter { Words.has($0, in: text) }
            return found.count == 1 ? found[0] : nil
        }
        /// The one that is meant when the opposite is said of two.
        func turned(_ name: String, _ isTurned: Bool) -> String? {
            guard isTurned else { return name }
            return names.count == 2 ? names.first { $0 != name } : nil
        }
        let isOpposite = { (text: String) in
            choice.direction.map { Words.isUp(text) == !$0.isUp } ?? false
        }
        switch content {
        case .truth(let truth):
            guard let name = Words.subject(of: names, in: label) else { return nil }
            return turned(name, truth == isOpposite(label))
        case .text(let text):
            if let name = only(text) { return turned(name, isOpposite(label + " " + text)) }
            // “the right one is larger than the left”
            guard Words.isUp(text) != nil, let name = Words.subject(of: names, in: text) else {
                return nil
            }
            return turned(name, isOpposite(text))
        case .number:
            guard Words.isUp(label) != nil, let name = only(label) else { return nil }
            return turned(name, isOpposite(label))
        }
    }
}
