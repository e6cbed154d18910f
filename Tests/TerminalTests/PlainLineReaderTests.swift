import Foundation
import TestSupport
import Testing

@testable import Terminal

@Suite struct PlainLineReaderTests {
    private func lines(of bytes: [UInt8]) throws -> [LineResult] {
        let pipe = Pipe()
        try pipe.fileHandleForWriting.write(contentsOf: Data(bytes))
        try pipe.fileHandleForWriting.close()
        let reader = PlainLineReader(descriptor: pipe.fileHandleForReading.fileDescriptor)
        var results: [LineResult] = []
        repeat {
            results.append(try reader.readLine(prompt: "> "))
        } while results.last != .endOfFile
        return results
    }

    @Test(arguments: [
        ("", []), ("a\nb\n", ["a", "b"]), ("a\n\nb", ["a", "", "b"]), ("a\r\nb\r\n", ["a", "b"]),
        ("größe\n", ["größe"]),
    ])
    func linesComeWithoutTheirEnds(text: String, expected: [String]) throws {
        #expect(try lines(of: Array(text.utf8)) == expected.map(LineResult.line) + [.endOfFile])
    }

    @Test func wrongCharactersAreRepaired() throws {
        #expect(try lines(of: [0x61, 0xFF, 0x0A]) == [.line("a\u{FFFD}"), .endOfFile])
    }

    @Test func aLongLineArrivesWhole() throws {
        let folder = try TemporaryFolder()
        let line = String(repeating: "x", count: 1_000_000)
        let path = try folder.write(line + "\nend", to: "long")
        let file = try #require(FileHandle(forReadingAtPath: path))
        let reader = PlainLineReader(descriptor: file.fileDescriptor)
        #expect(try reader.readLine(prompt: "") == .line(line))
        #expect(try reader.readLine(prompt: "") == .line("end"))
        #expect(try reader.readLine(prompt: "") == .endOfFile)
    }

    @Test func aFolderIsAnErrorInWords() throws {
        let descriptor = open("/tmp", O_RDONLY)
        defer { close(descriptor) }
        let reader = PlainLineReader(descriptor: descriptor)
        #expect(throws: TerminalError.unreadableInput(reason: "Is a directory")) {
            try reader.readLine(prompt: "")
        }
    }

    @Test func aProgramWithoutATerminalReadsPlainly() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("one\ntwo\n", to: "input")
        let file = try #require(FileHandle(forReadingAtPath: path))
        let terminal = try PseudoTerminal(
            try locateProduct(named: "TerminalProbe"), ["lines"], input: file.fileDescriptor)
        try terminal.expect("end of file")
        #expect(terminal.screen.text == "line: \"one\"\nline: \"two\"\nend of file")
    }
}
