/// What came of asking for a line.
package enum LineResult: Hashable, Sendable {
    /// A line without its end. A pasted text may hold several lines.
    case line(String)
    /// Ctrl-C.
    case interrupted
    /// Ctrl-D on an empty line, or the end of a file.
    case endOfFile
}

/// Where the program gets its lines from: an editor on a terminal, or a file or pipe.
package protocol LineReader: AnyObject {
    /// Whether a person sits at the other end.
    var isInteractive: Bool { get }

    /// Answers Tab; a reader without keys never asks.
    var completer: Completer? { get set }

    /// Reads one line.
    ///
    /// - Parameters:
    ///   - prompt: Shown before the line; not shown when nobody sits there.
    ///   - initialText: Stands on the line from the start, ready to be edited; ignored when nobody
    ///     sits there.
    /// - Throws: `TerminalError` when nothing can be read.
    func readLine(prompt: StyledText, initialText: String) throws -> LineResult

    /// Reads one key.
    ///
    /// - Parameter prompt: Shown before it, and gone afterwards.
    /// - Returns: nil at the end of the input.
    /// - Throws: `TerminalError` when nothing can be read.
    func readKey(prompt: StyledText) throws -> Key?

    /// Puts a line into the history.
    func remember(_ line: String)
}

extension LineReader {
    package func readLine(prompt: StyledText) throws -> LineResult {
        try readLine(prompt: prompt, initialText: "")
    }

    /// The first character of a line, for readers without keys.
    package func readKey(prompt: StyledText) throws -> Key? {
        guard case .line(let line) = try readLine(prompt: prompt) else { return nil }
        return line.first.map(Key.character) ?? .enter
    }
}

/// An editor when standard input is a terminal and there is one to show lines on, else a plain
/// reader.
package func makeLineReader(
    history: HistoryFile?, environment: [String: String]
) -> any LineReader {
    let canShow = StandardStream.output.isTerminal || StandardStream.error.isTerminal
    guard StandardStream.input.isTerminal, canShow else { return PlainLineReader() }
    return LineEditor(history: history, environment: environment)
}
