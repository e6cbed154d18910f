/// What can stand at the cursor.
package struct CompletionCandidate: Hashable, Sendable {
    /// What is inserted in place of the word.
    package var text: String
    /// What the list shows; the text itself unless said otherwise.
    package var display: String
    /// A few words beside it in the list.
    package var hint: String?

    package init(_ text: String, display: String? = nil, hint: String? = nil) {
        self.text = text
        self.display = display ?? text
        self.hint = hint
    }
}

/// A line on which Tab was pressed.
package struct CompletionRequest: Hashable, Sendable {
    package var line: String
    /// The cursor as an offset in UTF-8 bytes.
    package var cursor: Int

    package init(line: String, cursor: Int) {
        self.line = line
        self.cursor = cursor
    }

    /// The text from the line's start to the cursor.
    package var textBeforeCursor: String {
        String(decoding: line.utf8.prefix(cursor), as: UTF8.self)
    }
}

/// What a completer offers.
package struct CompletionAnswer: Hashable, Sendable {
    /// Where the word to replace starts, in UTF-8 bytes; it ends at the cursor.
    package var start: Int
    /// What may stand there. Those that do not begin like the word are left out, unless none does.
    package var candidates: [CompletionCandidate]
    /// What follows a word that is complete: a space, a closing quote, or nothing.
    package var suffix: String

    package init(start: Int, candidates: [CompletionCandidate], suffix: String = " ") {
        self.start = start
        self.candidates = candidates
        self.suffix = suffix
    }
}

/// Answers Tab; `nil` asks for names of files instead.
package typealias Completer = (CompletionRequest) -> CompletionAnswer?

/// What the editor does after Tab.
package struct CompletionAction: Hashable, Sendable {
    /// New text for the word, or `nil` to leave it.
    package var replacement: String?
    /// Lines to show below.
    package var listing: [String] = []

    /// The longest text that all candidates share, and their list when that adds nothing.
    ///
    /// - Parameters:
    ///   - answer: The candidates.
    ///   - request: The line they are for.
    ///   - isRepeated: Whether Tab was pressed twice: then the list is shown whatever it adds.
    ///   - size: The terminal's size; the list leaves room for the line itself.
    package init(
        answer: CompletionAnswer, request: CompletionRequest, isRepeated: Bool, size: TerminalSize
    ) {
        let before = Array(request.line.utf8.prefix(request.cursor))
        guard answer.start >= 0, answer.start <= before.count else { return }
        let word = String(decoding: before[answer.start...], as: UTF8.self)
        let folded = word.lowercased()
        let matching = answer.candidates.filter { $0.text.lowercased().hasPrefix(folded) }
        let candidates = matching.isEmpty ? answer.candidates : matching

        if candidates.count == 1 {
            let text = candidates[0].text
            // A folder is not complete: what is in it comes next.
            replacement = text.hasSuffix("/") ? text : text + answer.suffix
            return
        }
        let shared = Self.sharedPrefix(of: candidates.map(\.text))
        let adds = shared.lowercased().hasPrefix(folded) && shared.count > word.count
        if adds { replacement = shared }
        if !adds || isRepeated { listing = Self.layOut(candidates, size: size) }
    }

    /// The longest beginning that all texts share, in the spelling of the first.
    static func sharedPrefix(of texts: [String]) -> String {
        guard var prefix = texts.first else { return "" }
        for text in texts.dropFirst() {
            let common = zip(prefix, text).prefix { $0.lowercased() == $1.lowercased() }.count
            prefix = String(prefix.prefix(common))
        }
        return prefix
    }

    /// The candidates in columns, down then across; with hints, one a line. What does not fit on
    /// the screen is counted.
    static func layOut(_ candidates: [CompletionCandidate], size: TerminalSize) -> [String] {
        guard !candidates.isEmpty else { return [] }
        let room = max(1, size.rows - 3)
        let names = candidates.map { TextWidth.sanitised($0.display) }
        let widest = names.map(TextWidth.columns(of:)).max() ?? 0
        if candidates.contains(where: { $0.hint != nil }) {
            let lines = zip(names, candidates).map { name, candidate in
                let start = TextWidth.padded(name, to: min(widest, size.columns / 2))
                let line = candidate.hint.map { start + "  " + TextWidth.sanitised($0) } ?? name
                return TextWidth.truncated(line, to: size.columns - 1)
            }
            return cut(lines, to: room, perLine: 1, count: lines.count)
        }
        let width = widest + 2
        let across = max(1, min(names.count, (size.columns + 1) / width))
        let down = (names.count + across - 1) / across
        let lines = (0..<down).map { row in
            let parts = stride(from: row, to: names.count, by: down).map { names[$0] }
            let line = parts.dropLast().map { TextWidth.padded($0, to: width) }.joined()
            return TextWidth.truncated(line + (parts.last ?? ""), to: size.columns - 1)
        }
        return cut(lines, to: room, perLine: across, count: names.count)
    }

    private static func cut(_ lines: [String], to room: Int, perLine: Int, count: Int) -> [String] {
        guard lines.count > room else { return lines }
        let shown = Array(lines.prefix(max(1, room - 1)))
        let left = max(1, count - shown.count * perLine)
        return shown + ["... and \(left) more; type a letter or two"]
    }
}
