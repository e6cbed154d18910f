import Foundation
import TestSupport
import Testing

@testable import Terminal

@Suite struct ProgressBarTests {
    @Test(arguments: [
        (0.0, 0.0, "encode [                              ] 0 %  0.0 s"),
        (0.5, 1.24, "encode [###############               ] 50 %  1.2 s"),
        (1.0, 3.0, "encode [##############################] 100 %  3.0 s"),
        (0.25, 4.0, "encode [#######                       ] 25 %  4.0 s, 12 s left"),
        (.nan, 0.0, "encode [                              ] 0 %  0.0 s"),
    ])
    func theLineSaysStageShareAndTime(fraction: Double, seconds: Double, expected: String) {
        let line = ProgressBar.line(
            stage: "encode", fraction: fraction, elapsed: .seconds(seconds), columns: 79)
        #expect(line == expected)
    }

    @Test(arguments: 0...60)
    func itFitsAnyWidth(columns: Int) {
        let line = ProgressBar.line(
            stage: "reading the scan", fraction: 0.4, elapsed: .seconds(2), columns: columns)
        #expect(TextWidth.columns(of: line) <= columns)
    }

    @Test func onATerminalItIsDrawnInPlaceAndGoesAway() throws {
        let input = Pipe()
        let terminal = try PseudoTerminal(
            try locateProduct(named: "TerminalProbe"), ["progress"], columns: 60,
            input: input.fileHandleForReading.fileDescriptor)
        let writer = input.fileHandleForWriting
        try writer.write(contentsOf: Data("encode 0.25\n".utf8))
        try terminal.expectScreen("encode [####")
        try writer.write(contentsOf: Data("segment 0.75\n".utf8))
        try terminal.expectScreen("segment [####")
        #expect(terminal.screen.lines[0].hasPrefix("segment [####"))
        try writer.write(contentsOf: Data("done\n".utf8))
        try terminal.expectScreen("finished")
        #expect(terminal.screen.text == "finished")
    }

    @Test func elsewhereItIsSilent() throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try locateProduct(named: "TerminalProbe"))
        process.arguments = ["progress"]
        let (input, output, error) = (Pipe(), Pipe(), Pipe())
        (process.standardInput, process.standardOutput, process.standardError) = (
            input, output, error
        )
        try process.run()
        try input.fileHandleForWriting.write(contentsOf: Data("encode 0.5\ndone\n".utf8))
        try input.fileHandleForWriting.close()
        process.waitUntilExit()
        #expect(try error.fileHandleForReading.readToEnd() ?? Data() == Data())
        #expect(try output.fileHandleForReading.readToEnd() == Data("finished\n".utf8))
    }
}
