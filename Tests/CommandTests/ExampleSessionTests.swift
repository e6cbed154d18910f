import Foundation
import Session
import TestSupport
import Testing

/// The sessions that come with the program run again, to the same values where those do not hang on
/// the weights of the network.
@Suite("Example sessions")
struct ExampleSessionTests {
    private static let folder = Places.package.appendingPathComponent("sessions")
    private static let names =
        ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
        .filter { $0.hasSuffix(".md") }.sorted()

    private static let python = ["/usr/bin/python3", "/usr/local/bin/python3"]
        .first { FileManager.default.isExecutableFile(atPath: $0) }

    private static let simulation = Result { try Simulation() }

    /// The scans that `sessions/simulate` makes, beside copies of the sessions.
    private final class Simulation: Sendable {
        let copy: TemporaryFolder

        init() throws {
            copy = try TemporaryFolder()
            let process = Process()
            process.executableURL = URL(fileURLWithPath: python ?? "")
            process.arguments = [
                folder.appendingPathComponent("simulate").path, copy.path("scans"),
            ]
            try process.run()
            process.waitUntilExit()
            try #require(process.terminationStatus == 0)
            for name in names {
                try FileManager.default.copyItem(
                    at: folder.appendingPathComponent(name),
                    to: copy.url.appendingPathComponent(name))
            }
        }
    }

    @Test(.enabled(if: Command.hasDemoScan && python != nil), arguments: names)
    func replays(_ name: String) throws {
        let path = try Self.simulation.get().copy.path(name)
        let document = try SessionDocument(path: path)
        let mapped = Set(document.inputs.filter { $0.role == .labels }.map(\.name))
        let needsNetwork = document.inputs.contains {
            $0.role == .scan && !mapped.contains($0.name)
        }
        let outcome = try Command().run(["replay", path])
        let said = "\(outcome.output)\(outcome.errors)"
        // Other weights may give other values, but every step has to run.
        let hasChanged = said.contains("vision.safetensors have changed")
        #expect(outcome.code == 0 || (needsNetwork && hasChanged && outcome.code == 1), "\(said)")
        #expect(!said.contains(": failed"), "\(said)")
    }

    /// The table of five people, whose label maps say what has to be in it.
    @Test(.enabled(if: Command.hasDemoScan && python != nil))
    func theCohortBecomesATable() throws {
        let copy = try Self.simulation.get().copy
        let outcome = try Command().run([
            "replay", copy.path("cohort.md"), "--each",
            copy.path("scans/cohort/*/anat/*_T1w.nii.gz"),
            "--labels", "t1={folder}/sub-{subject}_labels.nii.gz", "--table",
            copy.path("table.tsv"),
        ])
        #expect(outcome.code == 0, "\(outcome.output)\(outcome.errors)")
        let rows = try copy.read("table.tsv").split(separator: "\n").map {
            $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        }
        #expect(rows.count == 6)
        let column = try #require(rows[0].firstIndex(of: "left_hippocampus_volume_mL"))
        let scales = [0.96, 0.98, 1, 1.02, 1.05]
        for (row, scale) in zip(rows.dropFirst(), scales) {
            // 932 voxels of 8 mm³ in the labels of the template; the third person has lost some.
            let expected = scale == 1 ? 5.96 : 7.456 * pow(scale, 3)
            let found = try #require(Double(row[column]))
            #expect(abs(found - expected) < 1e-5 * expected)
            #expect(row[3].hasPrefix("2024-0"))
        }
    }

    @Test func thereAreEnough() {
        #expect(Self.names.count >= 8)
    }
}
