import Terminal

/// A person at the keyboard who types what a test says.
final class ScriptedReader: LineReader {
    let isInteractive = true
    var completer: Completer?
    /// What was asked, with the text that stood on the line already.
    private(set) var questions: [(prompt: String, initialText: String)] = []
    private(set) var remembered: [String] = []
    private var answers: [LineResult]

    init(_ answers: [LineResult]) {
        self.answers = answers
    }

    convenience init(lines: String...) {
        self.init(lines.map { .line($0) })
    }

    func readLine(prompt: StyledText, initialText: String) throws -> LineResult {
        questions.append((prompt.plain, initialText))
        return answers.isEmpty ? .endOfFile : answers.removeFirst()
    }

    func remember(_ line: String) { remembered.append(line) }
}
