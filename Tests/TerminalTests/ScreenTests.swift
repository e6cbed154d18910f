import Foundation
import TestSupport
import Testing

/// Full-screen mode on a real terminal, through a small program.
@Suite struct ScreenTests {
    private func start(
        type: String = "xterm-256color", rows: Int = 24, columns: Int = 80, colors: String = ""
    ) throws -> PseudoTerminal {
        try PseudoTerminal(
            try locateProduct(named: "TerminalProbe"), ["screen"],
            environment: ["TERM": type, "COLORTERM": colors], rows: rows, columns: columns)
    }

    @Test(arguments: [
        ("xterm-256color", ""), ("xterm", ""), ("vt100", ""), ("linux", ""),
        ("xterm-256color", "truecolor"),
    ])
    func aCanvasIsShownAndTheTerminalGivenBack(type: String, colors: String) throws {
        let terminal = try start(type: type, colors: colors)
        try terminal.expectScreen("key: none")
        try terminal.expectScreen("the last line") { $0.lines[23].hasSuffix("end") }
        #expect(terminal.screen.lines[1] == "  24 rows, 80 columns")
        #expect(terminal.screen.lines[2] == "µm ⌀ 脑")
        try terminal.send("q")
        try terminal.expect("closed")
        #expect(try terminal.waitForEnd() == .exited(0))
        #expect(terminal.isSane)
        #expect(!terminal.screen.isAlternate)
        #expect(terminal.screen.isCursorVisible)
        #expect(!terminal.screen.isMouseWatched)
    }

    @Test(arguments: [
        ("\u{1B}[<0;5;3M", "press(Terminal.MouseEvent.Button.left), row: 2, column: 4"),
        ("\u{1B}[<2;5;3M", "press(Terminal.MouseEvent.Button.right), row: 2, column: 4"),
        ("\u{1B}[<64;1;1M", "wheelUp, row: 0, column: 0"),
        ("\u{1B}[<65;80;24M", "wheelDown, row: 23, column: 79"),
        // A click in one packet.
        (
            "\u{1B}[<0;5;3M\u{1B}[<0;5;3m",
            "press(Terminal.MouseEvent.Button.left), row: 2, column: 4"
        ),
    ])
    func theMouseIsAKey(bytes: String, name: String) throws {
        let terminal = try start(columns: 160)
        try terminal.expectScreen("key: none")
        #expect(terminal.screen.isMouseWatched)
        try terminal.send(bytes)
        try terminal.expectScreen(name)
    }

    @Test func aMouseThatIsMovedWithItsButtonDownDrags() throws {
        let terminal = try start(columns: 160)
        try terminal.expectScreen("key: none")
        try terminal.send("\u{1B}[<0;5;3M")
        try terminal.expectScreen("press(Terminal.MouseEvent.Button.left), row: 2, column: 4")
        try terminal.send("\u{1B}[<32;6;4M")
        try terminal.expectScreen("drag(Terminal.MouseEvent.Button.left), row: 3, column: 5")
        try terminal.send("\u{1B}[<0;6;4m")
        try terminal.expectScreen("release(Terminal.MouseEvent.Button.left), row: 3, column: 5")
    }

    @Test(arguments: [
        ("\u{1B}OA", "up"), ("\u{1B}[5~", "pageUp"), ("\u{1B}", "escape"), ("\r", "enter"),
        ("\t", "tab"), ("h", #"character("h")"#), ("ü", #"character("ü")"#),
        ("\u{3}", #"control("c")"#), ("\u{1B}OP", "function(1)"),
    ])
    func keysHaveNames(bytes: String, name: String) throws {
        let terminal = try start()
        try terminal.expectScreen("key: none")
        try terminal.send(bytes)
        try terminal.expectScreen("key: \(name)")
    }

    @Test func theLineEditorWorksBeforeAndAfter() throws {
        let terminal = try PseudoTerminal(
            try locateProduct(named: "TerminalProbe"), ["lines"],
            environment: ["INPUTRC": "/dev/null"])
        for round in 1...2 {
            try terminal.expectScreen("the prompt") { $0.text.hasSuffix("ask>") }
            try terminal.send("screen\r")
            try terminal.expectScreen("key: none")
            try terminal.send("q")
            try terminal.expectScreen("closed \(round)") {
                !$0.isAlternate && $0.text.components(separatedBy: "closed").count == round + 1
            }
        }
        try terminal.send("hip\u{1}left \u{5}pocampus\r")
        try terminal.expectScreen(#"line: "left hippocampus""#)
    }

    @Test(arguments: ["", "truecolor"]) func aNewSizeIsDrawn(colors: String) throws {
        let terminal = try start(colors: colors)
        try terminal.expectScreen("24 rows, 80 columns")
        terminal.resize(rows: 10, columns: 40)
        try terminal.expectScreen("10 rows, 40 columns")
        try terminal.expectScreen("the last line") { $0.lines[9].hasSuffix("end") }
    }

    @Test func anUnknownTerminalIsRefusedInWords() throws {
        let terminal = try start(type: "no-such-terminal")
        try terminal.expect("no-such-terminal")
        #expect(try terminal.waitForEnd() != .exited(0))
    }

    @Test(arguments: [SIGTERM, SIGSEGV])
    func aSignalThatKillsLeavesTheTerminalAsItWas(signal: Int32) throws {
        let terminal = try start()
        try terminal.expectScreen("key: none")
        #expect(terminal.screen.isAlternate)
        terminal.signal(signal)
        #expect(try terminal.waitForEnd() == .killed(signal: signal))
        #expect(terminal.isSane)
        #expect(!terminal.screen.isAlternate)
        #expect(terminal.screen.isCursorVisible)
        #expect(!terminal.screen.isMouseWatched)
    }

    @Test func aCrashLeavesTheTerminalAsItWas() throws {
        let terminal = try start()
        try terminal.expectScreen("key: none")
        try terminal.send("x")
        guard case .killed = try terminal.waitForEnd() else {
            Issue.record("the program did not crash")
            return
        }
        #expect(terminal.isSane)
        #expect(!terminal.screen.isAlternate)
    }
}
