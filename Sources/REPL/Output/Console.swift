import Terminal

/// Where words go: results to standard output, everything else to standard error.
package struct Console: Sendable {
    let environment: [String: String]
    private let outputSheet: StyleSheet
    private let errorSheet: StyleSheet

    package init(environment: [String: String]) {
        self.environment = environment
        outputSheet = StyleSheet(
            level: StandardStream.output.colorLevel(environment: environment))
        errorSheet = StyleSheet(level: StandardStream.error.colorLevel(environment: environment))
    }

    /// A result, as it is.
    func result(_ text: String) {
        // On a terminal nothing that came out of a file may steer it; a pipe gets every byte.
        StandardStream.output.write(
            StandardStream.output.isTerminal ? TextWidth.sanitised(text) : text)
    }

    /// Lines of a picture or of code among the results.
    func result(_ lines: [StyledText]) {
        for line in lines { StandardStream.output.write(Self.line(line, outputSheet)) }
    }

    func result(_ canvas: Canvas) {
        for line in canvas.lines(outputSheet) { StandardStream.output.write(line + "\n") }
    }

    /// A line beside the results.
    func say(_ line: StyledText = "") { StandardStream.error.write(Self.line(line, errorSheet)) }

    func say(_ text: String, _ style: Style = .plain) {
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            say(StyledText(String(line), style))
        }
    }

    func note(_ text: String) { say(text, .note) }

    func warn(_ text: String) {
        say(StyledText("warning: ", .warning) + StyledText(text))
    }

    func error(_ text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        say(StyledText("error: ", .error) + StyledText(lines.first ?? ""))
        for line in lines.dropFirst() { say(StyledText(line)) }
    }

    /// Text that brings its own colours.
    func sayRendered(_ text: String) {
        StandardStream.error.write(text.hasSuffix("\n") ? text : text + "\n")
    }

    var showsColors: Bool { errorSheet.level > .none }

    var size: TerminalSize { TerminalSize.current(of: .output, environment: environment) }

    /// Columns that prose may fill.
    var textColumns: Int { max(40, min(size.columns, 100) - 1) }

    private static func line(_ line: StyledText, _ sheet: StyleSheet) -> String {
        line.runs.map { sheet.render(TextWidth.sanitised($0.text), $0.style) }.joined() + "\n"
    }
}
