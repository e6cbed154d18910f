import Script

/// What an earlier program did, in words: its functions in order, then the structures it looked for.
///
/// A follow-up says little ("same for the amygdala"), and so may the prompt before it; what ran says
/// what "the same" is. Functions that every program calls are left out.
struct TurnSummary {
    private let functions: Set<String>
    private let phrasePlaces: [String: Int]
    private static let ofEveryProgram: Set<String> = ["segment", "report", "print"]

    init(catalogue: [Signature]) {
        functions = Set(catalogue.map(\.name))
            .union(LanguageFunctions.signatures.map(\.name)).union(Expansion.orders.keys)
            .subtracting(Self.ofEveryProgram)
        phrasePlaces = catalogue.phrasePlaces
    }

    /// The prompt with what its program did.
    func text(of turn: PlanningContext.Turn) -> String {
        var called: [String] = []
        var phrases: [String] = []
        let parts = Self.parts(of: turn.code)
        // Other lists, such as a table's, hold other texts.
        let goesThroughLists = parts.contains { part in
            guard case .call(let call) = part, phrasePlaces[call.name] != nil else { return false }
            return call.hasVariable
        }
        for part in parts {
            let phrase: String?
            switch part {
            case .call(let call):
                phrase = phrasePlaces[call.name] == nil ? nil : call.text
                if functions.contains(call.word), !called.contains(call.word) {
                    called.append(call.word)
                }
            case .listed(let text): phrase = goesThroughLists ? text : nil
            }
            if let phrase, !phrase.isEmpty, !Self.sides.contains(phrase), !phrases.contains(phrase)
            {
                phrases.append(phrase)
            }
        }
        guard !called.isEmpty || !phrases.isEmpty else { return turn.prompt }
        var words = [turn.prompt, ":"] + called.map { $0.replacing("_", with: " ") }
        if !phrases.isEmpty { words += ["of", phrases.joined(separator: " and ")] }
        return words.joined(separator: " ")
    }

    /// They say something with a structure alone.
    private static let sides = ["left", "right"]

    /// What a summary reads of a program.
    private enum Part {
        case call(Call)
        /// A text in a list: a structure that a loop goes on to.
        case listed(String)
    }

    private struct Call {
        let name: String
        /// The first text among its arguments, without the variables in it.
        var text: String?
        /// Whether a variable stands in that text or in its place.
        var hasVariable = true
        /// Names of its arguments.
        var named: Set<String> = []

        /// The decoder's word for it.
        var word: String {
            guard named.contains("key") else { return name }
            return Expansion.orders.first { _, order in
                order == (name, named.contains("reverse"))
            }?.key ?? name
        }
    }

    /// What stands open in a program.
    private enum Bracket {
        case call(Int)
        case list
        case other
    }

    /// The calls of a program and the texts of its lists, in its order.
    private static func parts(of code: String) -> [Part] {
        var result: [Part] = []
        var open: [Bracket] = []
        var word = ""
        var text: String?
        var isFormatted = false
        func change(_ body: (inout Call) -> Void) {
            guard case .call(let index)? = open.last, case .call(var call) = result[index] else {
                return
            }
            body(&call)
            result[index] = .call(call)
        }
        for character in code {
            if let written = text {
                guard character == "\"" else {
                    text = written + String(character)
                    continue
                }
                let content = isFormatted ? withoutVariables(written) : written
                if case .list? = open.last { result.append(.listed(content)) }
                change { call in
                    if call.text == nil { call.hasVariable = isFormatted }
                    call.text = call.text ?? content
                }
                text = nil
                continue
            }
            switch character {
            case "\"":
                text = ""
                isFormatted = word == "f"
            case "(":
                open.append(word.isEmpty ? .other : .call(result.count))
                if !word.isEmpty { result.append(.call(Call(name: word))) }
            case "[": open.append(word.isEmpty ? .list : .other)
            case "{": open.append(.other)
            case ")", "]", "}": _ = open.popLast()
            case "=": change { $0.named.insert(word) }
            default: break
            }
            let isPart = character.isLetter || character.isNumber || character == "_"
            word = isPart ? word + String(character) : ""
        }
        return result
    }

    /// The words of an f-string beside its variables.
    private static func withoutVariables(_ text: String) -> String {
        text.replacing(/\{[^}]*\}/, with: "").split(separator: " ").joined(separator: " ")
    }
}
