import Foundation
import SyntheticScans
import TestSupport
import Testing

/// Waits are long because test machines are busy; nothing waits that long when all is well.
let patience = 120.0

extension PseudoTerminal {
    /// Types a line and waits for what the program then asks, or for its next prompt.
    func enter(_ line: String, until question: String = prompt) throws {
        try send(line)
        try send(.enter)
        try expect(question, within: patience)
    }

    /// The end of the prompt; what comes before it was written before it.
    static let prompt = "> \u{1B}[0m"
    /// The end of the question about code.
    static let question = "[n] skip \u{1B}[0m"

    /// Ctrl-D at the prompt, and the end of the program.
    func leave() throws {
        try send(.controlD)
        #expect(try waitForEnd(within: patience) == .exited(0))
        #expect(isSane)
    }
}

@Suite("The session on a terminal", .serialized)
struct TerminalSessionTests {
    private let command: Command

    init() throws {
        command = try Command()
        try command.folder.write("mask = segment(t1, \"left hippocampus\")\n", to: "mask.py")
        try command.folder.write(
            """
            left = segment(t1, "left hippocampus")
            size = volume_ml(left)
            report("left", size, "mL")
            if size > 40:
                print("large")

            """, to: "left.py")
    }

    private func start(environment: [String: String] = [:]) throws -> PseudoTerminal {
        let terminal = try command.terminal(
            ["--session", "s.md"] + Command.labels, environment: environment)
        try terminal.expect(PseudoTerminal.prompt, within: patience)
        return terminal
    }

    @Test func loadEditRunSaveReplay() throws {
        let terminal = try start()
        #expect(
            terminal.screen.lines[0]
                == "voxelprompt 0.1.0. For research use only; not a medical device.")
        try terminal.enter(":load t1.nii.gz")
        #expect(terminal.screen.contains("t1: 20×24×20 voxels of 8×8×8 mm, RAS, t1.nii.gz"))

        try terminal.enter(":run mask.py", until: PseudoTerminal.question)
        // Another key explains and runs nothing.
        try terminal.enter("?", until: PseudoTerminal.question)
        // Edited on the line, with a mistake: said under the code, and running is not offered.
        try terminal.enter("e", until: "left hippocampus\")")
        try terminal.send(.controlU)
        try terminal.enter(
            "mask = segment(t1, \"rigt hippocampus\")", until: PseudoTerminal.question)
        let mistaken = try #require(Self.screen(terminal, from: "> :run mask.py"))
        #expect(try Golden.difference(mistaken, "edited.txt", of: "CommandTests") == nil)

        // Mended, shown, and asked about again.
        try terminal.enter("e", until: "rigt hippocampus\")")
        try terminal.send(.controlU)
        try terminal.enter(
            "mask = segment(t1, \"right hippocampus\")", until: PseudoTerminal.question)
        let mended = terminal.screen.lines.filter { !$0.isEmpty }
        #expect(
            mended.suffix(2) == [
                "  mask = segment(t1, \"right hippocampus\")",
                "Run it? [Enter] run, [e] edit, [?] more, [n] skip",
            ])
        try terminal.enter("")
        let shown = try #require(Self.screen(terminal, from: "mask: mask of right hippocampus"))
        // A slow machine says how long it took.
        let timeless = shown.replacing(/(?m)^[0-9.]+ s\n/, with: "")
        #expect(try Golden.difference(timeless, "shown.txt", of: "CommandTests") == nil)

        try terminal.enter(":save mask out.nii.gz")
        #expect(terminal.screen.contains("saved mask of right hippocampus as out.nii.gz"))
        // A second time the file is there: Enter keeps it.
        try terminal.enter(":save mask out.nii.gz", until: "[Enter] no \u{1B}[0m")
        #expect(terminal.screen.contains("out.nii.gz exists. Replace it?"))
        try terminal.enter("")
        #expect(terminal.screen.contains("out.nii.gz was kept"))
        try terminal.leave()
        #expect(terminal.screen.contains("voxelprompt replay s.md runs it again."))

        let text = try command.folder.read("s.md")
        #expect(text.contains("```python run\nmask = segment(t1, \"right hippocampus\")\n```"))
        let replay = try command.run(["replay", "s.md"])
        #expect(replay.code == 0, "\(replay.output)\(replay.errors)")
        #expect(replay.output.contains("same: 2 steps"))
    }

    /// The screen from the last line that begins so, without empty lines at the end.
    private static func screen(_ terminal: PseudoTerminal, from start: String) -> String? {
        let lines = terminal.screen.text.split(separator: "\n", omittingEmptySubsequences: false)
        guard let first = lines.lastIndex(where: { $0.hasPrefix(start) }) else { return nil }
        return lines[first...].joined(separator: "\n")
    }

    @Test(.enabled(if: Command.hasLanguageModel)) func aPromptIsAnswered() throws {
        let terminal = try start()
        try terminal.enter(
            "What is the volume of the left hippocampus?", until: PseudoTerminal.question)
        #expect(terminal.screen.contains("segment(t1, \"left hippocampus\")"))
        try terminal.enter("")
        #expect(terminal.screen.contains("left hippocampus volume: "))
        try terminal.enter("What can I ask?")
        #expect(terminal.screen.contains("Ask in your own words"))
        try terminal.leave()
        let replay = try command.run(["replay", "s.md"])
        #expect(replay.code == 0, "\(replay.output)\(replay.errors)")
    }

    @Test func controlCStopsTheRunNotTheProgram() throws {
        try command.folder.write("kept = 1\n", to: "kept.py")
        try command.folder.write(
            "kept = 2\nprint(\"begun\")\nwhile True:\n    kept = kept + 1\n", to: "forever.py")
        let terminal = try start()
        try terminal.enter(":run kept.py", until: PseudoTerminal.question)
        try terminal.enter("")
        try terminal.enter(":run forever.py", until: PseudoTerminal.question)
        try terminal.enter("", until: "begun\r\n")
        try terminal.send(.controlC)
        try terminal.expect(PseudoTerminal.prompt, within: patience)
        #expect(terminal.screen.contains("Stopped; the workspace is as it was."))
        try terminal.enter(":list")
        #expect(terminal.screen.contains("kept  whole number  1; step 1"))
        // At the prompt Ctrl-C leaves nothing either; twice it tells how.
        try terminal.send("half a li")
        try terminal.expect("half a li", within: patience)
        try terminal.send(.controlC)
        try terminal.expect(PseudoTerminal.prompt, within: patience)
        try terminal.send(.controlC)
        try terminal.expect(PseudoTerminal.prompt, within: patience)
        #expect(terminal.screen.contains("Ctrl-D or :quit leaves the program."))
        try terminal.leave()
    }

    @Test func severalLinesAreEditedInTheEditor() throws {
        let editor = try command.folder.write(
            "#!/bin/sh\nsed -i 's/left hippocampus/right hippocampus/' \"$1\"\n", to: "ed.sh")
        let terminal = try start(environment: ["VISUAL": "sh '\(editor)'"])
        try terminal.enter(":run left.py", until: PseudoTerminal.question)
        try terminal.enter("e", until: PseudoTerminal.question)
        #expect(terminal.screen.contains("  left = segment(t1, \"right hippocampus\")"))
        try terminal.enter("n")
        #expect(terminal.screen.contains("Skipped."))
        try terminal.send(":quit")
        try terminal.send(.enter)
        #expect(try terminal.waitForEnd(within: patience) == .exited(0))
        #expect(try command.folder.read("s.md").contains("- Status: skipped"))
    }

    @Test func nothingPrintedSteersTheTerminal() throws {
        try command.folder.write("print(\"a\\x1b[2Jb\\x07\")\n", to: "evil.py")
        let terminal = try start()
        try terminal.enter(":run evil.py", until: PseudoTerminal.question)
        try terminal.enter("")
        #expect(terminal.screen.contains("a^[[2Jb^G"))
    }

    @Test func completionAndHistory() throws {
        let terminal = try start()
        try terminal.send(":he")
        try terminal.send(.tab)
        try terminal.expectScreen("> :help", within: patience)
        try terminal.send("amygd")
        try terminal.send(.tab)
        try terminal.expectScreen("> :help amygdala", within: patience)
        try terminal.enter("")
        #expect(terminal.screen.contains("also called: amygdalae"))
        try terminal.leave()
        let history = command.folder.path("state/voxelprompt/history")
        let mode = try FileManager.default.attributesOfItem(atPath: history)[.posixPermissions]
        #expect(mode as? Int == 0o600)
        let again = try start()
        try again.send(.up)
        try again.expectScreen("> :help amygdala", within: patience)
    }
}
