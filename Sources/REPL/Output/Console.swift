import Terminal
import Viewer

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
        for line in prose(text) { say(StyledText(line, style)) }
    }

    func note(_ text: String) { say(text, .note) }

    func warn(_ text: String) {
        say(text, after: StyledText("warning: ", .warning))
    }

    func error(_ text: String) {
        say(text, after: StyledText("error: ", .error))
    }

    private func say(_ text: String, after head: StyledText) {
        let lines = prose(head.plain + text)
        say(head + StyledText(String((lines.first ?? "").dropFirst(head.plain.count))))
        for line in lines.dropFirst() { say(StyledText(line)) }
    }

    /// Lines of prose; on a terminal those that are too long are broken between words.
    private func prose(_ text: String) -> [String] {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard StandardStream.error.isTerminal else { return lines }
        let columns = TerminalSize.current(of: .error, environment: environment).columns
        return lines.flatMap { line in
            guard TextWidth.columns(of: line) > columns else { return [line] }
            let indent = String(line.prefix { $0 == " " })
            return TextWidth.wrapped(line, to: max(20, columns - 1 - indent.count))
                .map { indent + $0 }
        }
    }

    /// Text that brings its own colours.
    func sayRendered(_ text: String) {
        StandardStream.error.write(text.hasSuffix("\n") ? text : text + "\n")
    }

    /// How pictures among the results are drawn.
    var displayMode: DisplayMode {
        DisplayMode.best(for: outputSheet.level, environment: environment)
    }

    var showsColors: Bool { errorSheet.level > .none }

    var size: TerminalSize { TerminalSize.current(of: .output, environment: environment) }

    /// Columns that prose may fill.
    var textColumns: Int { max(40, min(size.columns, 100) - 1) }

    private static func line(_ line: StyledText, _ sheet: StyleSheet) -> String {
        line.runs.map { sheet.render(TextWidth.sanitised($0.text), $0.style) }.joined() + "\n"
    }
}
