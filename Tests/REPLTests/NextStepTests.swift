import Analysis
import Script
import Session
import Testing
import Volumes

@testable import REPL

/// What is offered after a program whose masks cannot be trusted.
struct NextStepTests {
    private let code = """
        hippocampus = segment(t1, "left hippocampus")
        volume = volume_ml(hippocampus)
        report("volume", volume)
        """

    /// A workspace after `code` has run, its mask emptied or flagged.
    private func workspace(
        isEmpty: Bool = false, flags: [MaskFlag] = [], otherScan: String? = nil
    ) throws -> Workspace {
        let scans = try ScanWorkspace()
        var workspace = scans.workspace
        let host = ConsoleHost(Console(environment: [:]), printsResults: false)
        _ = scans.engine.run(scans.check(code), in: &workspace, step: 1, prompt: "p", host: host)
        let found = try #require(mask(in: workspace))
        let voxels = found.mask.voxels.map { isEmpty ? 0 : $0 }
        let changed = MaskValue(
            Mask(geometry: found.mask.geometry, voxels: voxels),
            reading: try #require(found.reading), scan: found.scan, origin: "test",
            confidence: nil, flags: flags)
        workspace.set("hippocampus", to: .object(changed), from: .step(1, prompt: "p"))
        if let otherScan, let scan = workspace[name: "t1"] {
            workspace.set(otherScan, to: scan.value, from: scan.provenance)
        }
        return workspace
    }

    private func mask(in workspace: Workspace) -> MaskValue? {
        guard case .object(let value)? = workspace[name: "hippocampus"]?.value else { return nil }
        return value as? MaskValue
    }

    private func next(_ workspace: Workspace, tried: [String] = []) -> NextStep? {
        NextStep(
            after: .init(code: code, names: ["hippocampus", "volume"]), in: workspace,
            tried: [code] + tried)
    }

    @Test func nothingIsOfferedAfterAMaskAsItShouldBe() throws {
        #expect(try next(workspace(otherScan: "flair")) == nil)
    }

    @Test func anEmptyMaskIsLookedForInAnotherScan() throws {
        let workspace = try workspace(isEmpty: true, otherScan: "flair")
        let step = try #require(next(workspace))
        #expect(
            step.code == """
                hippocampus_flair = segment(flair, "left hippocampus")
                volume_flair = volume_ml(hippocampus_flair)
                report("volume", volume_flair)
                """)
        #expect(step.reason.contains("no left hippocampus is found in t1"))
        #expect(next(workspace, tried: [step.code]) == nil)
    }

    @Test(arguments: [("sub-01_FLAIR.nii", true), ("sub-02_FLAIR.nii", false), ("x.nii", true)])
    func anotherPersonsScanIsNotOffered(path: String, isOffered: Bool) throws {
        var workspace = try workspace(isEmpty: true)
        let scan = try #require(workspace[name: "t1"]).value
        for (name, path) in [("t1", "sub-01_T1w.nii"), ("flair", path)] {
            workspace.set(name, to: scan, from: .scan(InputFile(path: path, checksum: "")))
        }
        #expect((next(workspace) != nil) == isOffered)
    }

    @Test func withoutAnotherScanAnEmptyMaskIsTheEnd() throws {
        #expect(try next(workspace(isEmpty: true)) == nil)
    }

    @Test func ofAMaskInPiecesTheLargestIsMeasured() throws {
        let flags = [MaskFlag.scattered(part: "left hippocampus", percent: 30)]
        let workspace = try workspace(flags: flags)
        let step = try #require(next(workspace))
        #expect(
            step.code == """
                largest_hippocampus = biggest(hippocampus, 1)
                volume_of_largest = volume_ml(largest_hippocampus)
                report("volume", volume_of_largest)
                """)
        let scans = try ScanWorkspace()
        #expect(scans.engine.check(step.code, name: "next", in: workspace).isRunnable)
    }

    @Test func anImpossibleMaskIsLookedForInAnotherScan() throws {
        let flags = [MaskFlag.implausibleVolume(millilitres: 90, usual: 2...5)]
        let step = try #require(next(workspace(flags: flags, otherScan: "flair")))
        #expect(step.code.hasPrefix("hippocampus_flair = segment(flair, \"left hippocampus\")"))
        #expect(step.reason == "the left hippocampus in t1 may be wrong; the same in flair")
        #expect(try next(workspace(flags: flags)) == nil)
    }
}
