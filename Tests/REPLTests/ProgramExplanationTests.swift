import Analysis
import Foundation
import Script
import Session
import SyntheticScans
import Terminal
import TestSupport
import Testing

@testable import REPL

/// A workspace with a scan `t1`, with or without its label map.
struct ScanWorkspace {
    let engine: Engine
    let workspace: Workspace

    init(labels: Bool = true) throws {
        let folder = try TemporaryFolder()
        try SyntheticHead().write(to: folder.path)
        let vocabulary = try Vocabulary(
            path: Places.models.appendingPathComponent("vocabulary.json").path)
        var workspace = Workspace()
        _ = try workspace.loadScan(at: folder.path("t1.nii.gz"), as: "t1", vocabulary: vocabulary)
        if labels {
            _ = try workspace.loadLabels(
                at: folder.path("labels.nii.gz"), for: "t1", vocabulary: vocabulary)
        }
        self.workspace = workspace
        engine = Engine(
            vocabulary: vocabulary, judge: nil, network: MissingNetwork(reason: "It is a test."))
    }

    func check(_ code: String) -> Engine.Checked { engine.check(code, name: "code", in: workspace) }
}

@Suite("x: a program in plain words")
struct ProgramExplanationTests {
    private func sentences(
        _ code: String, cost: @escaping (String) -> Engine.ScanCost? = { _ in nil }
    ) throws -> [[String]] {
        let scans = try ScanWorkspace()
        return ProgramExplanation(scans.check(code), cost: cost).paragraphs.map(\.sentences)
    }

    /// The words of a declaration as a sentence has them.
    private func summary(_ function: String) throws -> String {
        let text = try #require(Catalogue.signatures[function]).summary
        return text.prefix(1).lowercased() + text.dropFirst().dropLast()
    }

    @Test func callsAreToldInTheirOrderByTheirDeclarations() throws {
        let found = try sentences("v = volume_ml(dilate(segment(t1, \"left hippocampus\"), 2))")
        #expect(found.count == 1)
        #expect(
            try found[0].prefix(3) == [
                "segment: \(summary("segment")) (scan: t1; structure: \"left hippocampus\")",
                "dilate: \(summary("dilate")) (mask: segment(t1, \"left hippocampus\"); "
                    + "radius_mm: 2 mm)",
                "volume_ml: \(summary("volume_ml")) "
                    + "(mask: dilate(segment(t1, \"left hippocampus\"), 2))",
            ])
        #expect(found[0][3].hasPrefix("v: a number in mL"))
    }

    @Test func everyBuiltInIsExplained() throws {
        let scans = try ScanWorkspace()
        // Whatever function the catalogue has, its example programs get words for each line.
        for builtIn in Catalogue.builtIns {
            for example in builtIn.signature.examples {
                let (program, problems) = Parser.parse(Source(name: "code", text: example))
                #expect(!problems.hasErrors)
                let checked = scans.check(example)
                let paragraphs = ProgramExplanation(checked) { _ in nil }.paragraphs
                #expect(paragraphs.count >= program.statements.count)
                #expect(paragraphs.allSatisfy { !$0.sentences.isEmpty }, "\(example)")
                #expect(
                    paragraphs.contains { paragraph in
                        paragraph.sentences.contains { $0.hasPrefix(builtIn.signature.name + ": ") }
                    }, "\(builtIn.signature.name)")
            }
        }
    }

    @Test func blocksAreToldWithTheirConditions() throws {
        let found = try sentences(
            """
            for side in ["left", "right"]:
                v = len(side)
                if v > 4:
                    print(side)
                elif v < 2:
                    pass
                else:
                    v += 1
            """)
        let flat = found.flatMap { $0 }
        #expect(flat[0] == "once for each item of [\"left\", \"right\"], called side")
        #expect(flat[1] == "len: how many items a value has (side)")
        #expect(flat[2] == "v: what len gives")
        #expect(flat[3] == "only if this holds: v > 4")
        #expect(flat[5] == "else, if this holds: v < 2")
        #expect(flat.suffix(2) == ["in all other cases", "v is changed"])
    }

    @Test func theCostStandsAtTheFirstCallThatPaysIt() throws {
        let code = """
            a = segment(t1, "left hippocampus")
            b = segment(t1, "right hippocampus")
            """
        let cost = Engine.ScanCost.network(SegmentationCost(seconds: 3.6, memory: 620_000_000))
        let found = try sentences(code) { $0 == "t1" ? cost : nil }
        #expect(found[0].last == "t1 goes through the network: about 4 s, 0.6 GB")
        #expect(found[1].last == "t1 has been through the network: at once")
        let labelled = try sentences(code) { _ in .labelMap("seg.mgz") }
        #expect(labelled[0].last == "t1: answered by the label map seg.mgz, at once")
    }

    @Test func linesFitTheScreen() throws {
        let scans = try ScanWorkspace()
        let checked = scans.check(
            "report(\"x\", volume_ml(segment(t1, \"left hippocampus\")), \"mL\")")
        let lines = ProgramExplanation(checked) { _ in nil }.lines(columns: 60)
        #expect(lines.dropFirst().allSatisfy { $0.width <= 60 })
    }
}

@Suite("d: what a program would do")
struct DryRunTests {
    private func sections(_ code: String, exists: Set<String> = []) throws -> [String: [String]] {
        let scans = try ScanWorkspace()
        var workspace = scans.workspace
        workspace.set("old", to: .int(3), from: .step(1, prompt: nil))
        let checked = scans.engine.check(code, name: "code", in: workspace)
        let run = DryRun(
            outline: ProgramOutline(checked.program), workspace: workspace, outlook: nil,
            fileExists: exists.contains)
        return Dictionary(uniqueKeysWithValues: run.sections.map { ($0.title, $0.items) })
    }

    @Test func consequencesAreSorted() throws {
        let found = try sections(
            """
            left = segment(t1, "left hippocampus")
            old = volume_ml(left)
            report("left hippocampus", old, "mL")
            show(t1, mask=left)
            save(left, "left.nii.gz")
            """, exists: ["left.nii.gz"])
        #expect(found["compute"] == ["left: a mask, from segment"])
        #expect(found["replace"] == ["old, now a whole number: a number, mL, from volume_ml"])
        #expect(found["report"] == ["“left hippocampus”, old, “mL”"])
        #expect(found["show"] == ["t1, left"])
        #expect(found["save"] == ["left as left.nii.gz (is there already: it would ask)"])
    }

    @Test func loopsAndConditionsAreSaid() throws {
        let found = try sections(
            """
            for side in ["left", "right"]:
                m = segment(t1, f"{side} hippocampus")
                if volume_ml(m) > 1:
                    save(m, f"{side}.nii.gz")
            del old
            """)
        #expect(found["compute"]?.first == "m: a mask, from segment, each time round")
        #expect(
            found["save"] == [
                "m as the file that f\"{side}.nii.gz\" names, if volume_ml(m) > 1 (each time round)"
            ])
        #expect(found["forget"] == ["old"])
    }

    @Test func nothingIsSaidOfWhatLeavesNothing() throws {
        let scans = try ScanWorkspace()
        let run = DryRun(
            outline: ProgramOutline(scans.check("1 + 1").program), workspace: scans.workspace,
            outlook: nil)
        #expect(run.sections.isEmpty)
        #expect(run.lines(columns: 80).map(\.plain) == ["It would leave nothing behind."])
    }

    @Test(
        arguments: [
            ("save(t1, \"x.nii\")", true), ("f = save", true), ("x = volume_ml", false),
            ("print(\"save\")", false), ("[save(m, \"a\") for m in []]", true),
            ("kept(t1)", true),
        ])
    func writersAreFound(code: String, expected: Bool) throws {
        let scans = try ScanWorkspace()
        var workspace = scans.workspace
        let checked = scans.engine.check("def kept(v):\n    return v", name: "c", in: workspace)
        let host = REPL.ConsoleHost(Console(environment: [:]), printsResults: false)
        _ = scans.engine.run(checked, in: &workspace, step: 1, prompt: nil, host: host)
        let (program, _) = Parser.parse(Source(name: "code", text: code))
        #expect(ProgramOutline(program).mayWriteFiles(in: workspace) == expected)
    }
}
