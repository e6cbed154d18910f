import Foundation
import TestSupport
import Testing

@testable import Session

@Suite("Session file: written and read back")
struct SessionDocumentTests {
    /// A session with two steps and a scan loaded between them, as its writer makes it.
    private func session(in folder: TemporaryFolder) throws -> String {
        let path = folder.path("session.md")
        let journal = try SessionJournal(
            path: path, header: SessionFixtures.header, opensNow: true)
        try journal.append(SessionFixtures.step)
        try journal.record(SessionFixtures.labels)
        var second = SessionFixtures.step
        second.status = .failed
        second.error = "line 1: there is no name 'x'\n    x\n    ^"
        try journal.append(second)
        try journal.close()
        return path
    }

    @Test func everythingComesBack() throws {
        let folder = try TemporaryFolder()
        let path = try session(in: folder)
        let document = try SessionDocument(path: path)
        #expect(document.header == SessionFixtures.header)
        #expect(document.inputs == [SessionFixtures.scan, SessionFixtures.labels])
        #expect(document.text == (try folder.read("session.md")))
        try #require(document.steps.count == 2)
        var expected = SessionFixtures.step
        expected.warnings[1] = "two lines"
        #expect(document.steps[0] == expected)
        #expect(document.steps[1].number == 2)
        #expect(document.steps[1].status == .failed)
        #expect(document.steps[1].error == "line 1: there is no name 'x'\n    x\n    ^")
        #expect(!document.endsInsideStep)
    }

    @Test func onlyTheUserMayReadIt() throws {
        let folder = try TemporaryFolder()
        let path = try session(in: folder)
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
        #expect(mode as? Int == 0o600)
    }

    @Test func everyCutLeavesTheFinishedSteps() throws {
        let folder = try TemporaryFolder()
        let text = try String(contentsOfFile: session(in: folder), encoding: .utf8)
        let bytes = Array(text.utf8)
        let headEnd = try #require(text.range(of: "# Session of")).lowerBound
        let firstEnd = try #require(text.range(of: "<!-- end of step 1 -->")).upperBound
        let first = text.utf8.distance(from: text.startIndex, to: firstEnd)
        let shortest = text.utf8.distance(from: text.startIndex, to: headEnd)
        for length in stride(from: shortest, through: bytes.count, by: 7) {
            let cut = String(decoding: bytes[..<length], as: UTF8.self)
            // An input that is cut off is told; it never silently becomes another.
            guard let document = try? SessionDocument(text: cut, path: "s.md") else {
                #expect(cut.contains("## Labels t1"))
                continue
            }
            let complete = document.steps.filter(\.isComplete)
            #expect(complete.first?.values.count == (length >= first ? 5 : nil), "cut at \(length)")
            if length < first { #expect(complete.isEmpty, "cut at \(length)") }
            #expect(document.text == cut)
        }
    }

    @Test func aCutSessionCanBeContinued() throws {
        let folder = try TemporaryFolder()
        let text = try String(contentsOfFile: session(in: folder), encoding: .utf8)
        let bytes = Array(text.utf8)
        for length in stride(from: 900, to: bytes.count, by: 41) {
            let cut = String(decoding: bytes[..<length], as: UTF8.self)
            let path = try folder.write(cut, to: "cut.md")
            guard let before = try? SessionDocument(path: path) else { continue }
            let journal = try SessionJournal(continuing: before, path: path)
            try journal.append(SessionFixtures.step)
            try journal.close()
            let after = try SessionDocument(path: path)
            #expect(after.text.hasPrefix(cut))
            #expect(after.steps.last?.values == SessionFixtures.step.values, "cut at \(length)")
            #expect(after.steps.last?.isComplete == true)
            #expect(
                after.steps.filter(\.isComplete).count
                    >= before.steps.filter(\.isComplete).count + 1, "cut at \(length)")
        }
    }

    @Test func handEditsAreKept() throws {
        let folder = try TemporaryFolder()
        let path = try session(in: folder)
        var text = try String(contentsOfFile: path, encoding: .utf8)
        text = text.replacingOccurrences(
            of: "tolerance: 0.01", with: "tolerance: 0.5   # generous\nreviewer: \"A: B\"")
        text = text.replacingOccurrences(
            of: "## Step 2", with: "## My notes\n\n> not a prompt\n\n```python\nx = 1\n```\n\n## Step 2")
        text = text.replacingOccurrences(of: "<!-- end of step 1 -->\n", with: "")
        let document = try SessionDocument(text: text, path: path)
        #expect(document.header.tolerance == 0.5)
        #expect(document.text == text)
        #expect(document.steps.count == 2)
        #expect(document.steps.allSatisfy { $0.isComplete })
        #expect(document.sections.filter { $0.content == .other }.count == 1)
    }

    @Test func linesThatEndAsOnWindows() throws {
        let folder = try TemporaryFolder()
        let text = try String(contentsOfFile: session(in: folder), encoding: .utf8)
        let edited = text.replacingOccurrences(of: "\n", with: "\r\n")
        let document = try SessionDocument(text: edited, path: "s.md")
        #expect(document.header == SessionFixtures.header)
        #expect(document.steps.map(\.values) == Array(repeating: SessionFixtures.step.values, count: 2))
        #expect(document.steps[0].isComplete)
    }

    @Test(
        "A file that is no session is refused",
        arguments: [
            ("", "no voxelprompt session"),
            ("# Notes\n", "no voxelprompt session"),
            ("---\ntitle: x\n---\n", "no voxelprompt session"),
            ("---\nvoxelprompt-session: 7\n---\n", "has session format 7"),
            ("---\nvoxelprompt-session: 1\nno colon here\n---\n", "Line 3 of the session"),
            ("---\nvoxelprompt-session: 1\n   tolerance: x\n---\n", "Line 3 of the session"),
            ("---\nvoxelprompt-session: 1\ntolerance: wide\n---\n", "“tolerance: wide”"),
            (
                "---\nvoxelprompt-session: 1\nscans:\n  t1:\n    file: a.nii\n---\n",
                "“scans t1 sha256”"
            ),
        ])
    func refused(text: String, message: String) {
        #expect {
            try SessionDocument(text: text, path: "s.md")
        } throws: { error in
            "\(error)".contains(message)
        }
    }

    @Test func missingFile() {
        #expect(throws: SessionError.missing(path: "/nowhere/s.md")) {
            try SessionDocument(path: "/nowhere/s.md")
        }
    }
}
