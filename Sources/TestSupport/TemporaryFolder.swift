import Foundation

/// A folder of its own for a test, removed with the last reference to it.
package final class TemporaryFolder: Sendable {
    package let url: URL
    package var path: String { url.path }

    package init() throws {
        url = FileManager.default.temporaryDirectory
            .appendingPathComponent("voxelprompt-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    /// The path of a name in the folder.
    package func path(_ name: String) -> String { url.appendingPathComponent(name).path }

    /// Writes a text file and gives its path.
    @discardableResult
    package func write(_ text: String, to name: String) throws -> String {
        let file = url.appendingPathComponent(name)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
        return file.path
    }

    /// The contents of a file as soon as another process has written something into it.
    package func waitForFile(_ name: String, within seconds: Double = 120) throws -> String? {
        let deadline = Date() + seconds
        while Date() < deadline {
            if let text = try? read(name), !text.isEmpty { return text }
            sched_yield()
        }
        return nil
    }

    package func read(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: url.appendingPathComponent(name)), as: UTF8.self)
    }
}
