import Foundation
import TestSupport
import Testing

/// The line editor on a real terminal, through a small program.
@Suite struct LineEditorTests {
    private func start(
        _ initialText: String = "", environment: [String: String] = [:], rows: Int = 24,
        columns: Int = 80, folder: String? = nil
    ) throws -> PseudoTerminal {
        let terminal = try PseudoTerminal(
            try locateProduct(named: "TerminalProbe"), ["lines", initialText],
            environment: ["INPUTRC": "/dev/null"].merging(environment) { $1 }, rows: rows,
            columns: columns, folder: folder)
        try terminal.expectScreen("ask>")
        return terminal
    }

    /// Waits for a line and for the prompt after it: a control key sent before the editor has the
    /// terminal back means what it means to the terminal, and is lost.
    private func expectLine(_ text: String, on terminal: PseudoTerminal) throws {
        try terminal.expectScreen("\(text) and a prompt") { screen in
            screen.contains(text) && screen.lines.last { !$0.isEmpty } == "ask>"
        }
    }

    @Test func aTypedLineComesBack() throws {
        let terminal = try start()
        try terminal.send("how large is the thalamus?\r")
        try terminal.expectScreen(#"line: "how large is the thalamus?""#)
        #expect(terminal.screen.lines[0] == "ask> how large is the thalamus?")
        try terminal.expectScreen("a new prompt") { $0.lines[2] == "ask>" }
    }

    @Test func thePromptIsColouredOnlyWhereColoursAreWanted() throws {
        let colored = try start()
        #expect(colored.transcript.contains("\u{1B}[1;36mask\u{1B}[0m> "))
        let plain = try start(environment: ["NO_COLOR": "1"])
        #expect(!plain.transcript.contains("\u{1B}[1;36m"))
        #expect(plain.screen.lines[0] == "ask>")
    }

    @Test func controlCGivesUpTheLineAndNotTheProgram() throws {
        let terminal = try start()
        try terminal.send("half a li")
        try terminal.expectScreen("half a li")
        try terminal.send(.controlC)
        try terminal.expectScreen("interrupted")
        #expect(terminal.screen.lines[0] == "ask> half a li^C")
        try terminal.send("next\r")
        try terminal.expectScreen(#"line: "next""#)
    }

    @Test func controlCLeavesASearchAndTheLine() throws {
        let terminal = try start()
        try terminal.send("first\r")
        try expectLine(#"line: "first""#, on: terminal)
        try terminal.send(.controlR)
        try terminal.expectScreen("reverse-i-search")
        try terminal.send("fi")
        try terminal.expectScreen("`fi'")
        try terminal.send(.controlC)
        try terminal.expectScreen("interrupted")
        try terminal.send("after\r")
        try terminal.expectScreen(#"line: "after""#)
    }

    @Test func controlDEndsOnlyAnEmptyLine() throws {
        let terminal = try start()
        try terminal.send("ab")
        try terminal.expectScreen("ask> ab")
        try terminal.send(.controlD)
        try terminal.send("c\r")
        try expectLine(#"line: "abc""#, on: terminal)
        try terminal.send(.controlD)
        try terminal.expectScreen("end of file")
        #expect(try terminal.waitForEnd() == .exited(0))
    }

    @Test func initialTextIsEditedInPlace() throws {
        let terminal = try start(#"v = volume_ml(segment(t1, "left hippocampus"))"#)
        try terminal.expectScreen("left hippocampus")
        for _ in 0..<3 { try terminal.send(.left) }
        for _ in 0..<11 { try terminal.send(.backspace) }
        try terminal.send("amygdala\r")
        try terminal.expectScreen(#"segment(t1, \"left amygdala\"))""#)
    }

    @Test func initialTextOfSeveralLinesShowsAsSeveral() throws {
        let terminal = try start("a = 1\nb = 2")
        try terminal.expectScreen("b = 2")
        #expect(terminal.screen.lines[0] == "ask> a = 1")
        #expect(terminal.screen.lines[1] == "b = 2")
        try terminal.send("3\r")
        try terminal.expectScreen(#"line: "a = 1\nb = 23""#)
    }

    @Test func altEnterBreaksTheLineAndArrowsGoBetweenLines() throws {
        let terminal = try start()
        try terminal.send("first\r")
        try expectLine(#"line: "first""#, on: terminal)
        try terminal.send("abc\u{1B}\rde")
        try terminal.expectScreen("de on a line") { $0.lines.contains("de") }
        // Up stays in the text: the column is kept, then there is nothing above but the history.
        try terminal.send(.up)
        try terminal.send("X")
        try terminal.send(.down)
        try terminal.send("Y\r")
        try expectLine(#"line: "abXc\ndeY""#, on: terminal)
        try terminal.send(.up)
        try terminal.expectScreen("ask> first")
    }

    @Test func aPasteOfFiveLinesIsOneEntry() throws {
        let terminal = try start()
        try terminal.expectScreen("marked pastes") { $0.isBracketedPaste }
        try terminal.paste("one\ntwo\nthree\nfour\nfive")
        try terminal.expectScreen("five")
        try terminal.send(.enter)
        try terminal.expectScreen(#"line: "one\ntwo\nthree\nfour\nfive""#)
    }

    @Test(arguments: ["C.UTF-8", "C", ""])
    func charactersBeyondASCIIPass(locale: String) throws {
        let terminal = try start(environment: ["LANG": locale])
        try terminal.send("größe µm 脑\r")
        try terminal.expectScreen(#"line: "größe µm 脑""#)
    }

    @Test func tabCompletesWhatIsSharedThenListsThenFinishes() throws {
        let terminal = try start()
        try terminal.send("left hip\t")
        try terminal.expectScreen("left hippocamp")
        try terminal.send("\t")
        try terminal.expectScreen("hippocampal fissure")
        #expect(terminal.screen.lines[1].contains("hippocampus"))
        try terminal.expectScreen("the line again") { $0.lines[2] == "ask> left hippocamp" }
        try terminal.send("u\tand\r")
        try terminal.expectScreen(#"line: "left hippocampus and""#)
    }

    @Test func namesOfFilesCompleteWhereTheProgramOffersNothing() throws {
        let folder = try TemporaryFolder()
        try folder.write("", to: "scans/ch2.nii.gz")
        try folder.write("", to: "scans/.hidden")
        let terminal = try start(folder: folder.path)
        try terminal.send("load \"sc\t")
        try terminal.expectScreen("scans/")
        try terminal.send("\t")
        try terminal.expectScreen("scans/ch2.nii.gz")
        try terminal.send(.enter)
        try terminal.expectScreen(#"line: "load \"scans/ch2.nii.gz ""#)
    }

    @Test func historyIsKeptPrivateAndFoundAgain() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("history")
        let environment = ["PROBE_HISTORY": path]
        let first = try start(environment: environment)
        try first.send("one\rtwo\r")
        try expectLine(#"line: "two""#, on: first)
        try first.send(.controlD)
        try first.waitForEnd()
        #expect(try folder.read("history") == "one\ntwo\n")
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o600)

        let second = try start(environment: environment)
        try second.send(.up)
        try second.expectScreen("ask> two")
        try second.send(.up)
        try second.expectScreen("ask> one")
        try second.send(.enter)
        try second.expectScreen(#"line: "one""#)
    }

    @Test func theLineFollowsANewSize() throws {
        let terminal = try start(columns: 80)
        try terminal.send(String(repeating: "x", count: 30))
        try terminal.expectScreen(String(repeating: "x", count: 30))
        terminal.resize(rows: 24, columns: 20)
        try terminal.send("y")
        try terminal.expectScreen("the line on two rows") { $0.text.contains("xy") }
        try terminal.send(.enter)
        try terminal.expect("line:")
    }

    @Test func controlZStopsAndTheLineIsThereAfterwards() throws {
        let terminal = try PseudoTerminal(
            "/bin/bash", ["--norc", "-i"],
            environment: [
                "PS1": "shell$ ", "INPUTRC": "/dev/null",
                "PROBE": try locateProduct(named: "TerminalProbe"),
            ])
        try terminal.expectScreen("shell$")
        try terminal.send("$PROBE lines\r")
        try terminal.expectScreen("ask>")
        try terminal.send("abc")
        try terminal.expectScreen("ask> abc")
        try terminal.send(.controlZ)
        try terminal.expectScreen("Stopped")
        try terminal.send("fg\r")
        try terminal.expectScreen("the line again") { screen in
            screen.lines.filter { $0.hasSuffix("ask> abc") }.count == 2
        }
        try terminal.send("d\r")
        try terminal.expectScreen(#"line: "abcd""#)
    }

    @Test(arguments: [SIGTERM, SIGHUP, SIGSEGV, SIGABRT, SIGQUIT])
    func aSignalThatKillsLeavesTheTerminalAsItWas(signal: Int32) throws {
        let terminal = try start()
        try terminal.expectScreen("marked pastes") { $0.isBracketedPaste }
        #expect(!terminal.isSane)
        terminal.signal(signal)
        #expect(try terminal.waitForEnd() == .killed(signal: signal))
        #expect(terminal.isSane)
        #expect(!terminal.screen.isBracketedPaste)
    }
}
