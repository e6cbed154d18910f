import Foundation
import SyntheticScans
import TestSupport
import Testing

/// Waits are long because test machines are busy; nothing waits that long when all is well.
private let patience = 120.0

@Suite("The session on a terminal", .serialized)
struct TerminalSessionTests {
    private let command: Command

    init() throws {
        command = try Command()
        try command.folder.write("mask = segment(t1, \"left hippocampus\")\n", to: "mask.py")
        try command.folder.write(
            "left = segment(t1, \"left hippocampus\")\nreport(\"left\", volume_ml(left), \"mL\")\n",
            to: "left.py")
    }

    private func start(environment: [String: String] = [:]) throws -> PseudoTerminal {
        let terminal = try command.terminal(
            ["--session", "s.md"] + Command.labels, environment: environment)
        try terminal.expect("> ", within: patience)
        return terminal
    }

    @Test func loadPromptEditRunSaveReplay() throws {
        let terminal = try start()
        #expect(
            terminal.screen.lines[0]
                == "voxelprompt 0.1.0. For research use only: not a medical device, not for diagnosis.")
        try terminal.send(":load t1.nii.gz")
        try terminal.send(.enter)
        try terminal.expectScreen("t1: 20×24×20 voxels of 8×8×8 mm, RAS, t1.nii.gz", within: patience)

        try terminal.send(":run mask.py")
        try terminal.send(.enter)
        try terminal.expectScreen("Run it? [Enter] run, [e] edit, [n] skip", within: patience)
        #expect(terminal.screen.contains("  mask = segment(t1, \"left hippocampus\")"))

        // Another key explains and runs nothing.
        try terminal.send("x")
        try terminal.send(.enter)
        try terminal.expectScreen("Enter or y  run the code", within: patience)

        // Edited on the line, with a mistake: said under the code, and running is not offered.
        try terminal.send("e")
        try terminal.send(.enter)
        try terminal.expectScreen("edit: mask = segment(t1, \"left hippocampus\")", within: patience)
        try terminal.send(.controlU)
        try terminal.send("mask = segment(t1, \"rigt hippocampus\")")
        try terminal.send(.enter)
        try terminal.expectScreen("It has errors. [e] edit, [n] skip", within: patience)
        #expect(terminal.screen.contains("right hippocampus"))
        #expect(terminal.screen.contains("^^^"))

        // Mended, shown, and asked about again.
        try terminal.send("e")
        try terminal.send(.enter)
        try terminal.expectScreen("edit: mask = segment(t1, \"rigt hippocampus\")", within: patience)
        try terminal.send(.controlU)
        try terminal.send("mask = segment(t1, \"right hippocampus\")")
        try terminal.send(.enter)
        try terminal.expectScreen("a question about the mended code", within: patience) { screen in
            let lines = screen.lines.filter { !$0.isEmpty }
            return lines.last?.hasPrefix("Run it?") == true
                && lines.dropLast().last == "  mask = segment(t1, \"right hippocampus\")"
        }
        try terminal.send(.enter)
        try terminal.expectScreen("# right hippocampus", within: patience)
        try terminal.expectScreen("a new prompt", within: patience) { $0.lines.contains(">") }

        try terminal.send(":save mask out.nii.gz")
        try terminal.send(.enter)
        try terminal.expectScreen("saved mask of right hippocampus as out.nii.gz", within: patience)
        // A second time the file is there: Enter keeps it.
        try terminal.send(":save mask out.nii.gz")
        try terminal.send(.enter)
        try terminal.expectScreen("out.nii.gz exists. Replace it?", within: patience)
        try terminal.send(.enter)
        try terminal.expectScreen("out.nii.gz was kept", within: patience)

        try terminal.send(.controlD)
        try terminal.expect("voxelprompt replay s.md runs it again.", within: patience)
        #expect(try terminal.waitForEnd(within: patience) == .exited(0))
        #expect(terminal.isSane)

        let text = try command.folder.read("s.md")
        #expect(text.contains("```python\nmask = segment(t1, \"right hippocampus\")\n```"))
        let replay = try command.run(["replay", "s.md"])
        #expect(replay.code == 0, "\(replay.output)\(replay.errors)")
        #expect(replay.output.contains("same: 2 steps"))
    }

    @Test(.enabled(if: Command.hasLanguageModel)) func aPromptIsAnswered() throws {
        let terminal = try start()
        try terminal.send("What is the volume of the left hippocampus?")
        try terminal.send(.enter)
        try terminal.expectScreen("Run it? [Enter] run, [e] edit, [n] skip", within: patience)
        #expect(terminal.screen.contains("segment(t1, \"left hippocampus\")"))
        try terminal.send(.enter)
        try terminal.expectScreen("left hippocampus volume: ", within: patience)
        try terminal.send("What can I ask?")
        try terminal.send(.enter)
        try terminal.expectScreen("Ask in your own words", within: patience)
        try terminal.send(.controlD)
        #expect(try terminal.waitForEnd(within: patience) == .exited(0))
        let replay = try command.run(["replay", "s.md"])
        #expect(replay.code == 0, "\(replay.output)\(replay.errors)")
    }

    @Test func controlCStopsTheRunNotTheProgram() throws {
        try command.folder.write("kept = 1\n", to: "kept.py")
        try command.folder.write("kept = 2\nwhile True:\n    kept = kept + 1\n", to: "forever.py")
        let terminal = try start()
        for program in ["kept.py", "forever.py"] {
            try terminal.send(":run \(program)")
            try terminal.send(.enter)
            try terminal.expect("Run it?", within: patience)
            try terminal.send(.enter)
            if program == "kept.py" { try terminal.expect("> ", within: patience) }
        }
        // The run has begun when the terminal no longer echoes into the line editor.
        try terminal.expect("\n", within: patience)
        try terminal.send(.controlC)
        try terminal.expectScreen("Stopped; the workspace is as it was.", within: patience)
        try terminal.send(":list")
        try terminal.send(.enter)
        try terminal.expectScreen("kept  number", within: patience)
        #expect(terminal.screen.lines.contains { $0.contains("kept") && $0.contains("1; step 1") })
        // At the prompt Ctrl-C leaves nothing either; twice it tells how.
        try terminal.send("half a li")
        try terminal.send(.controlC)
        try terminal.send(.controlC)
        try terminal.expectScreen("Ctrl-D or :quit leaves the program.", within: patience)
        try terminal.send(.controlD)
        #expect(try terminal.waitForEnd(within: patience) == .exited(0))
        #expect(terminal.isSane)
    }

    @Test func severalLinesAreEditedInTheEditor() throws {
        let editor = try command.folder.write(
            "#!/bin/sh\nsed -i 's/left hippocampus/right hippocampus/' \"$1\"\n", to: "ed.sh")
        let terminal = try start(environment: ["VISUAL": "sh '\(editor)'"])
        try terminal.send(":run left.py")
        try terminal.send(.enter)
        try terminal.expect("Run it?", within: patience)
        try terminal.send("e")
        try terminal.send(.enter)
        try terminal.expect("Run it?", within: patience)
        #expect(terminal.screen.contains("  left = segment(t1, \"right hippocampus\")"))
        try terminal.send("n")
        try terminal.send(.enter)
        try terminal.expectScreen("Skipped.", within: patience)
        try terminal.send(":quit")
        try terminal.send(.enter)
        #expect(try terminal.waitForEnd(within: patience) == .exited(0))
        #expect(try command.folder.read("s.md").contains("- Status: skipped"))
    }

    @Test func nothingPrintedSteersTheTerminal() throws {
        try command.folder.write("print(\"a\\x1b[2Jb\\x07\")\n", to: "evil.py")
        let terminal = try start()
        try terminal.send(":run evil.py")
        try terminal.send(.enter)
        try terminal.expect("Run it?", within: patience)
        try terminal.send(.enter)
        try terminal.expectScreen("a^[[2Jb^G", within: patience)
    }

    @Test func completionAndHistory() throws {
        let terminal = try start()
        try terminal.send(":he")
        try terminal.send(.tab)
        try terminal.expectScreen("> :help", within: patience)
        try terminal.send("amygd")
        try terminal.send(.tab)
        try terminal.expectScreen("> :help amygdala", within: patience)
        try terminal.send(.enter)
        try terminal.expectScreen("also called: amygdalae", within: patience)
        try terminal.send(.controlD)
        #expect(try terminal.waitForEnd(within: patience) == .exited(0))
        let history = command.folder.path("state/voxelprompt/history")
        let mode = try FileManager.default.attributesOfItem(atPath: history)[.posixPermissions]
        #expect(mode as? Int == 0o600)
        let again = try start()
        try again.send(.up)
        try again.expectScreen("> :help amygdala", within: patience)
    }
}
