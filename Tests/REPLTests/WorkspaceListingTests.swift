import Analysis
import Script
import Session
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
}
