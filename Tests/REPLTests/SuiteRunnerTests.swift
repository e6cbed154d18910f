import Foundation
import Planner
import Session
import SyntheticScans
import TestSupport
import Testing

@testable import Analysis
@testable import REPL

@Suite("Running a suite of prompts")
struct SuiteRunnerTests {
    private let folder: TemporaryFolder
    private let vocabulary: Vocabulary
    private let left = SyntheticHead().millilitres(of: 17)
    private let right = SyntheticHead().millilitres(of: 53)

    init() throws {
        folder = try TemporaryFolder()
        try SyntheticHead().write(to: folder.path)
        vocabulary = try Vocabulary(
            path: Places.models.appendingPathComponent("vocabulary.json").path)
    }

    private func item(
        _ prompt: String, context: [String] = [], expect: String
    ) throws -> SuitePrompt {
        let contextText = context.map { "\"\($0)\"" }.joined(separator: ", ")
        let line =
            #"{"id": "a", "prompt": "\#(prompt)", "context": [\#(contextText)], "#
            + #""workspace": [{"name": "t1", "scan": "t1.nii.gz", "labels": "labels.nii.gz"}], "#
            + #""task": "volume", "difficulty": "easy", "steps": "single", "typos": false, "#
            + #""expect": \#(expect)}"#
        return try #require(SuitePrompt.prompts(of: line, path: "suite").first)
    }

    /// Runs a prompt with programs that were written for it.
    private func run(
        _ item: SuitePrompt, _ outcomes: [String: Outcome],
        seen: @escaping (Workspace, [String]) -> Void = { _, _ in }
    ) throws -> PromptEvaluation.Result {
        let scans = SuiteScans(folder: folder.path, vocabulary: vocabulary)
        let runner = SuiteRunner(
            engine: Engine(vocabulary: vocabulary, judge: nil, network: MissingNetwork(reason: "")),
            folder: folder.path, load: scans.workspace,
            plan: { prompt, workspace, earlier in
                seen(workspace, earlier.map(\.prompt))
                return Plan(
                    prompt: prompt,
                    outcome: outcomes[prompt] ?? .refusal(reason: "no", suggestions: []))
            },
            isCancelled: { false })
        return try #require(try runner.run(item))
    }

    private func program(_ code: String) -> Outcome {
        .program(code: code, confidence: 1, readings: [])
    }

    private let leftVolume = """
        left = segment(t1, "left hippocampus")
        report("left hippocampus", volume_ml(left), "mL")
        """

    @Test func theNumberDecides() throws {
        let wanted = #"{"numbers": [{"value": \#(left), "unit": "mL"}]}"#
        let item = try item("how large?", expect: wanted)
        #expect(try run(item, ["how large?": program(leftVolume)]).isRight)
        let other = try run(
            item, ["how large?": program(leftVolume.replacing("left hip", with: "right hip"))])
        #expect(other.shortfalls == ["\(left) mL is missing"])
        #expect(try run(item, [:]).shortfalls == ["refuse instead of an answer"])
    }

    @Test func earlierPromptsRunInTheSameWorkspace() throws {
        let item = try item(
            "and the right one?", context: ["how large?", "nonsense"],
            expect: #"{"numbers": [{"value": \#(right), "unit": "mL"}]}"#)
        var turns: [[String]] = []
        var names: [String] = []
        let result = try run(
            item,
            [
                "how large?": program(leftVolume),
                "and the right one?": program(
                    """
                    both = segment(t1, "hippocampus")
                    report("right", volume_ml(both & ~left), "mL")
                    """),
            ],
            seen: { workspace, earlier in
                turns.append(earlier)
                names = workspace.names
            })
        #expect(result.isRight, "\(result.shortfalls)")
        // A prompt that was refused is no turn of the conversation.
        #expect(turns == [[], ["how large?"], ["how large?"]])
        #expect(names == ["t1", "left"])
    }

    @Test func filesGoIntoAFolderOfTheRunAndAreRead() throws {
        let item = try item(
            "save", expect: #"{"saved": {"name": "left.nii.gz", "mL": \#(left)}}"#)
        let path = folder.path("left.nii.gz")
        let save = leftVolume + "\nsave(left, \"\(path)\")"
        #expect(try run(item, ["save": program(save)]).isRight)
        #expect(!FileManager.default.fileExists(atPath: path))
        let other = leftVolume + "\nsave(~left, \"left.nii.gz\")"
        #expect(try !run(item, ["save": program(other)]).isRight)
        #expect(try run(item, ["save": program(leftVolume)]).shortfalls == ["nothing is saved"])
    }

    @Test func tablesAreReadToo() throws {
        let item = try item(
            "save", expect: #"{"saved": {"ending": ".csv", "rows": 1, "numbers": [\#(left)]}}"#)
        let save = leftVolume + "\nsave(table([{\"mL\": volume_ml(left)}]), \"a.csv\")"
        #expect(try run(item, ["save": program(save)]).isRight)
        let other = leftVolume + "\nsave(table([{\"mL\": 1.5}]), \"a.csv\")"
        #expect(try !run(item, ["save": program(other)]).isRight)
    }

    @Test func picturesAreComparedByTheirMasks() throws {
        let item = try item("show", expect: #"{"shown": {"mL": \#(left)}}"#)
        #expect(try run(item, ["show": program(leftVolume + "\nshow(t1, left)")]).isRight)
        #expect(try !run(item, ["show": program(leftVolume + "\nshow(t1, ~left)")]).isRight)
    }

    @Test func imagesAreComparedWithOnesOfTheSuite() throws {
        let item = try item(
            "save",
            expect: #"{"saved": {"like": "t1.nii.gz", "difference": 0.5, "orientation": "RAS"}}"#)
        func isRight(_ image: String) throws -> Bool {
            try run(item, ["save": program("save(\(image), \"a.nii.gz\")")]).isRight
        }
        #expect(try isRight("t1"))
        #expect(try isRight("t1 + 0.4"))
        #expect(try !isRight("t1 + 0.6"))
        #expect(try !isRight("flip(t1, \"superior-inferior\")"))
        #expect(try !isRight("reorient(t1, \"LAS\")"))
        #expect(try !isRight("pad(t1, 8)"))
    }

    @Test func mistakesAndFailuresAreCounted() throws {
        let item = try item("x", expect: #"{"numbers": [{"value": 1, "unit": ""}]}"#)
        let results = try [
            run(item, ["x": program("report(\"x\", 1)")]),
            run(item, ["x": program("report(\"x\", nothing)")]),
            run(item, ["x": program("report(\"x\", 1 / 0)")]),
            run(item, ["x": program("report(")]), run(item, [:]),
        ]
        let evaluation = PromptEvaluation(results: results)
        #expect(evaluation.programs == (4, 3, 2, 1))
        #expect(evaluation.total == PromptEvaluation.Share(right: 1, all: 5))
        #expect(evaluation.declinedRightly == PromptEvaluation.Share(right: 0, all: 1))
        #expect(evaluation.declined == PromptEvaluation.Share(right: 0, all: 0))
        let text = evaluation.text
        let rows = text.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
        #expect(rows.contains(["volume", "1", "5", "20.0", "%"]))
        #expect(
            rows.contains(["programs", "that", "run", "to", "their", "end", "1", "4", "25.0", "%"]))
        #expect(rows.contains { $0.first == "declined," && $0.suffix(3) == ["0", "0", "-"] })
        #expect(results[0].json.text.contains(#""right": true, "shortfalls": []"#))
    }

    @Test(
        arguments: [
            ("{", "Line 1 of f is no prompt of a suite: it cannot be read as JSON."),
            (#"{"id": "a"}"#, "Line 1 of f is no prompt of a suite: “prompt” is missing."),
            (#"{"id": 3}"#, "Line 1 of f is no prompt of a suite: “id” has another kind of value."),
        ])
    func badLinesAreNamed(line: String, message: String) {
        let error = #expect(throws: SuitePrompt.Failure.self) {
            try SuitePrompt.prompts(of: line, path: "f")
        }
        #expect(error.map { "\($0)".hasPrefix(message) } == true, "\(String(describing: error))")
    }

    @Test func theSuiteOfTheProjectIsWhole() throws {
        let suite = Places.package.appendingPathComponent("evaluation/prompts")
        let scans = SuiteScans(folder: suite.path, vocabulary: vocabulary)
        var ids: Set<String> = []
        var count = 0
        for name in ["dev-a.jsonl", "dev-b.jsonl"] {
            let file = suite.appendingPathComponent(name)
            let prompts = try SuitePrompt.prompts(
                of: String(contentsOf: file, encoding: .utf8), path: name)
            for prompt in prompts {
                ids.insert(prompt.id)
                count += 1
                let workspace = try scans.workspace(of: prompt)
                #expect(workspace.names.count == prompt.workspace.count)
                // A prompt that nothing is expected of would always be right.
                let judge = PromptJudge(expected: prompt.expect, found: Evidence(kind: .program))
                #expect(!judge.shortfalls.isEmpty, "\(prompt.id)")
            }
        }
        #expect(ids.count == count && count == 566)
    }
}
