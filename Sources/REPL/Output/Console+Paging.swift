import Terminal

extension Console {
    /// Lines beside the results, page by page where they do not fit the screen.
    func page(_ lines: [StyledText], reader: any LineReader) {
        page(lines, reader: reader, on: .error) { say($0) }
    }

    /// Results, page by page where they do not fit the screen.
    func pageResult(_ lines: [StyledText], reader: any LineReader) {
        page(lines, reader: reader, on: .output) { result([$0]) }
    }

    /// A text among the results, page by page; long lines are broken between words on a terminal.
    func pageResult(_ text: String, reader: any LineReader) {
        guard StandardStream.output.isTerminal else { return result(text) }
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if lines.last == "" { lines.removeLast() }
        let columns = size.columns - 1
        // Code between fences stays as it is written.
        var isCode = false
        let broken = lines.flatMap { line -> [String] in
            if line.hasPrefix("```") { isCode.toggle() }
            return isCode ? [line] : TextWidth.wrappedHanging(line, to: columns)
        }
        pageResult(broken.map { StyledText($0) }, reader: reader)
    }

    private func page(
        _ lines: [StyledText], reader: any LineReader, on stream: StandardStream,
        write: (StyledText) -> Void
    ) {
        var rest = lines[...]
        while !rest.isEmpty {
            // Asked for each page: the window may have changed.
            let size = TerminalSize.current(of: stream, environment: environment)
            var room = size.rows - 1
            while let line = rest.first {
                let rows = max(1, (line.width + size.columns - 1) / max(1, size.columns))
                // A line that no screen holds is shown all the same.
                if stream.isTerminal, reader.isInteractive, rows > room, room < size.rows - 1 {
                    break
                }
                write(line)
                room -= rows
                rest.removeFirst()
            }
            guard !rest.isEmpty, goesOn(left: rest.count, reader) else { return }
        }
    }

    /// Waits for a key between two pages.
    private func goesOn(left: Int, _ reader: any LineReader) -> Bool {
        let prompt = StyledText("-- \(left) more lines: Space goes on, q leaves --", .hint)
        while let key = try? reader.readKey(prompt: prompt) {
            switch key {
            case .character(" "), .character("f"), .enter, .pageDown, .down: return true
            case .character("q"), .character("n"), .escape, .control("c"), .control("d"):
                return false
            default: continue
            }
        }
        return false
    }
}
