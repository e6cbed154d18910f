import Foundation
import Script
import Session
import TestSupport
import Testing

@testable import Planner
@testable import REPL

@Suite("Programs remembered on this machine")
struct ProgramMemoryTests {
    private let folder: TemporaryFolder
    private var path: String { folder.path("programs.jsonl") }

    init() throws { folder = try TemporaryFolder() }

    private func program(_ prompt: String, code: String = "x = 1", generated: String = "x = 1")
        -> RememberedProgram
    {
        RememberedProgram(
            prompt: prompt, code: code, generated: generated, names: [:], date: "2025-01-02",
            embedding: RememberedProgram.packed([0.6, -0.8]), encoder: "e")
    }

    @Test func theyComeBackAndOnlyTheUserMayReadThem() throws {
        let memory = try ProgramMemory(path: path)
        try memory.remember(program("one"))
        try memory.remember(program("two", code: "x = \"ü\\n\""))
        let again = try ProgramMemory(path: path)
        #expect(again.programs == memory.programs)
        #expect(again.programs.map(\.prompt) == ["one", "two"])
        #expect(again.programs[0].features == [0.6, -0.8])
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
        #expect(mode as? Int == 0o600)
    }

    @Test func thePromptCountsWhateverItsCase() throws {
        let memory = try ProgramMemory(path: path)
        try memory.remember(program("How big?"))
        try memory.remember(program("how  BIG?", code: "x = 2"))
        #expect(memory.programs.map(\.code) == ["x = 2"])
        #expect(try ProgramMemory(path: path).programs.map(\.code) == ["x = 2"])
    }

    @Test func forgettingLeavesNothingInTheFile() throws {
        let memory = try ProgramMemory(path: path)
        try memory.remember(program("secret one"))
        try memory.remember(program("two"))
        try memory.forget(at: 0)
        #expect(!(try folder.read("programs.jsonl")).contains("secret"))
        #expect(try ProgramMemory(path: path).programs.map(\.prompt) == ["two"])
        try memory.forgetAll()
        #expect(!FileManager.default.fileExists(atPath: path))
        try memory.forgetAll()
    }

    @Test func theOldestUneditedGoFirst() throws {
        let memory = try ProgramMemory(path: path, limit: 2)
        try memory.remember(program("edited", code: "x = 9"))
        try memory.remember(program("plain"))
        try memory.remember(program("new"))
        #expect(memory.programs.map(\.prompt) == ["edited", "new"])
    }

    @Test func linesThatCannotBeReadAreLeftAlone() throws {
        let memory = try ProgramMemory(path: path)
        try memory.remember(program("one"))
        let text = try folder.read("programs.jsonl")
        try folder.write("{\"later\": 1}\nnonsense\n" + text, to: "programs.jsonl")
        #expect(try ProgramMemory(path: path).programs.map(\.prompt) == ["one"])
    }

    @Test func theExportIsJSONWithoutEmbeddings() throws {
        let memory = try ProgramMemory(path: path)
        try memory.remember(program("one", code: "y = 2"))
        let object = try JSONSerialization.jsonObject(with: Data(memory.exported.utf8))
        let fields = try #require(object as? [String: Any])
        #expect(fields["code"] as? String == "y = 2")
        #expect(fields["edited"] as? Bool == true)
        #expect(fields["embedding"] == nil)
    }
}

@Suite("A near prompt brings the remembered program")
struct RecollectionTests {
    private let finder = MentionFinder(
        structures: [
            StructureName(name: "hippocampus", isSided: true),
            StructureName(name: "amygdala", isSided: true),
        ], isWord: { _ in false })

    private func facts(_ prompt: String) -> PromptFacts { PromptFacts(prompt, finder: finder) }

    private func remembered(
        _ prompt: String = "how big is the left hippocampus?", code: String? = nil
    ) -> RememberedProgram {
        let generated = "m = segment(t1, \"left hippocampus\")\nreport(\"v\", volume_ml(m), \"mL\")"
        return RememberedProgram(
            prompt: prompt, code: code ?? generated + "\nshow(t1, mask=m)", generated: generated,
            names: ["t1": "volume"], date: "2025-01-02",
            embedding: RememberedProgram.packed([1, 0]), encoder: "e")
    }

    private func find(
        _ prompt: String, planned: String?, embedding: [Float] = [0.95, 0.3122499],
        renamed: String? = nil, among programs: [RememberedProgram]
    ) throws -> Recollection.Found? {
        let scans = try ScanWorkspace()
        var workspace = scans.workspace
        if let renamed {
            let checked = scans.engine.check("\(renamed) = t1\ndel t1", name: "c", in: workspace)
            let host = ConsoleHost(Console(environment: [:]), printsResults: false)
            _ = scans.engine.run(checked, in: &workspace, step: 1, prompt: nil, host: host)
        }
        return Recollection(workspace: workspace, facts: facts).find(
            .init(
                prompt: prompt, embedding: embedding, facts: facts(prompt), planned: planned),
            among: programs)
    }

    private let again =
        "mask = segment(t1, \"left hippocampus\")\nreport(\"volume\", volume_ml(mask), \"mL\")"

    @Test func theSameQuestionInOtherWordsBringsTheEdit() throws {
        let found = try find(
            "what size is the left hippocampus", planned: again, among: [remembered()])
        #expect(found?.code == remembered().code)
        let similarity = try #require(found).similarity
        #expect(abs(similarity - 0.95) < 1e-4)
    }

    @Test(
        arguments: [
            ("what size is the right hippocampus", "right hippocampus"),
            ("what size is the left amygdala", "left amygdala"),
        ])
    func anotherSideOrStructureIsAnotherQuestion(prompt: String, phrase: String) throws {
        let planned = again.replacingOccurrences(of: "left hippocampus", with: phrase)
        #expect(try find(prompt, planned: planned, among: [remembered()]) == nil)
    }

    @Test func whatThePlannerReadsOtherwiseIsAnotherQuestion() throws {
        let planned = again.replacingOccurrences(of: "volume_ml", with: "surface_area")
        #expect(
            try find("size of the left hippocampus", planned: planned, among: [remembered()]) == nil
        )
    }

    @Test func farPromptsAreNotTaken() throws {
        #expect(
            try find(
                "what size is the left hippocampus", planned: again, embedding: [0.5, 0.866],
                among: [remembered()]) == nil)
    }

    @Test func namesAreThoseOfTheWorkspace() throws {
        let planned = again.replacingOccurrences(of: "t1", with: "baseline")
        let found = try find(
            "what size is the left hippocampus", planned: planned, renamed: "baseline",
            among: [remembered()])
        #expect(
            found?.code == remembered().code.replacingOccurrences(of: "t1", with: "baseline"))
        // Without the planner's word for it the only scan is meant.
        let alone = try find(
            "what size is the left hippocampus", planned: nil, renamed: "baseline",
            among: [remembered()])
        #expect(alone?.code == found?.code)
    }

    @Test func keywordsOfCallsAreNoNames() {
        let code = "mask = 1\nshow(t1, mask=mask)\nx.mask(mask == mask)"
        #expect(
            Recollection.renaming(["mask": "m"], in: code)
                == "m = 1\nshow(t1, mask=m)\nx.mask(m == m)")
        #expect(
            Recollection.renaming(["a": "b", "b": "a"], in: "a = b + \"a\"") == "b = a + \"a\"")
    }

    @Test(
        arguments: [
            ("is the left larger?", "is the left smaller?"), ("dilate by 2 mm", "dilate by 3 mm"),
            ("volume on the left", "volume on the right"), ("save it as a.nii", "save it as b.nii"),
            ("how big is it", "how big is it not"),
        ])
    func factsTellApart(one: String, other: String) {
        #expect(facts(one) != facts(other))
        #expect(facts(one) == facts("  \(one.uppercased()) "))
    }
}
