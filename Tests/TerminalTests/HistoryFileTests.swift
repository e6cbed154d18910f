import Foundation
import TestSupport
import Testing

@testable import Terminal

@Suite struct HistoryFileTests {
    @Test(arguments: ["plain", "two\nlines", #"back\slash"#, #"\n"#, "\\", "größe"])
    func entriesComeBackAsTheyWere(entry: String) throws {
        let folder = try TemporaryFolder()
        let history = HistoryFile(path: folder.path("history"))
        try history.append(entry)
        try history.append("next")
        #expect(try history.load() == [entry, "next"])
    }

    @Test func onlyTheNewestAreKept() throws {
        let folder = try TemporaryFolder()
        let history = HistoryFile(path: folder.path("history"), limit: 3)
        for number in 1...10 { try history.append("\(number)") }
        #expect(try history.load() == ["8", "9", "10"])
        try history.trim()
        #expect(try folder.read("history") == "8\n9\n10\n")
    }

    @Test func aFileOpenToOthersIsClosed() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("old\n", to: "history")
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
        try HistoryFile(path: path).append("new")
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        #expect(try HistoryFile(path: path).load() == ["old", "new"])
    }

    @Test func nothingIsThereAtFirst() throws {
        let folder = try TemporaryFolder()
        #expect(try HistoryFile(path: folder.path("none")).load() == [])
    }

    @Test func blankLinesAreNoEntries() throws {
        let folder = try TemporaryFolder()
        let history = HistoryFile(path: folder.path("history"))
        try history.append("  ")
        #expect(try history.load() == [])
    }

    @Test func aFolderInItsPlaceIsAnErrorThatNamesIt() throws {
        let folder = try TemporaryFolder()
        let history = HistoryFile(path: folder.path)
        #expect {
            try history.append("x")
        } throws: { error in
            "\(error)".contains(folder.path) && "\(error)".contains("Is a directory")
        }
    }
}
