import Foundation
import TestSupport
import Testing

/// The sessions that come with the program run again to the same values.
@Suite("Example sessions")
struct ExampleSessionTests {
    private static let folder = Places.package.appendingPathComponent("sessions")
    private static let names =
        ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
        .filter { $0.hasSuffix(".md") }.sorted()

    @Test(.enabled(if: Command.hasDemoScan), arguments: names)
    func replays(_ name: String) throws {
        let path = Self.folder.appendingPathComponent(name).path
        let outcome = try Command().run(["replay", path])
        #expect(outcome.code == 0, "\(outcome.output)\(outcome.errors)")
    }

    @Test func thereAreSome() {
        #expect(!Self.names.isEmpty)
    }
}
