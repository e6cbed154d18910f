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
}
