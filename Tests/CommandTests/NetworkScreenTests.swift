import Foundation
import SyntheticScans
import TestSupport
import Testing

/// With the trained networks: what is asked in words, and the network at work.
@Suite(
    "The screen while the network works", .serialized,
    .enabled(if: Command.hasLanguageModel && Command.hasDemoScan))
struct NetworkScreenTests {
    private let command: Command

    init() throws {
        command = try Command()
        try command.folder.write("mask = segment(t1, \"left hippocampus\")\n", to: "mask.py")
    }

    private func start(
        _ arguments: [String], _ size: SessionScreenTests.Size, session: String = "s.md"
    ) throws -> PseudoTerminal {
        let terminal = try command.terminal(
            ["--session", session, "--config", "none"] + arguments, rows: size.rows,
            columns: size.columns)
        try terminal.expect(PseudoTerminal.prompt, within: patience)
        return terminal
    }

    private static let demo = [
        "--threads", "1", "--scan", "t1=\(Command.demoFolder)/ch2.nii.gz",
    ]

    @Test(arguments: SessionScreenTests.sizes)
    func controlCInTheMiddleLeavesACleanLine(size: SessionScreenTests.Size) throws {
        let terminal = try start(Self.demo, size)
        try terminal.enter(":run mask.py", until: PseudoTerminal.question)
        try terminal.send(.enter)
        try terminal.expectScreen("a bar", within: patience) { Self.bar(in: $0) != nil }
        // The bar follows the window, and ends with the step.
        terminal.resize(rows: size.rows, columns: 60)
        try terminal.expectScreen("a bar that fits", within: patience) {
            Self.bar(in: $0).map { $0.count < 60 } ?? false
        }
        try terminal.send(.controlC)
        try terminal.expect(PseudoTerminal.prompt, within: patience)
        #expect(terminal.screen.contains("Stopped; the workspace is as it was."))
        #expect(Self.bar(in: terminal.screen) == nil)
        try terminal.enter(":list")
        #expect(!terminal.screen.contains("mask  mask"))
        try terminal.leave()
        #expect(try command.folder.read("s.md").contains("- Status: stopped"))
    }

    private static func bar(in screen: VirtualScreen) -> String? {
        screen.lines.first { $0.contains("] ") && $0.contains(" %  ") }
    }

    @Test(arguments: SessionScreenTests.sizes)
    func codeIsRevisedInWords(size: SessionScreenTests.Size) throws {
        let terminal = try start(Command.scanAndLabels, size)
        try terminal.enter(
            "What is the volume of the left hippocampus?", until: PseudoTerminal.question)
        try terminal.enter("r", until: "change: ")
        try terminal.enter("make it the right side", until: PseudoTerminal.question)
        let code = terminal.screen.lines.last { $0.contains("segment(") }
        #expect(code?.contains("\"right hippocampus\"") == true)
        try terminal.enter("")
        #expect(terminal.transcript.contains("mask of right hippocampus on t1"))
        try terminal.leave()
    }

    @Test func whatWasEditedComesBackForANearPrompt() throws {
        let size = SessionScreenTests.sizes[1]
        let terminal = try start(Command.scanAndLabels, size)
        try terminal.enter(
            "What is the volume of the left hippocampus?", until: PseudoTerminal.question)
        // The whole program is replaced, whatever its length.
        try terminal.enter("e", until: "\"mL\")")
        try terminal.send(.controlU)
        try terminal.enter(
            "report(\"changed by hand\", volume_ml(segment(t1, \"left hippocampus\")), \"mL\")",
            until: PseudoTerminal.question)
        try terminal.enter("")
        try terminal.leave()

        // Another session, in which the scan has another name.
        let again = try start(
            ["--scan", "head=t1.nii.gz", "--labels", "head=labels.nii.gz"], size, session: "t.md")
        try again.enter(
            "what's the volume of the left hippocampus", until: PseudoTerminal.question)
        #expect(again.screen.contains("from memory, as you changed it"))
        #expect(again.screen.contains("segment(head, \"left hippocampus\")"))
        try again.enter("o", until: PseudoTerminal.question)
        try again.enter("n")
        // Another side is another question.
        try again.enter(
            "what's the volume of the right hippocampus", until: PseudoTerminal.question)
        #expect(!again.transcript.contains("right hippocampus\")), \"mL\")\r\n"))
        try again.enter("n")
        try again.enter(":memory")
        #expect(again.screen.contains("What is the volume of the left hippocampus?  edited"))
        try again.enter(":memory forget all")
        try again.enter(":memory")
        #expect(again.screen.contains("No program is remembered yet."))
        try again.leave()

        // And with learning off nothing is kept.
        let off = try start(["--learn", "off"] + Command.scanAndLabels, size, session: "u.md")
        try off.enter(":memory")
        #expect(off.screen.contains("Programs are not remembered"))
        try off.leave()
    }
}
