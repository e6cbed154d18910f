import CLineEditor
import CTerminal
import Glibc

/// A line on a terminal, edited with GNU readline: history, search, completion, paste.
///
/// Readline keeps its state in globals, so a process has one editor, used from one thread.
package final class LineEditor: LineReader {
    package let isInteractive = true
    package var completer: Completer?

    /// What could not be read of the history, for the caller to show once.
    package private(set) var historyError: TerminalError?

    private let history: HistoryFile?
    private var lastRemembered: String?
    private let styleSheet: StyleSheet
    private let showsOnStandardError: Bool

    /// - Parameters:
    ///   - history: Where past lines are kept; `nil` keeps them for this session only.
    ///   - environment: The variables that say which colours the terminal shows.
    package init(history: HistoryFile?, environment: [String: String]) {
        self.history = history
        let stream: StandardStream = StandardStream.output.isTerminal ? .output : .error
        showsOnStandardError = stream == .error
        styleSheet = StyleSheet(level: stream.colorLevel(environment: environment))
        ct_adopt_locale()
        guard let history else { return }
        cle_history_limit(Int32(clamping: history.limit))
        do {
            try history.trim()
            for entry in try history.load() { cle_history_add(entry) }
        } catch {
            historyError = error as? TerminalError
        }
    }

    package func readLine(prompt: StyledText, initialText: String) throws -> LineResult {
        // A signal that kills the program in here leaves the terminal expecting marked pastes.
        TerminalGuard.setReset("\u{1B}[?2004l\r\n")
        defer { TerminalGuard.setReset("") }
        let context = Unmanaged.passUnretained(self).toOpaque()
        let result = cle_read_line(
            markedPrompt(prompt), initialText, showsOnStandardError ? 1 : 0, answerTab, context)
        switch result.status {
        case CLE_LINE:
            guard let line = result.line else { return .line("") }
            defer { free(line) }
            return .line(String(cString: line))
        case CLE_INTERRUPTED: return .interrupted
        case CLE_END_OF_FILE: return .endOfFile
        default: throw TerminalError.editorUnavailable
        }
    }

    package func readKey(prompt: StyledText) throws -> Key? {
        let stream: StandardStream = showsOnStandardError ? .error : .output
        stream.write(styleSheet.render(prompt))
        defer { stream.write(stream.isTerminal ? "\r\u{1B}[K" : "\n") }
        return KeyPress.read()
    }

    package func remember(_ line: String) {
        guard !line.allSatisfy(\.isWhitespace), line != lastRemembered else { return }
        lastRemembered = line
        cle_history_add(line)
        do {
            try history?.append(line)
        } catch {
            historyError = error as? TerminalError
        }
    }

    /// Escape sequences between the marks that tell readline they fill no columns.
    private func markedPrompt(_ prompt: StyledText) -> String {
        prompt.runs.map { run in
            let start = styleSheet.sequence(for: run.style)
            let text = TextWidth.sanitised(run.text)
            return start.isEmpty ? text : "\u{1}\(start)\u{2}\(text)\u{1}\u{1B}[0m\u{2}"
        }.joined()
    }

    fileprivate func complete(
        _ request: CompletionRequest, isRepeated: Bool, size: TerminalSize
    ) -> (start: Int, action: CompletionAction) {
        let answer = completer?(request) ?? FileCompletion.answer(to: request)
        let action = CompletionAction(
            answer: answer, request: request, isRepeated: isRepeated, size: size)
        return (answer.start, action)
    }
}

/// Readline's question, at top level because a C callback carries no closure.
private func answerTab(
    context: UnsafeMutableRawPointer?, line: UnsafePointer<CChar>?, cursor: Int, repeated: Int32,
    rows: Int32, columns: Int32
) -> cle_completion {
    var result = cle_completion(start: 0, end: 0, replacement: nil, listing: nil)
    guard let context, let line else { return result }
    let editor = Unmanaged<LineEditor>.fromOpaque(context).takeUnretainedValue()
    let (start, action) = editor.complete(
        CompletionRequest(line: String(cString: line), cursor: cursor), isRepeated: repeated != 0,
        size: TerminalSize(rows: Int(rows), columns: Int(columns)))
    if let replacement = action.replacement, start >= 0, start <= cursor {
        result.start = start
        result.end = cursor
        result.replacement = strdup(replacement)
    }
    if !action.listing.isEmpty {
        result.listing = strdup(action.listing.map { $0 + "\n" }.joined())
    }
    return result
}
