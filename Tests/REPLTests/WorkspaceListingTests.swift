import Analysis
import Script
import Session
import Terminal
import Testing

@testable import REPL

@Suite("What :list shows")
struct WorkspaceListingTests {
    @Test func valuesThatAreNoImagesAreToldInOneLine() {
        let table = TableValue(
            columns: ["side", "mL"],
            rows: [[.text("left"), .float(3.97)], [.text("right"), .nothing]])
        var workspace = Workspace()
        workspace.set("volumes", to: .object(table), from: .step(2, prompt: nil))
        workspace.set("n", to: .int(3), from: .step(3, prompt: nil))
        let lines = WorkspaceListing.lines(of: workspace, columns: 80).map(\.plain)
        #expect(
            lines == [
                "volumes  table         2 rows: side, mL; step 2",
                "n        whole number  3; step 3",
            ])
    }

    @Test func imagesAreToldWithMemoryAndWhereTheyComeFrom() throws {
        let scans = try ScanWorkspace()
        var workspace = scans.workspace
        let host = ConsoleHost(Console(environment: [:]), printsResults: false)
        let checked = scans.engine.check(
            "left = segment(t1, \"left hippocampus\")\nbig = [smooth(t1, 9)] * 9", name: "c",
            in: workspace)
        _ = scans.engine.run(
            checked, in: &workspace, step: 4, prompt: "mark it", host: host)
        let lines = WorkspaceListing.lines(of: workspace, columns: 120).map(\.plain)
        // 20 × 24 × 20 voxels: 4 bytes each in a scan, 9 of which are in the list.
        #expect(lines[0].hasPrefix("t1    volume"))
        #expect(lines[0].contains("20×24×20 voxels of 8×8×8 mm, RAS; t1.nii.gz"))
        #expect(lines[1].contains("step 4 “mark it”"))
        #expect(lines[2].contains("345.7 kB") && lines[2].contains("list"))
        #expect(lines.last?.contains("held; :drop NAME frees memory") == true)
        let entry = try #require(workspace[name: "left"])
        let facts = Dictionary(
            uniqueKeysWithValues: WorkspaceListing.facts(entry, labels: nil)
                .map { ($0.name, $0.text) })
        #expect(facts["mask of"] == "left hippocampus" && facts["on"] == "t1")
        #expect(facts["prompt"] == "mark it" && facts["step"] == "4")
        #expect(facts["found by"] == "label map labels.nii.gz")
        #expect(facts["memory"] == "9.6 kB")
        let scan = try #require(workspace[name: "t1"])
        let origin = WorkspaceListing.facts(scan, labels: workspace.labels["t1"])
        #expect(origin.contains { $0.name == "sha256" && $0.text.count == 64 })
    }
}
