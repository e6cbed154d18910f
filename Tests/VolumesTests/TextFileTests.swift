import Foundation
import Testing

@testable import Volumes

@Suite struct TextFileTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test(arguments: ["", "a,b\n1,2\n", "größe 😀\n"])
    func whatIsWrittenIsReadBack(_ text: String) throws {
        let path = folder.file("a.csv")
        try TextFile.write(text, to: path)
        #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
        #expect(try folder.contents == ["a.csv"])
    }

    @Test func aFileThatIsThereStaysUnlessItMayBeReplaced() throws {
        let path = folder.file("a.csv")
        try TextFile.write("old", to: path)
        #expect(throws: VolumeError(.exists, path: path)) { try TextFile.write("new", to: path) }
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "old")
        try TextFile.write("new", to: path, overwrite: true)
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "new")
        #expect(try folder.contents == ["a.csv"])
    }
}
