import Foundation
import TestSupport
import Testing

@Suite struct InterruptFlagTests {
    @Test func controlCRaisesTheFlagAndNothingElse() throws {
        let terminal = try PseudoTerminal(
            try locateProduct(named: "TerminalProbe"), ["interrupt"])
        try terminal.expect("working")
        try terminal.send(.controlC)
        try terminal.expect("stopped after 1")
        try terminal.expect("raised: false")
        #expect(try terminal.waitForEnd() == .exited(0))
    }

    @Test func quittingFromTheKeyboardStillEndsTheProgram() throws {
        let terminal = try PseudoTerminal(
            try locateProduct(named: "TerminalProbe"), ["interrupt"])
        try terminal.expect("working")
        try terminal.send("\u{1C}")
        #expect(try terminal.waitForEnd() == .killed(signal: SIGQUIT))
    }

    @Test func aClosedTerminalEndsTheProgram() throws {
        let folder = try TemporaryFolder()
        let terminal = try PseudoTerminal(
            "/bin/sh",
            [
                "-c",
                "trap '' HUP; '\(try locateProduct(named: "TerminalProbe"))' lines; "
                    + "echo ended > '\(folder.path("log"))'",
            ])
        try terminal.expect("ask")
        terminal.hangUp()
        // The shell ignores the signal, so its child does too, and must see the end of input.
        #expect(try folder.waitForFile("log") == "ended\n")
    }
}
