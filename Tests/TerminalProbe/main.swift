import Foundation
import Terminal

// A program for the tests of `Terminal` to drive on a pseudo-terminal; the first argument says
// which part of it runs.

let environment = ProcessInfo.processInfo.environment
let arguments = Array(CommandLine.arguments.dropFirst())

/// Lines until the end of input, each shown in quotes.
func echoLines(initialText: String) throws {
    let history = environment["PROBE_HISTORY"].map { HistoryFile(path: $0, limit: 5) }
    let reader = makeLineReader(history: history, environment: environment)
    reader.completer = { request in
        // Words of a question; inside of quotes, names of files.
        let before = request.textBeforeCursor
        if before.filter({ $0 == "\"" }).count % 2 == 1 { return nil }
        let start = before.lastIndex(of: " ").map { before.index(after: $0) } ?? before.startIndex
        return CompletionAnswer(
            start: before.utf8.distance(from: before.startIndex, to: start),
            candidates: ["hippocampus", "hippocampal fissure", "thalamus"].map {
                CompletionCandidate($0)
            })
    }
    var initialText = initialText
    var prompt = StyledText("ask", .prompt)
    prompt.append("> ")
    while true {
        switch try reader.readLine(prompt: prompt, initialText: initialText) {
        case .line(let line):
            if line == "screen" { try showScreen() }
            print("line: \(line.debugDescription)")
            reader.remember(line)
        case .interrupted: print("interrupted")
        case .endOfFile:
            print("end of file")
            return
        }
        initialText = ""
    }
}

/// Works until Ctrl-C.
func workUntilInterrupted() {
    let flag = InterruptFlag()
    flag.install()
    print("working")
    fflush(nil)
    while !flag.isRaised { usleep(1000) }
    print("stopped after \(flag.count)")
    flag.clear()
    print("raised: \(flag.isRaised)")
    flag.restore()
}

/// A bar that is told its progress by lines of input: `stage fraction`, and `done`.
func showProgress() {
    let bar = ProgressBar(environment: environment)
    while let line = readLine(), line != "done" {
        let words = line.split(separator: " ")
        bar.update(stage: String(words[0]), fraction: Double(words[1]) ?? 0)
    }
    bar.finish()
    print("finished")
}

/// A canvas with the last key on it; q ends, x crashes.
func showScreen() throws {
    let screen = try Screen(environment: environment, watchesMouse: true)
    var name = "none"
    while true {
        let size = screen.size
        var canvas = Canvas(rows: size.rows, columns: size.columns)
        canvas.write("key: \(name)", row: 0, column: 0, .heading)
        canvas.write("\(size.rows) rows, \(size.columns) columns", row: 1, column: 2, .overlay(0))
        canvas.write("µm ⌀ 脑", row: 2, column: 0)
        canvas.write("end", row: size.rows - 1, column: size.columns - 3)
        screen.show(canvas)
        guard let key = screen.key() else { continue }
        if key == .character("q") { break }
        if key == .character("x") { fatalError("asked to crash") }
        name = "\(key)"
    }
    screen.close()
    print("closed")
}

TerminalGuard.install()
switch arguments.first {
case "lines": try echoLines(initialText: arguments.dropFirst().first ?? "")
case "interrupt": workUntilInterrupted()
case "progress": showProgress()
case "screen": try showScreen()
default: exit(64)
}
