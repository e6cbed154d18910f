import Foundation
import TestSupport
import Testing

@testable import REPL

@Suite("Where a session is kept that was given no file")
struct DefaultSessionPathTests {
    private static let noon = Date(timeIntervalSince1970: 1_700_000_000)

    @Test func inTheFolderOfStatesForTheUserAlone() throws {
        let folder = try TemporaryFolder()
        let environment = ["XDG_STATE_HOME": folder.url.path]
        let first = DefaultSessionPath.make(environment: environment, now: Self.noon) { _ in
            Issue.record("there is nothing to warn of")
        }
        let sessions = folder.url.path + "/voxelprompt/sessions"
        #expect(first.hasPrefix(sessions + "/2023-11-1"))
        let attributes = try FileManager.default.attributesOfItem(atPath: sessions)
        #expect(attributes[.posixPermissions] as? Int == 0o700)

        try Data().write(to: URL(fileURLWithPath: first))
        let second = DefaultSessionPath.make(environment: environment, now: Self.noon) { _ in }
        #expect(second == first.dropLast(3) + "-2.md")
    }

    @Test func inTheWorkingFolderWhereThereIsNoHome() {
        var warnings: [String] = []
        // Nobody, root included, can make a folder in this.
        let path = DefaultSessionPath.make(environment: ["XDG_STATE_HOME": "/dev/null"]) {
            warnings.append($0)
        }
        #expect(
            (path as NSString).deletingLastPathComponent
                == FileManager.default.currentDirectoryPath)
        #expect(
            warnings == [
                "Sessions cannot be kept in /dev/null/voxelprompt/sessions; this one goes to "
                    + "\(path). --session names another file."
            ])
        #expect(!FileManager.default.fileExists(atPath: path))
    }
}
