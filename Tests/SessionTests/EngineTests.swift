import Analysis
import Script
import SyntheticScans
import Testing

@testable import Session

@Suite("Engine: checking and running in a workspace")
struct EngineTests {
    @Test func aRunLeavesValuesNamesAndOutput() throws {
        let head = SyntheticHead()
        let folder = try SessionFolder(head)
        var (workspace, _) = try folder.workspace()
        let code = """
            left = segment(t1, "left hippocampus")
            print("found", end=" ")
            print("it")
            report("left hippocampus volume", volume_ml(left), "mL")
            report("brighter than 50", mean(t1, left) > 50)
            """
        let result = folder.run(code, &workspace)
        guard case .finished = result.ending else {
            Issue.record("\(result.ending)")
            return
        }
        #expect(result.names == ["left"])
        #expect(workspace.names == ["t1", "left"])
        #expect(workspace[name: "left"]?.provenance == .step(1, prompt: nil))
        #expect(result.record.output == "found it\n")
        #expect(
            result.record.values == [
                ReportedValue(
                    label: "left hippocampus volume", content: .number(head.millilitres(of: 17)),
                    unit: "mL"),
                ReportedValue(label: "brighter than 50", content: .truth(true)),
            ])
        #expect(result.record.answer.contains("found it\nleft hippocampus volume: "))
    }

    @Test func aFailedRunLeavesEverythingAsItWas() throws {
        let folder = try SessionFolder()
        var (workspace, _) = try folder.workspace()
        _ = folder.run("items = [1, 2]\nnumber = 3", &workspace)
        let result = folder.run(
            "items.append(3)\nnumber = 4\nnew = 5\nx = items[9]", &workspace)
        guard case .failed(let failure) = result.ending else {
            Issue.record("\(result.ending)")
            return
        }
        let message = failure.text(colored: false)
        #expect(message.contains("4"), "the message names the line: \(message)")
        #expect(workspace.names == ["t1", "items", "number"])
        #expect(workspace[name: "items"]?.value.literal == "[1, 2]")
        #expect(workspace[name: "number"]?.value.literal == "3")
    }

    @Test func aTableStaysAndIsReplacedOnlyByAnother() throws {
        let folder = try SessionFolder()
        var (workspace, _) = try folder.workspace()
        let first = folder.run("t = table({'mL': [3.97000001]})", &workspace)
        #expect(first.names == ["t"])
        #expect(workspace[name: "t"]?.kind == .table)
        #expect(folder.run("t = table([{'mL': 3.97000001}])", &workspace).names.isEmpty)
        // The difference lies beyond the digits that are printed.
        #expect(folder.run("t = table([{'mL': 3.97000002}])", &workspace).names == ["t"])
        #expect(folder.run("print(t)", &workspace).record.output == "  mL\n3.97\n")
    }

    @Test func aStoppedRunLeavesEverythingAsItWas() throws {
        let folder = try SessionFolder()
        var (workspace, _) = try folder.workspace()
        let result = folder.run(
            "x = 1\nwhile True:\n    x = x + 1", &workspace, isCancelled: { true })
        guard case .stopped = result.ending else {
            Issue.record("\(result.ending)")
            return
        }
        #expect(workspace.names == ["t1"])
    }

    @Test func namesKeepTheirOrderAndTheirOrigin() throws {
        let folder = try SessionFolder()
        var (workspace, _) = try folder.workspace()
        let engine = folder.engine
        func run(_ code: String, step: Int) -> [String] {
            engine.run(
                engine.check(code, name: "test", in: workspace), in: &workspace, step: step,
                prompt: "p\(step)", host: ReplayHost(progress: { _ in })
            ).names
        }
        #expect(run("zebra = 1\nape = 2", step: 1) == ["zebra", "ape"])
        #expect(run("ape = 3\nbee = zebra", step: 2) == ["ape", "bee"])
        #expect(workspace.names == ["t1", "zebra", "ape", "bee"])
        #expect(workspace[name: "zebra"]?.provenance == .step(1, prompt: "p1"))
        #expect(workspace[name: "ape"]?.provenance == .step(2, prompt: "p2"))
        #expect(run("del zebra", step: 3) == [])
        #expect(workspace.names == ["t1", "ape", "bee"])
    }

    @Test(
        "Mistakes are found before anything runs",
        arguments: [
            "x = segmnt(t1, \"left hippocampus\")", "x = segment(t2, \"left hippocampus\")",
            "x = segment(t1, \"flux capacitor\")", "x = (1 +", "volume_ml(t1)",
        ])
    func mistakes(code: String) throws {
        let folder = try SessionFolder()
        let (workspace, _) = try folder.workspace()
        let checked = folder.engine.check(code, name: "test", in: workspace)
        #expect(!checked.isRunnable)
        #expect(!checked.rendered(colored: false).isEmpty)
    }

    @Test func aLabelMapMayStandAlone() throws {
        let folder = try SessionFolder()
        var workspace = Workspace()
        _ = try workspace.loadLabels(
            at: folder.folder.path("labels.nii.gz"), for: "t1", vocabulary: folder.vocabulary)
        let result = folder.run(
            "report(\"v\", volume_ml(segment(t1, \"right hippocampus\")), \"mL\")", &workspace)
        let expected = SyntheticHead().millilitres(of: 53)
        #expect(result.record.values.map(\.content) == [.number(expected)])
        // A scan that comes later takes the name, and the map stands in for the network.
        _ = try workspace.loadScan(
            at: folder.folder.path("t1.nii.gz"), as: "t1", vocabulary: folder.vocabulary)
        #expect(workspace[name: "t1"]?.kind == .volume)
        let again = folder.run(
            "report(\"v\", mean(t1, segment(t1, \"right hippocampus\")))", &workspace)
        #expect(again.record.values.map(\.content) == [.number(76)])
    }

    @Test func withoutALabelMapTheNetworkIsAsked() throws {
        let folder = try SessionFolder()
        var workspace = Workspace()
        _ = try workspace.loadScan(
            at: folder.folder.path("t1.nii.gz"), as: "t1", vocabulary: folder.vocabulary)
        let result = folder.run("x = segment(t1, \"left hippocampus\")", &workspace)
        guard case .failed(let failure) = result.ending else {
            Issue.record("\(result.ending)")
            return
        }
        let message = failure.text(colored: false)
        #expect(message.contains("vision network is not available"))
    }
}
