import Foundation
import SyntheticScans
import TestSupport
import Testing

/// The viewer of the real program on terminals of several kinds.
@Suite("The viewer on a terminal", .serialized)
struct ViewerTerminalTests {
    private let command: Command

    init() throws { command = try Command() }

    static let kinds: [(type: String, colors: String)] = [
        ("vt100", ""), ("xterm-256color", ""), ("xterm-256color", "truecolor"),
    ]

    private func view(
        _ arguments: [String] = ["t1.nii.gz", "labels.nii.gz"], type: String = "xterm-256color",
        colors: String = "", variables: [String: String] = [:]
    ) throws -> PseudoTerminal {
        let terminal = try PseudoTerminal(
            command.program, ["view"] + arguments,
            environment: command.variables.merging(
                ["TERM": type, "COLORTERM": colors].merging(variables) { $1 }
            ) { $1 },
            folder: command.folder.path)
        // A vt100 has one screen only.
        try terminal.expectScreen("the scan", within: 120) {
            $0.contains("q leave") && ($0.isAlternate || type == "vt100")
        }
        return terminal
    }

    private func leave(_ terminal: PseudoTerminal) throws {
        try terminal.send("q")
        #expect(try terminal.waitForEnd() == .exited(0))
        expectSane(terminal)
    }

    private func expectSane(_ terminal: PseudoTerminal) {
        #expect(terminal.isSane)
        #expect(!terminal.screen.isAlternate)
        #expect(terminal.screen.isCursorVisible)
        #expect(!terminal.screen.isMouseWatched)
    }

    @Test(arguments: kinds) func navigationWindowOverlayAndResize(
        type: String, colors: String
    ) throws {
        let terminal = try view(type: type, colors: colors)
        #expect(terminal.screen.contains("sagittal x"))
        #expect(terminal.screen.contains("R is on the left (radiological)"))
        #expect(terminal.screen.contains("labels.nii.gz"))
        #expect(terminal.screen.contains("mm"))
        if type == "vt100" {
            #expect(!terminal.transcript.contains("\u{1B}[38"))
            #expect(terminal.screen.text.allSatisfy { $0.isASCII })
        } else {
            #expect(terminal.screen.contains("▀"))
            #expect(terminal.transcript.contains(colors.isEmpty ? ";5;" : "[38;2;"))
        }

        try terminal.send("g-28 -20 -14\r")
        try terminal.expectScreen("at -28.0 -20.0 -14.0 mm")
        try terminal.expectScreen("here: labels.nii.gz, Left-Hippocampus")
        try terminal.expectScreen("t1.nii.gz 76 in window 0 to 110")
        // A vt100 has no page keys, but what calls itself so today.
        try terminal.send(.pageUp)
        try terminal.expectScreen("at -28.0 -20.0 -6.0 mm")
        try terminal.send("l")
        try terminal.expectScreen("at -36.0 -20.0 -6.0 mm")
        try terminal.send("w")
        try terminal.expectScreen("in window 5.5 to 105")
        try terminal.send("o")
        try terminal.expectScreen("masks outlined")
        try terminal.send("?")
        try terminal.expectScreen("any key goes back")
        try terminal.send("x")
        try terminal.expectScreen("q leave")
        try terminal.send("2")
        try terminal.expectScreen("one plane") {
            $0.contains("coronal y") && !$0.contains("axial z")
        }
        terminal.resize(rows: 30, columns: 100)
        try terminal.expectScreen("the last line", within: 120) { $0.lines[29].contains("q leave") }
        try leave(terminal)
    }

    @Test func aMouseClickMovesTheCrosshair() throws {
        let terminal = try view()
        #expect(terminal.screen.isMouseWatched)
        let before = try #require(terminal.screen.lines.first { $0.hasPrefix("at ") })
        try terminal.send("\u{1B}[<0;12;8M\u{1B}[<0;12;8m")
        try terminal.expectScreen("another place") {
            $0.lines.contains { $0.hasPrefix("at ") && $0 != before }
        }
        try leave(terminal)
    }

    /// A slice further, only what changed is sent: much less than the whole picture.
    @Test func onlyChangesAreSent() throws {
        let terminal = try view(colors: "truecolor")
        let whole = terminal.transcript.utf8.count
        try terminal.send("x")
        try terminal.send("?")
        try terminal.expectScreen("any key goes back")
        try terminal.send("x")
        try terminal.expectScreen("q leave")
        let before = terminal.transcript.utf8.count
        try terminal.send("b")
        try terminal.send("r")
        try terminal.send("+")
        try terminal.expectScreen("opacity 60 %")
        try terminal.send("x")
        try terminal.expectScreen("q leave")
        #expect(terminal.transcript.utf8.count - before < 4 * whole)
        try leave(terminal)
    }

    @Test(arguments: [SIGTERM, SIGSEGV, SIGHUP])
    func aSignalThatKillsLeavesTheTerminalAsItWas(signal: Int32) throws {
        let terminal = try view(colors: "truecolor")
        #expect(terminal.screen.isAlternate)
        terminal.signal(signal)
        #expect(try terminal.waitForEnd() == .killed(signal: signal))
        expectSane(terminal)
    }

    /// The Swift runtime has a handler of its own, which comes first where it is not turned off.
    @Test func aSignalThatKillsEndsTheProgramAlsoWithBacktraces() throws {
        let terminal = try view(colors: "truecolor", variables: ["SWIFT_BACKTRACE": "enable=yes"])
        terminal.signal(SIGSEGV)
        #expect(try terminal.waitForEnd() == .killed(signal: SIGSEGV))
        expectSane(terminal)
    }

    @Test(arguments: kinds) func aTinyTerminal(type: String, colors: String) throws {
        let terminal = try PseudoTerminal(
            command.program, ["view", "t1.nii.gz"],
            environment: command.variables.merging(["TERM": type, "COLORTERM": colors]) { $1 },
            rows: 6, columns: 20, folder: command.folder.path)
        try terminal.expectScreen("? help, q leave")
        try terminal.send("?")
        try terminal.expectScreen("any key goes back")
        try terminal.send("x")
        try terminal.expectScreen("? help, q leave")
        try leave(terminal)
    }

    @Test func aTerminalThatCannotIsSaidSo() throws {
        let terminal = try PseudoTerminal(
            command.program, ["view", "t1.nii.gz"],
            environment: command.variables.merging(["TERM": "dumb"]) { $1 },
            folder: command.folder.path)
        #expect(try terminal.waitForEnd() != .exited(0))
        #expect(terminal.screen.contains("cannot show full-screen pictures"))
        #expect(terminal.isSane)
    }

    @Test(.enabled(if: Command.hasLanguageModel)) func promptsWithoutASessionBeginOne() throws {
        let terminal = try view()
        try terminal.send("g-28 -20 -14\r")
        try terminal.expectScreen("here: labels.nii.gz, Left-Hippocampus")
        try terminal.send("/what is this?\r")
        try terminal.expectScreen("this is labels.nii.gz, Left-Hippocampus", within: 120)
        try terminal.send("/smooth t1 with 2 mm\r")
        try terminal.expectScreen("the question", within: 120) {
            !$0.isAlternate && $0.contains("Run it?") && $0.contains("smooth(t1, 2)")
        }
        try terminal.send("\r")
        try terminal.expectScreen("back to the viewer", within: 120)
        try terminal.send("\r")
        try terminal.expectScreen("the viewer again", within: 120) {
            $0.isAlternate && $0.contains("q leave")
        }
        try terminal.send("gflux capacitor\r")
        try terminal.expectScreen("is no known structure", within: 120)
        try leave(terminal)
        #expect(terminal.screen.contains("The session is in"))
    }

    /// What is under the crosshair is asked about by its structure's name, not its file's.
    @Test(.enabled(if: Command.hasLanguageModel)) func aPromptNamesStructuresOfFiles() throws {
        let terminal = try view()
        try terminal.send("g-28 -20 -14\r")
        try terminal.expectScreen("here: labels.nii.gz, Left-Hippocampus")
        try askForTheLeftHippocampus(terminal)
        // Nothing is run: the network has no part in this.
        try terminal.send("n\r")
        try terminal.expectScreen("back to the viewer", within: 120)
        try terminal.send("\r")
        try terminal.expectScreen("the viewer again", within: 120) { $0.isAlternate }
        try leave(terminal)
    }

    /// Asks about what is under the crosshair; the code is shown for confirmation.
    private func askForTheLeftHippocampus(_ terminal: PseudoTerminal) throws {
        try terminal.send("/segment the structure under the crosshair\r")
        try terminal.expectScreen("the question", within: 120) {
            !$0.isAlternate && $0.contains("Run it?")
                && $0.contains("segment(t1, \"left hippocampus\")")
        }
    }

    @Test func aSeriesIsLeafedThrough() throws {
        let series = Places.fixture("Reference/files/frames.nii.gz", of: "VolumesTests").path
        let terminal = try view([series])
        try terminal.expectScreen("volume 1 of")
        try terminal.send(">")
        try terminal.expectScreen("volume 2 of")
        try leave(terminal)
    }

    @Test func picturesAreSavedAndNotReplacedUnasked() throws {
        let terminal = try view()
        try terminal.send("pout.png\r")
        try terminal.expectScreen("saved as out.png")
        let data = try Data(contentsOf: URL(fileURLWithPath: command.folder.path("out.png")))
        #expect(data.prefix(4) == Data([0x89, 0x50, 0x4E, 0x47]))
        try terminal.send("pout.png\r")
        try terminal.expectScreen("out.png exists. Replace it?")
        try terminal.send("n\r")
        try terminal.expectScreen("out.png was kept")
        try terminal.send("pout.txt\r")
        try terminal.expectScreen("saved as out.txt")
        let text = try command.folder.read("out.txt")
        #expect(text.contains("sagittal x") && text.allSatisfy { $0.isASCII })
        try leave(terminal)
    }

    // In a session

    private func session(_ then: String) throws -> PseudoTerminal {
        let terminal = try command.terminal(
            ["--session", "s.md", "--scan", "t1=t1.nii.gz"] + Command.labels)
        try terminal.expectScreen("the prompt", within: 120) { $0.text.hasSuffix("\n>") }
        try terminal.send(then + "\r")
        return terminal
    }

    @Test func sideBySideWithOneCrosshair() throws {
        let terminal = try session(":load t1.nii.gz as b")
        try terminal.expectScreen("b: 20")
        try terminal.send(":view t1 b\r")
        try terminal.expectScreen("both scans", within: 120) {
            $0.contains("t1 sagittal") && $0.contains("b sagittal")
        }
        try terminal.send("g-28 -20 -14\r")
        try terminal.expectScreen("t1 76 in window 0 to 110; b 76 in window 0 to 110")
        try terminal.send("q")
        try terminal.expectScreen("the prompt again", within: 120) {
            !$0.isAlternate && $0.text.hasSuffix("\n>")
        }
        try terminal.send(.controlD)
        #expect(try terminal.waitForEnd() == .exited(0))
        expectSane(terminal)
    }

    @Test func structuresAreFoundByNameAndNamed() throws {
        let terminal = try session(":view t1")
        try terminal.expectScreen("q leave")
        try terminal.send("gright hippocampus\r")
        try terminal.expectScreen("here: right hippocampus")
        try terminal.send("/what is this?\r")
        try terminal.expectScreen("this is right hippocampus")
        try terminal.send("gflux capacitor\r")
        try terminal.expectScreen("is no known structure")
        try terminal.send("q")
        try terminal.expectScreen("the prompt again", within: 120) {
            !$0.isAlternate && $0.text.hasSuffix("\n>")
        }
        try terminal.send(.controlD)
        #expect(try terminal.waitForEnd() == .exited(0))
        // Going to a structure is a step like any other.
        let text = try command.folder.read("s.md")
        #expect(text.contains("right_hippocampus = segment(t1, \"right hippocampus\")"))
    }

    @Test(.enabled(if: Command.hasLanguageModel)) func aPromptIsAnsweredInPlace() throws {
        let terminal = try session(":view t1")
        try terminal.expectScreen("q leave")
        try terminal.send("g-28 -20 -14\r")
        try terminal.expectScreen("here: left hippocampus")
        try askForTheLeftHippocampus(terminal)
        try terminal.send("\r")
        try terminal.expectScreen("back to the viewer")
        try terminal.send("\r")
        try terminal.expectScreen("the new mask", within: 120) {
            $0.isAlternate && $0.contains("■ left hippocampus")
        }
        try terminal.send("q")
        try terminal.expectScreen("the prompt again", within: 120) {
            !$0.isAlternate && $0.text.hasSuffix("\n>")
        }
        try terminal.send(.controlD)
        #expect(try terminal.waitForEnd() == .exited(0))
        #expect(try command.folder.read("s.md").contains("segment the left hippocampus"))
    }

    @Test func charactersWhereTheyAreAskedFor() throws {
        try command.folder.write("show(t1)\n", to: "show.py")
        for (options, isASCII) in [(["--ascii"], true), ([], false)] {
            let terminal = try command.terminal(
                ["run"] + options + Command.scanAndLabels + ["show.py"])
            #expect(try terminal.waitForEnd() == .exited(0))
            #expect(terminal.screen.contains("axial z"))
            #expect(terminal.screen.contains("▀") != isASCII)
        }
    }

    @Test func savePictureNeverReplacesUnasked() throws {
        try command.folder.write(
            "save_picture(t1, \"a.png\", mask=segment(t1, \"left hippocampus\"))\n", to: "p.py")
        let first = try command.run(["run"] + Command.scanAndLabels + ["p.py"])
        #expect(first.code == 0, "\(first.errors)")
        #expect(first.errors.contains("saved picture of t1 with left hippocampus as"))
        let path = URL(fileURLWithPath: command.folder.path("a.png"))
        let written = try Data(contentsOf: path)
        #expect(written.range(of: Data("t1 with left hippocampus".utf8)) != nil)
        let second = try command.run(["run"] + Command.scanAndLabels + ["p.py"])
        #expect(second.code != 0)
        #expect(second.errors.contains("exists already"))
        #expect(try Data(contentsOf: path) == written)
    }
}
