import Foundation
import SyntheticScans
import TestSupport
import Testing

@Suite("Commands without a terminal")
struct BatchTests {
    private let command: Command
    private let left = SyntheticHead().millilitres(of: 17)

    init() throws {
        command = try Command()
        try command.folder.write(
            """
            left = segment(t1, "left hippocampus")
            report("left hippocampus volume", volume_ml(left), "mL")
            print("seen:", volume_ml(left) > 1)
            """, to: "volume.py")
    }

    @Test func runPrintsResults() throws {
        let outcome = try command.run(["run", "volume.py"] + Command.scanAndLabels)
        #expect(outcome.code == 0, "\(outcome.errors)")
        #expect(outcome.output.hasPrefix("left hippocampus volume: "))
        #expect(outcome.output.hasSuffix(" mL\nseen: True\n"))
        #expect(outcome.errors == "")
    }

    @Test func runPrintsJSON() throws {
        let outcome = try command.run(["run", "--json", "volume.py"] + Command.labels)
        let read = try #require(
            JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
        #expect(read["status"] as? String == "answered")
        let values = try #require(read["values"] as? [[String: Any]])
        #expect(values.count == 1)
        #expect(values[0]["value"] as? Double == left)
        #expect(values[0]["unit"] as? String == "mL")
        #expect(read["error"] is NSNull)
    }

    @Test func mistakesAreFoundBeforeAnythingRunsAndCarriedAsJSON() throws {
        try command.folder.write(
            "x = segmnt(t1, \"left hippocampus\")\ny = segment(t1, \"left hipocampus\")\n",
            to: "mistakes.py")
        for words in [["run", "--json", "mistakes.py"], ["check", "--json", "mistakes.py"]] {
            let outcome = try command.run(words + Command.labels)
            #expect(outcome.code == 65)
            let read = try #require(
                JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
            let found = try #require(read["diagnostics"] as? [[String: Any]])
            #expect(found.count == 2)
            let hints = found.map { $0["hint"] as? String ?? "" }
            #expect(hints[0].contains("'segment'") && hints[1].contains("'left hippocampus'"))
            let start = found[1]["start"] as? [String: Int]
            let end = found[1]["end"] as? [String: Int]
            #expect(start == ["line": 2, "column": 17, "offset": 51])
            #expect(end == ["line": 2, "column": 34, "offset": 68])
        }
    }

    @Test func showDrawsPlainASCII() throws {
        try command.folder.write("show(t1, segment(t1, \"left hippocampus\"))", to: "show.py")
        let outcome = try command.run(["run", "show.py"] + Command.scanAndLabels)
        #expect(outcome.code == 0, "\(outcome.errors)")
        #expect(outcome.output.contains("left hippocampus"))
        #expect(outcome.output.contains("coronal y"))
        #expect(outcome.output.utf8.allSatisfy { $0 < 128 })
    }

    @Test func savingDoesNotOverwrite() throws {
        try command.folder.write(
            "save(segment(t1, \"left hippocampus\"), \"out.nii.gz\")", to: "save.py")
        let first = try command.run(["run", "save.py"] + Command.labels)
        #expect(first.code == 0, "\(first.errors)")
        #expect(FileManager.default.fileExists(atPath: command.folder.path("out.nii.gz")))
        let second = try command.run(["run", "save.py"] + Command.labels)
        #expect(second.code == 65)
        #expect(second.errors.contains("out.nii.gz exists already"))
    }

    struct Failing: Sendable, CustomTestStringConvertible {
        let arguments: [String]
        let code: Int32
        let message: String
        var testDescription: String { arguments.joined(separator: " ") }
    }

    static let failing = [
        Failing(arguments: ["--bogus"], code: 64, message: "no option --bogus"),
        Failing(arguments: ["run", "nosuch.py"], code: 66, message: "no file nosuch.py"),
        Failing(
            arguments: ["run", "volume.py", "--scan", "t1=nosuch.nii"], code: 66,
            message: "nosuch.nii: no such file"),
        Failing(
            arguments: ["run", "volume.py", "--scan", "t1=volume.py"], code: 65,
            message: "volume.py"),
        Failing(arguments: ["run", "volume.py"], code: 65, message: "t1"),
        Failing(arguments: ["run", "typo.py"] + Command.labels, code: 65, message: "segment"),
        Failing(
            arguments: ["run", "unknown.py"] + Command.labels, code: 65, message: "flux capacitor"),
        Failing(arguments: ["run", "syntax.py"] + Command.labels, code: 65, message: "^"),
        Failing(arguments: ["run", "zero.py"], code: 65, message: "y = 1 / 0"),
        Failing(arguments: ["run", "t1.nii.gz"], code: 65, message: "no program"),
        Failing(arguments: ["run", "/dev/zero"], code: 65, message: "no program"),
        Failing(arguments: ["check", "typo.py"] + Command.labels, code: 65, message: "segment"),
        Failing(arguments: ["info", "nosuch.nii"], code: 66, message: "no such file"),
        Failing(arguments: ["info", "volume.py"], code: 65, message: "volume.py"),
        Failing(
            arguments: ["replay", "nosuch.md"], code: 66, message: "no session file nosuch.md"),
        Failing(arguments: ["replay", "volume.py"], code: 65, message: "no voxelprompt session"),
        Failing(arguments: ["evaluate", "prompts", "nosuch"], code: 66, message: "nosuch"),
        Failing(
            arguments: ["evaluate", "prompts", "volume.py"], code: 65,
            message: "Line 1 of volume.py is no prompt of a suite"),
        Failing(arguments: ["evaluate", "anatomy", "nosuch"], code: 66, message: "nosuch"),
        Failing(arguments: ["evaluate", "anatomy", "."], code: 65, message: "t1.nii.gz"),
        Failing(
            arguments: ["run", "volume.py", "--models", "nosuch"], code: 66,
            message: "The model folder nosuch (--models) holds no vocabulary.json"),
        Failing(
            arguments: ["run", "volume.py", "--models", "bare", "--scan", "t1=t1.nii.gz"], code: 65,
            message: "bare/vision.safetensors is missing"),
        Failing(
            arguments: ["ask", "--models", "bare", "What is this?"], code: 66,
            message: "bare/encoder.safetensors is missing"),
        Failing(
            arguments: ["ask", "--models", "broken", "What is this?"], code: 65,
            message: "broken/encoder.safetensors cannot be used"),
        Failing(
            arguments: ["ask", "--yes", "--planner", "http://127.0.0.1:1", "What is this?"],
            code: 69, message: "The planner at 127.0.0.1:1 cannot be reached"),
        Failing(
            arguments: ["ask", "--planner", "nowhere", "What is this?"], code: 64,
            message: "--planner nowhere is no address of a server"),
        Failing(
            arguments: ["--session", "nosuch/s.md"], code: 65, message: "there is no folder nosuch"),
        Failing(
            arguments: ["--session", "volume.py"], code: 65, message: "no voxelprompt session"),
    ]

    @Test(arguments: failing)
    func failures(failing: Failing) throws {
        let folder = command.folder
        try folder.write("x = segmnt(t1, \"left hippocampus\")", to: "typo.py")
        try folder.write("x = segment(t1, \"flux capacitor\")", to: "unknown.py")
        try folder.write("x = (1 +\ny = 2", to: "syntax.py")
        try folder.write("y = 1 / 0", to: "zero.py")
        let vocabulary = try String(
            contentsOf: Places.models.appendingPathComponent("vocabulary.json"), encoding: .utf8)
        try folder.write(vocabulary, to: "bare/vocabulary.json")
        try folder.write(vocabulary, to: "broken/vocabulary.json")
        try folder.write("not weights", to: "broken/encoder.safetensors")
        let outcome = try command.run(failing.arguments)
        #expect(outcome.code == failing.code, "\(outcome.errors)")
        #expect(outcome.errors.contains(failing.message), "\(outcome.errors)")
        #expect(outcome.output == "")
    }

    @Test(.enabled(if: Command.hasLanguageModel, "without the language model nothing is planned"))
    func promptsAreEvaluated() throws {
        let inputs = #"[{"name": "t1", "scan": "t1.nii.gz", "labels": "labels.nii.gz"}]"#
        func line(_ id: String, _ prompt: String, _ expect: String) -> String {
            #"{"id": "\#(id)", "prompt": "\#(prompt)", "context": [], "workspace": \#(inputs), "#
                + #""task": "volume", "difficulty": "easy", "steps": "single", "typos": false, "#
                + #""expect": \#(expect)}"#
        }
        let prompt = "What is the volume of the left hippocampus?"
        try command.folder.write(
            line("a", prompt, #"{"numbers": [{"value": \#(left), "unit": "mL"}]}"#) + "\n"
                + line("b", prompt, #"{"numbers": [{"value": \#(2 * left), "unit": "mL"}]}"#),
            to: "suite/p.jsonl")
        try command.folder.write("", to: "suite/empty.jsonl")
        for name in ["t1", "labels"] {
            try FileManager.default.copyItem(
                atPath: command.folder.path(name + ".nii.gz"),
                toPath: command.folder.path("suite/\(name).nii.gz"))
        }
        let files = ["suite/p.jsonl", "suite/empty.jsonl"]
        let table = try command.run(["evaluate", "prompts"] + files)
        #expect(table.code == 0, "\(table.errors)")
        #expect(table.errors.contains("b \(prompt): \(2 * left) mL is missing"))
        #expect(table.output.contains("50.0 %"))
        let lines = try command.run(["evaluate", "prompts", "--json"] + files).output
            .split(separator: "\n")
            .map {
                try #require(JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
            }
        #expect(lines.map { $0["right"] as? Bool } == [true, false])
    }

    @Test func infoDescribes() throws {
        let outcome = try command.run(["info", "t1.nii.gz", "labels.nii.gz"])
        #expect(outcome.code == 0)
        #expect(outcome.output.contains("20×24×20 voxels"))
        #expect(outcome.output.contains("8×8×8 mm"))
        #expect(outcome.output.contains("labels.nii.gz\n"))
    }

    @Test func versionAndHelp() throws {
        #expect(try command.run(["--version"]).output == "voxelprompt 0.1.0\n")
        let help = try command.run(["--help"])
        #expect(help.code == 0)
        #expect(help.output.contains("not a medical device"))
    }
}

@Suite("The session without a terminal")
struct PipedSessionTests {
    private let command: Command

    init() throws {
        command = try Command()
        try command.folder.write(
            "left = segment(t1, \"left hippocampus\")\nreport(\"left\", volume_ml(left), \"mL\")",
            to: "left.py")
    }

    @Test func commandsLineByLine() throws {
        let outcome = try command.run(
            ["--session", "s.md", "--yes"] + Command.labels,
            input: """
                :load t1.nii.gz as t1
                :run left.py
                :list
                :save left left.nii.gz
                :frobnicate
                """)
        // The last line was no command.
        #expect(outcome.code == 65)
        #expect(outcome.errors.contains("There is no command :frobnicate"))
        let lines = outcome.output.split(separator: "\n")
        #expect(lines.first?.hasPrefix("left: ") == true)
        #expect(lines.contains { $0.hasPrefix("t1    volume  20×24×20 voxels") })
        #expect(lines.contains { $0.hasPrefix("left  mask    left hippocampus on t1, ") })
        #expect(FileManager.default.fileExists(atPath: command.folder.path("left.nii.gz")))

        let replay = try command.run(["replay", "s.md"])
        #expect(replay.code == 0, "\(replay.output)\(replay.errors)")
        #expect(replay.output.contains("step 1: same (1 value)"))
        #expect(replay.output.contains("same: 2 steps"))

        let elsewhere = try command.run(["replay", "s.md", "--labels", "t1=other.nii.gz"])
        #expect(elsewhere.code == 65)
    }

    @Test func withoutYesTheCodeIsOnlyPrinted() throws {
        let outcome = try command.run(
            ["--session", "s.md"] + Command.labels, input: ":run left.py\n")
        #expect(outcome.code == 0)
        #expect(outcome.output == (try command.folder.read("left.py")) + "\n")
        #expect(!FileManager.default.fileExists(atPath: command.folder.path("s.md")))
    }

    @Test func aReplayThatDiffersEndsWithOne() throws {
        _ = try command.run(
            ["--session", "s.md", "--yes"] + Command.labels, input: ":run left.py\n")
        let text = try command.folder.read("s.md")
        try command.folder.write(
            text.replacingOccurrences(of: "\"left hippocampus\"", with: "\"right hippocampus\""),
            to: "s.md")
        let replay = try command.run(["replay", "s.md"])
        #expect(replay.code == 1)
        #expect(replay.output.contains("step 1: different\n  left: "))
    }

    @Test func aSessionIsContinued() throws {
        let session = ["--session", "s.md", "--yes"]
        _ = try command.run(session + Command.labels, input: ":run left.py\n")
        try command.folder.write("report(\"twice\", 2 * volume_ml(left), \"mL\")", to: "more.py")
        let outcome = try command.run(session, input: ":run more.py\n")
        #expect(outcome.code == 0, "\(outcome.errors)")
        #expect(outcome.output.hasPrefix("twice: "))
        let replay = try command.run(["replay", "s.md"])
        #expect(replay.code == 0, "\(replay.output)")
        #expect(replay.output.contains("same: 2 steps"))
    }

    @Test func aFullDiskStopsNothing() throws {
        try FileManager.default.createSymbolicLink(
            atPath: command.folder.path("s.md"), withDestinationPath: "/dev/full")
        let outcome = try command.run(
            ["--session", "s.md", "--yes"] + Command.labels, input: ":run left.py\n:run left.py\n")
        #expect(outcome.output.split(separator: "\n").count == 2)
        #expect(outcome.errors.contains("The disk is full: the last step is not in s.md yet."))
        #expect(outcome.errors.contains("are lost"))
    }

    @Test func nothingOfAHeaderOrAnAbsolutePathIsInTheFile() throws {
        _ = try command.run(
            [
                "--session", command.folder.path("s.md"), "--yes", "--labels",
                "t1=" + command.folder.path("labels.nii.gz"),
            ], input: ":run \(command.folder.path("left.py"))\n")
        let text = try command.folder.read("s.md")
        #expect(text.contains("file: labels.nii.gz"))
        #expect(!text.contains(command.folder.path))
    }

    @Test(.enabled(if: Command.hasLanguageModel)) func promptsInAFile() throws {
        try command.folder.write(
            """
            {"id": 1, "prompt": "What is the volume of the left hippocampus?"}
            {"id": "b", "prompt": "And of the right one?", "context": ["What is the volume of the left hippocampus?"]}
            {"id": 3}
            """, to: "prompts.jsonl")
        let outcome = try command.run(
            ["ask", "--yes", "--prompts", "prompts.jsonl"] + Command.scanAndLabels)
        let lines = try outcome.output.split(separator: "\n").map {
            try #require(JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
        }
        try #require(lines.count == 3, "\(outcome.output)\(outcome.errors)")
        #expect(lines[0]["id"] as? Int == 1)
        #expect(lines[0]["status"] as? String == "answered")
        let values = try #require(lines[0]["values"] as? [[String: Any]])
        #expect(
            values.contains { ($0["value"] as? Double) == SyntheticHead().millilitres(of: 17) })
        #expect(lines[1]["id"] as? String == "b")
        #expect(lines[2]["status"] as? String == "failed")
        #expect(outcome.code == 65)
    }
}
