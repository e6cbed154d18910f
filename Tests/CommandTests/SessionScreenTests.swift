import Foundation
import SyntheticScans
import TestSupport
import Testing

/// Every key and command of the session on two sizes of screen, with goldens of what is shown.
@Suite("What the screen shows", .serialized)
struct SessionScreenTests {
    struct Size: CustomTestStringConvertible, Sendable {
        let rows: Int
        let columns: Int
        var testDescription: String { "\(columns)x\(rows)" }
    }

    static let sizes = [Size(rows: 24, columns: 80), Size(rows: 60, columns: 200)]

    private let command: Command

    init() throws {
        command = try Command()
        let programs = [
            "mask.py": "mask = segment(t1, \"left hippocampus\")\n",
            "same.py": "mask = segment(t1, \"right hippocampus\")\n",
            "two.py": "n = 2\nreport(\"n\", n)\n",
            "save.py": "save(mask, \"out.nii.gz\")\n",
            "volume.py": """
            for side in ["left", "right"]:
                size = volume_ml(segment(t1, f"{side} hippocampus"))
                if size > 1:
                    report(f"{side} hippocampus", size, "mL")

            """,
        ]
        for (name, text) in programs { try command.folder.write(text, to: name) }
    }

    private func start(_ size: Size, environment: [String: String] = [:]) throws -> PseudoTerminal {
        let terminal = try command.terminal(
            ["--session", "s.md", "--config", "none"] + Command.scanAndLabels,
            environment: environment, rows: size.rows, columns: size.columns)
        try terminal.expect(PseudoTerminal.prompt, within: patience)
        return terminal
    }

    /// Compares the screen, from the last line that begins so, with a golden of this size.
    private func check(
        _ terminal: PseudoTerminal, from start: String, _ name: String, _ size: Size,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let lines = terminal.screen.text.split(separator: "\n", omittingEmptySubsequences: false)
        let first = try #require(
            lines.lastIndex { $0.hasPrefix(start) }, "\(terminal.screen.text)",
            sourceLocation: sourceLocation)
        // How long it took differs from machine to machine.
        let text = lines[first...].joined(separator: "\n").replacing(/(?m)^[0-9.]+ s\n/, with: "")
        let difference = try Golden.difference(
            text, "\(size.columns)x\(size.rows)/\(name).txt", of: "CommandTests")
        #expect(difference == nil, sourceLocation: sourceLocation)
    }

    @Test(arguments: sizes) func theKeysOfTheQuestion(size: Size) throws {
        let terminal = try start(size)
        let question = PseudoTerminal.question
        try terminal.enter(":run volume.py", until: question)
        try check(terminal, from: "> :run", "asked", size)
        try terminal.enter("?", until: question)
        try check(terminal, from: "  Enter or y", "keys", size)
        try terminal.enter("x", until: question)
        try check(terminal, from: "  for side", "explained", size)
        try terminal.enter("d", until: question)
        try check(terminal, from: "Nothing was run", "dry-run", size)
        try terminal.enter("n")
        try check(terminal, from: "Skipped.", "skipped", size)

        // Edited on the line with a mistake, told, mended, asked again, allowed always.
        try terminal.enter(":run mask.py", until: question)
        try terminal.enter("e", until: "left hippocampus\")")
        try terminal.send(.controlU)
        try terminal.enter("mask = segment(t1, \"rigt hippocampus\")", until: question)
        try check(terminal, from: "> :run", "edited", size)
        try terminal.enter("", until: question)
        try check(terminal, from: "The errors above", "not-run", size)
        try terminal.enter("e", until: "rigt hippocampus\")")
        try terminal.send(.controlU)
        try terminal.enter("mask = segment(t1, \"right hippocampus\")", until: question)
        try terminal.enter("a")
        try check(terminal, from: "mask: mask of", "run", size)
        try terminal.enter(":run same.py")
        #expect(terminal.transcript.contains("Running (always, as you said)."))

        // The next one unasked, then asked again; what writes files is asked about in any case.
        try terminal.enter(":run volume.py", until: question)
        try terminal.enter("A 2")
        try check(terminal, from: "left hippocampus:", "next", size)
        try terminal.enter(":run two.py")
        try check(terminal, from: "> :run two", "unasked", size)
        try terminal.enter(":run save.py", until: question)
        try terminal.enter("a", until: question)
        try check(terminal, from: "> :run save", "writes", size)
        try terminal.enter("n")
        try terminal.enter(":run two.py")
        #expect(terminal.screen.contains("Running (the last one unasked)."))
        try terminal.enter(":run two.py", until: question)
        try terminal.enter("n")
        try terminal.leave()
    }

    @Test(arguments: sizes) func theWorkspaceGoesBackAndForth(size: Size) throws {
        let terminal = try start(size)
        try terminal.enter(":run mask.py", until: PseudoTerminal.question)
        try terminal.enter("y")
        try terminal.enter(":save mask out.nii.gz")
        try terminal.enter(":rename t1 baseline")
        try check(terminal, from: "> :rename", "renamed", size)
        try terminal.enter(":list")
        try check(terminal, from: "> :list", "list", size)
        try terminal.enter(":drop mask")
        try check(terminal, from: "> :drop", "dropped", size)
        try terminal.enter(":undo 3")
        try check(terminal, from: "> :undo", "undone", size)
        #expect(FileManager.default.fileExists(atPath: command.folder.path("out.nii.gz")))
        try terminal.enter(":undo 5")
        try check(terminal, from: "> :undo", "undone-all", size)
        try terminal.enter(":redo 2")
        try check(terminal, from: "> :redo", "redone", size)
        try terminal.enter(":info mask")
        try check(terminal, from: "> :info", "info", size)
        try terminal.leave()

        // The session holds what stands: the mask and its file, no new name, nothing dropped.
        let replay = try command.run(["replay", "s.md"])
        #expect(replay.code == 0, "\(replay.output)\(replay.errors)")
        #expect(replay.output.contains("same: 2 steps"))
        let again = try start(size)
        try again.enter(":list")
        #expect(again.screen.contains("t1 ") && again.screen.contains("mask "))
        #expect(!again.screen.contains("baseline "))
    }

    @Test(arguments: sizes) func helpIsBrokenBetweenWordsAndPaged(size: Size) throws {
        let terminal = try start(size)
        let isPaged = size.rows < 40
        try terminal.enter(
            ":help segment", until: isPaged ? "q leaves --" : PseudoTerminal.prompt)
        try check(terminal, from: "## segment", "help", size)
        if isPaged {
            try pageThrough(terminal)
            #expect(!terminal.screen.contains("q leaves"))
            // q leaves the rest out.
            try terminal.enter(":help segment", until: "q leaves --")
            try terminal.send("q")
            try terminal.expect(PseudoTerminal.prompt, within: patience)
            #expect(!terminal.screen.contains("q leaves"))
        }
        try terminal.leave()
    }

    /// Space until the last page was shown.
    private func pageThrough(_ terminal: PseudoTerminal) throws {
        func last(_ screen: VirtualScreen) -> String { screen.lines.last { !$0.isEmpty } ?? "" }
        var shown = last(terminal.screen)
        while shown.hasPrefix("-- ") {
            try terminal.send(" ")
            try terminal.expectScreen("another page or the prompt", within: patience) { screen in
                last(screen) == ">" || last(screen).hasPrefix("-- ") && last(screen) != shown
            }
            shown = last(terminal.screen)
        }
        // What is waited for next must not be found among these pages.
        try terminal.expect(PseudoTerminal.prompt, within: patience)
    }

    @Test func severalPastedLinesAreAProgram() throws {
        let size = Self.sizes[0]
        let terminal = try start(size)
        try terminal.paste("a = 1\nb = 2\nc = a + b\nprint(c)\nreport(\"sum\", c)")
        try terminal.expectScreen("report(\"sum\", c)", within: patience)
        try terminal.enter("", until: PseudoTerminal.question)
        try check(terminal, from: "> a = 1", "pasted", size)
        try terminal.enter("")
        #expect(terminal.screen.contains("sum: 3"))
        // A backslash at the end of a line goes on with it.
        try terminal.send("d = 4\\\r")
        try terminal.expectScreen("the line below") { $0.lines.contains(".") }
        try terminal.enter("report(\"d\", d)", until: PseudoTerminal.question)
        try terminal.enter("")
        #expect(terminal.screen.contains("d: 4"))
        try terminal.leave()
    }
}
