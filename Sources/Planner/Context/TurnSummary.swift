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
            .union(LanguageFunctions.signatures.map(\.name)).subtracting(Self.ofEveryProgram)
        phrasePlaces = catalogue.phrasePlaces
    }

    /// The prompt with what its program did.
    func text(of turn: PlanningContext.Turn) -> String {
        var called: [String] = []
        var phrases: [String] = []
        for call in Self.calls(in: turn.code) {
            if phrasePlaces[call.name] != nil, let phrase = call.text, !phrases.contains(phrase) {
                phrases.append(phrase)
            }
            guard functions.contains(call.name), !called.contains(call.name) else { continue }
            called.append(call.name)
        }
        guard !called.isEmpty || !phrases.isEmpty else { return turn.prompt }
        var words = [turn.prompt, ":"] + called.map { $0.replacing("_", with: " ") }
        if !phrases.isEmpty { words += ["of", phrases.joined(separator: " and ")] }
        return words.joined(separator: " ")
    }

    /// The calls of a program, in its order, each with the first text among its arguments.
    private static func calls(in code: String) -> [(name: String, text: String?)] {
        var result: [(name: String, text: String?)] = []
        var open: [Int] = []
        var word = ""
        var text: String?
        for character in code {
            if text != nil {
                if character == "\"" {
                    if let call = open.last, call >= 0, result[call].text == nil {
                        result[call].text = text
                    }
                    text = nil
                } else {
                    text?.append(character)
                }
                continue
            }
            switch character {
            case "\"": text = ""
            case "(":
                if !word.isEmpty { result.append((word, nil)) }
                open.append(word.isEmpty ? -1 : result.count - 1)
            case ")": _ = open.popLast()
            default: break
            }
            let isPart = character.isLetter || character.isNumber || character == "_"
            word = isPart ? word + String(character) : ""
        }
        return result
    }
}
