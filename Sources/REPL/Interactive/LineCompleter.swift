import Analysis
import Script
import Session
import Terminal

/// What Tab offers: commands, names, files, functions, structures, words of the language.
struct LineCompleter {
    let names: [String]
    let structures: [String]
    let functions: [String]
    /// Names of the language's own functions and its keywords.
    private static let language: [String] = {
        let keywords = Keyword.allCases.filter { !Keyword.reserved.contains($0) }.map(\.rawValue)
        // Errors are types; they begin with a capital letter.
        let own = Builtins.signatures.keys.filter { $0.first?.isLowercase == true }
        return (keywords + own).sorted()
    }()

    /// Structures are offered with and without their sides.
    init(workspace: Workspace, vocabulary: Vocabulary) {
        names = workspace.names
        functions = Catalogue.signatures.keys.sorted()
        structures = vocabulary.phrases + workspace.labelTerms.names
    }

    /// nil asks for names of files.
    func answer(_ request: CompletionRequest) -> CompletionAnswer? {
        let text = request.textBeforeCursor
        if text.hasPrefix(":") { return command(text, request) }
        // A path may stand in a prompt or a program: "save it as out/…".
        let word =
            text.split(whereSeparator: { " \"'(,=".contains($0) }).last.map(String.init) ?? ""
        if word.contains("/") || word.hasPrefix("~"), !text.hasSuffix(" ") { return nil }
        return phrase(text)
    }

    private func command(_ text: String, _ request: CompletionRequest) -> CompletionAnswer? {
        let words = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        guard words.count > 1 else {
            let candidates = ColonCommand.all.map {
                CompletionCandidate(":\($0.name)", hint: $0.summary)
            }
            return CompletionAnswer(start: 0, candidates: candidates)
        }
        let start = text.utf8.count - (words.last?.utf8.count ?? 0)
        switch (words[0], words.count) {
        case (":show", 2), (":save", 2), (":info", 2), (":rename", 2), (":drop", 2...):
            return CompletionAnswer(start: start, candidates: names.map { CompletionCandidate($0) })
        case (":view", 2...):
            return CompletionAnswer(start: start, candidates: names.map { CompletionCandidate($0) })
        case (":memory", 2):
            return CompletionAnswer(
                start: start, candidates: ["forget", "export"].map { CompletionCandidate($0) })
        case (":memory", 3) where words[1] == "export": return nil
        case (":help", _):
            let topics = ColonCommand.all.map(\.name) + functions + structures + names
            let typed = words.dropFirst().joined(separator: " ")
            return CompletionAnswer(
                start: text.utf8.count - typed.utf8.count,
                candidates: topics.filter { $0.lowercased().hasPrefix(typed.lowercased()) }
                    .map { CompletionCandidate($0) })
        case (":load", 2...), (":save", 3...), (":run", 2...), (":open", 2...), (":export", 2...):
            return nil
        default: return CompletionAnswer(start: start, candidates: [])
        }
    }

    /// Names of one or several words: what counts is the longest end of the text that begins one.
    private func phrase(_ text: String) -> CompletionAnswer {
        let hints = hints
        // What belongs to the scans comes first; keywords only where code is being written.
        let isCode = text.contains("(") || text.contains("=")
        let candidates = names + functions + structures + (isCode ? Self.language : [])
        var starts = text.indices.filter { index in
            index == text.startIndex || !isWord(text[text.index(before: index)])
        }
        starts.removeAll { !isWord(text[$0]) }
        let longest = candidates.map { $0.split(separator: " ").count }.max() ?? 1
        for start in starts.suffix(longest) {
            let typed = text[start...].lowercased()
            let matching = candidates.filter {
                $0.lowercased().hasPrefix(typed) && $0.count > typed.count
            }
            if !matching.isEmpty {
                return CompletionAnswer(
                    start: text[..<start].utf8.count,
                    candidates: matching.map { CompletionCandidate($0, hint: hints[$0]) })
            }
        }
        return CompletionAnswer(start: text.utf8.count, candidates: [])
    }

    /// What a function does, beside its name in the list.
    private var hints: [String: String] {
        Catalogue.signatures.mapValues(\.summary)
    }

    private func isWord(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || character == "_"
    }
}
