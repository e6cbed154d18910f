import Foundation
import TestSupport
import Testing

@testable import Session

@Suite("Session journal: what can go wrong while writing")
struct SessionJournalTests {
    private func journal(_ path: String, opensNow: Bool = true) throws -> SessionJournal {
        try SessionJournal(path: path, header: SessionFixtures.header, opensNow: opensNow)
    }

    @Test func aFullDiskIsToldAndNothingIsLost() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("s.md")
        // A device that is always full, under the name of the session.
        try FileManager.default.createSymbolicLink(
            atPath: path, withDestinationPath: "/dev/full")
        let journal = try journal(path)
        #expect(throws: SessionError.diskFull(path: path)) {
            try journal.append(SessionFixtures.step)
        }
        #expect(throws: SessionError.diskFull(path: path)) {
            try journal.append(SessionFixtures.step)
        }
        #expect(journal.hasPending)
        // Room again.
        try FileManager.default.removeItem(atPath: path)
        try journal.append(SessionFixtures.step)
        try journal.close()
        let document = try SessionDocument(path: path)
        #expect(document.header == SessionFixtures.header)
        #expect(document.steps.map(\.number) == [1, 2, 3])
    }

    @Test func twoProgramsDoNotWriteOneFile() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("s.md")
        let first = try journal(path)
        #expect(throws: SessionError.inUse(path: path)) { try journal(path) }
        try first.append(SessionFixtures.step)
        try first.close()
        let again = try SessionJournal(
            continuing: SessionDocument(path: path), path: path)
        try again.append(SessionFixtures.step)
        #expect(try SessionDocument(path: path).steps.map(\.number) == [1, 2])
    }

    @Test func anEditorMayReplaceTheFile() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("s.md")
        let journal = try journal(path)
        try journal.append(SessionFixtures.step)
        let edited = try String(contentsOfFile: path, encoding: .utf8)
            .replacingOccurrences(of: "# Session of", with: "# My session of")
        try Data(edited.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
        try journal.append(SessionFixtures.step)
        let document = try SessionDocument(path: path)
        #expect(document.head.contains("# My session of"))
        #expect(document.steps.count == 2)
    }

    @Test func aSessionWithoutStepsLeavesNoFile() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("s.md")
        try journal(path).close()
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test func scansLoadedBeforeTheFirstStepStandInTheHead() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("s.md")
        let journal = try journal(path, opensNow: false)
        #expect(!FileManager.default.fileExists(atPath: path))
        try journal.record(SessionFixtures.labels)
        try journal.append(SessionFixtures.step)
        try journal.close()
        let document = try SessionDocument(path: path)
        #expect(document.header.inputs == [SessionFixtures.scan, SessionFixtures.labels])
    }

    @Test func badPlaces() throws {
        let folder = try TemporaryFolder()
        #expect(
            throws: SessionError.folderMissing(
                path: folder.path("no/s.md"), folder: folder.path("no"))
        ) { try journal(folder.path("no/s.md")) }
        #expect {
            try journal(folder.path)
        } throws: { error in
            "\(error)".contains("Is a directory")
        }
    }
}
