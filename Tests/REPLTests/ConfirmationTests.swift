import Analysis
import Foundation
import Session
import Terminal
import TestSupport
import Testing

@testable import REPL

@Suite("Confirmation: nothing runs that was not meant to")
struct ConfirmationTests {
    private let engine: Engine

    init() throws {
        engine = Engine(
            vocabulary: try Vocabulary(
                path: Places.models.appendingPathComponent("vocabulary.json").path),
            judge: nil, network: MissingNetwork(reason: "It is a test."))
    }

    private func ask(
        _ code: String, _ reader: ScriptedReader, environment: [String: String] = [:],
        others: [String] = [], permissions: Permissions? = nil,
        revise: ((String, String) throws -> String?)? = nil
    ) throws -> REPL.Confirmation.Answer {
        try REPL.Confirmation(
            console: Console(environment: [:]), reader: reader,
            editor: ExternalEditor(environment: environment),
            check: { engine.check($0, name: "code", in: Workspace()) }, outlook: { _ in nil },
            workspace: Workspace(), cost: { _ in nil }, others: others, revise: revise,
            permissions: permissions
        ).ask(about: code)
    }

    @Test(arguments: ["", "y", "Y", " yes "])
    func runs(key: String) throws {
        #expect(try ask("x = 1", ScriptedReader(lines: key)) == .run(code: "x = 1"))
    }

    @Test(arguments: ["n", "N", "no", "skip", "q"])
    func skips(key: String) throws {
        #expect(try ask("x = 1", ScriptedReader(lines: key)) == .skip(code: "x = 1"))
    }

    @Test(arguments: [LineResult.interrupted, .endOfFile])
    func breakingOffSkips(result: LineResult) throws {
        #expect(try ask("x = 1", ScriptedReader([result])) == .skip(code: "x = 1"))
    }

    @Test(
        arguments: [
            "r", "?", "E!", "run it", "yy", "a", "A 3", "A", "1", ":quit", "yes please", "xy",
        ])
    func otherKeysAreExplainedAndNeverRun(key: String) throws {
        let reader = ScriptedReader(lines: key, "n")
        #expect(try ask("x = 1", reader) == .skip(code: "x = 1"))
        #expect(reader.questions.count == 2)
    }

    @Test func aLineIsEditedOnTheLineAndAskedAboutAgain() throws {
        let reader = ScriptedReader(lines: "e", "x = 2", "")
        #expect(try ask("x = 1", reader) == .run(code: "x = 2"))
        #expect(reader.questions[1].initialText == "x = 1")
        #expect(reader.questions[2].prompt.hasPrefix("Run it?"))
    }

    @Test func otherReadingsComeInTurn() throws {
        let reader = ScriptedReader(lines: "o", "o", "o", "y")
        #expect(try ask("x = 1", reader, others: ["x = 2", "x = 3"]) == .run(code: "x = 1"))
        #expect(reader.questions[0].prompt.contains("[o] other"))
        let once = ScriptedReader(lines: "o", "y")
        #expect(try ask("x = 1", once, others: ["x = 2"]) == .run(code: "x = 2"))
    }

    @Test func wordsChangeTheCodeAndItIsAskedAboutAgain() throws {
        let reader = ScriptedReader(lines: "r", "make it two", "y")
        var heard: [String] = []
        let answer = try ask("x = 1", reader) { words, code in
            heard += [words, code]
            return "x = 2\n"
        }
        #expect(answer == .run(code: "x = 2"))
        #expect(heard == ["make it two", "x = 1"])
    }

    @Test(arguments: [["r", "gibberish", "y"], ["r", " ", "y"]])
    func wordsThatSayNothingKeepTheCode(lines: [String]) throws {
        let reader = ScriptedReader(lines.map { .line($0) })
        #expect(try ask("x = 1", reader) { _, _ in nil } == .run(code: "x = 1"))
    }

    @Test func codeWithErrorsIsNotOffered() throws {
        let reader = ScriptedReader(lines: "e", "x = = 2", "", "y", "e", "x = 3", "y")
        #expect(try ask("x = 1", reader) == .run(code: "x = 3"))
        let prompts = reader.questions.map(\.prompt)
        #expect(prompts[2].hasPrefix("It has errors. [e] edit, [?] more, [n] skip"))
        // Enter and y were no way around it.
        #expect(prompts[3] == prompts[2])
        #expect(prompts[4] == prompts[2])
    }

    @Test func codeIsLaidOutWhenAskedTo() throws {
        let reader = ScriptedReader(lines: "f", "f", "y")
        #expect(try ask("x=[1 ,2]", reader) == .run(code: "x = [1, 2]"))
        let prompts = reader.questions.map(\.prompt)
        #expect(prompts[0].contains("[f] format"))
        // What has that layout already is not offered it.
        #expect(!prompts[1].contains("[f]") && prompts.count == 3)
    }

    @Test func brokenOffOrEmptyEditingKeepsTheCode() throws {
        let interrupted = ScriptedReader([.line("e"), .interrupted, .line("y")])
        #expect(try ask("x = 1", interrupted) == .run(code: "x = 1"))
        #expect(try ask("x = 1", ScriptedReader(lines: "e", "  ", "y")) == .run(code: "x = 1"))
    }

    @Test func severalLinesGoToTheEditor() throws {
        let folder = try TemporaryFolder()
        let editor = try folder.write("#!/bin/sh\nsed -i s/1/7/ \"$1\"\n", to: "my editor.sh")
        let reader = ScriptedReader(lines: "e", "y")
        let answer = try ask(
            "x = 1\na = 0\nb = 0\nc = 0\ny = 2", reader,
            environment: ["EDITOR": "sh '\(editor)'", "VISUAL": " "])
        #expect(answer == .run(code: "x = 7\na = 0\nb = 0\nc = 0\ny = 2"))
    }

    @Test func anEditorThatFailsKeepsTheCode() throws {
        let reader = ScriptedReader(lines: "e", "y")
        let code = "x = 1\na = 0\nb = 0\nc = 0\ny = 2"
        let answer = try ask(code, reader, environment: ["VISUAL": "false"])
        #expect(answer == .run(code: code))
    }

    @Test func aShortProgramIsEditedOnTheLine() throws {
        let reader = ScriptedReader(lines: "e", "x = 1\ny = 3", "y")
        #expect(try ask("x = 1\ny = 2", reader) == .run(code: "x = 1\ny = 3"))
        #expect(reader.questions[1].initialText == "x = 1\ny = 2")
    }

    @Test(arguments: ["x", "d", "explain", "?"])
    func whatOnlyTellsRunsNothingAndAsksAgain(key: String) throws {
        let reader = ScriptedReader(lines: key, "n")
        #expect(try ask("x = 1", reader) == .skip(code: "x = 1"))
        #expect(reader.questions.map(\.prompt).allSatisfy { $0.hasPrefix("Run it?") })
    }

    @Test func alwaysHoldsForThatProgramOnly() throws {
        let permissions = Permissions()
        #expect(
            try ask("x = 1", ScriptedReader(lines: "a"), permissions: permissions)
                == .run(code: "x = 1"))
        #expect(permissions.use(for: "x=1\n") != nil)
        #expect(permissions.use(for: "x = 2") == nil)
        #expect(permissions.use(for: "x = 1") != nil)
    }

    @Test func theNextNAreCounted() throws {
        let permissions = Permissions()
        #expect(
            try ask("x = 1", ScriptedReader(lines: "A 2"), permissions: permissions)
                == .run(code: "x = 1"))
        #expect(permissions.use(for: "y = 1") != nil)
        #expect(permissions.use(for: "y = 2") != nil)
        #expect(permissions.use(for: "y = 3") == nil)
        permissions.allowNext(5)
        permissions.endCount()
        #expect(permissions.use(for: "y = 4") == nil)
    }

    @Test(arguments: ["a", "A 2"])
    func whatWritesFilesIsAlwaysAskedAbout(key: String) throws {
        let permissions = Permissions()
        let reader = ScriptedReader(lines: key, "n")
        let code = "def keep(v):\n    save(v, \"a.csv\")\nkeep(table([]))"
        #expect(try ask(code, reader, permissions: permissions) == .skip(code: code))
        #expect(permissions.remaining == 0 && permissions.use(for: code) == nil)
    }
}

@Suite("External editor")
struct ExternalEditorTests {
    @Test(
        arguments: [
            (["VISUAL": "v", "EDITOR": "e"], "v"), (["EDITOR": "e -w"], "e -w"),
            (["VISUAL": "", "EDITOR": "e"], "e"), (["PATH": "/nowhere"], nil),
        ] as [([String: String], String?)])
    func choice(environment: [String: String], expected: String?) {
        #expect(ExternalEditor(environment: environment).command == expected)
    }

    @Test func failures() throws {
        #expect(throws: ExternalEditor.Failure.none) {
            try ExternalEditor(environment: [:]).edit("x")
        }
        #expect(throws: ExternalEditor.Failure.ended(command: "exit 3 #", code: 3)) {
            try ExternalEditor(environment: ["EDITOR": "exit 3 #"]).edit("x")
        }
        #expect(throws: ExternalEditor.Failure.ended(command: "no-such-editor", code: 127)) {
            try ExternalEditor(environment: ["EDITOR": "no-such-editor"]).edit("x")
        }
    }
}
