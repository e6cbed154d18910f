import Analysis
import Session
import SyntheticScans
import Terminal
import TestSupport
import Testing

@testable import REPL

@Suite("Completion")
struct LineCompleterTests {
    private let completer: LineCompleter

    init() throws {
        let folder = try TemporaryFolder()
        try SyntheticHead().write(to: folder.path)
        let vocabulary = try Vocabulary(
            path: Places.models.appendingPathComponent("vocabulary.json").path)
        var workspace = Workspace()
        _ = try workspace.loadScan(
            at: folder.path("t1.nii.gz"), as: "baseline", vocabulary: vocabulary)
        completer = LineCompleter(workspace: workspace, vocabulary: vocabulary)
    }

    /// The line after Tab, where one candidate is left.
    private func completed(_ line: String) -> String? {
        let request = CompletionRequest(line: line, cursor: line.utf8.count)
        guard let answer = completer.answer(request) else { return nil }
        let action = CompletionAction(
            answer: answer, request: request, isRepeated: false, size: .standard)
        guard let text = action.replacement else { return line }
        return String(decoding: Array(line.utf8.prefix(answer.start)), as: UTF8.self) + text
    }

    @Test(
        arguments: [
            (":lo", ":load "), (":q", ":quit "), (":show bas", ":show baseline "),
            (":save base", ":save baseline "), (":help hippoc", ":help hippocampus "),
            (":help seg", ":help segment "),
            ("volume of the left hippo", "volume of the left hippocampus "),
            ("is the third ven", "is the third ventricle "),
            ("show me base", "show me baseline "), ("vol", "volume_m"),
            ("segment(base", "segment(baseline "), ("x = lamb", "x = lambda "),
            (":info base", ":info baseline "), (":rename base", ":rename baseline "),
            (":drop baseline base", ":drop baseline baseline "), (":memory exp", ":memory export "),
            ("LEFT HIPPO", "left hippocampus "),
        ])
    func completes(line: String, expected: String) {
        #expect(completed(line) == expected)
    }

    @Test(arguments: [
        ":load ", ":load da", ":save baseline out", ":run p", ":memory export x", "save it as out/",
    ])
    func asksForFiles(line: String) {
        let request = CompletionRequest(line: line, cursor: line.utf8.count)
        #expect(completer.answer(request) == nil)
    }

    @Test func functionsAreOfferedWithWhatTheyDo() throws {
        let request = CompletionRequest(line: "volume_m", cursor: 8)
        let hints = try #require(completer.answer(request)).candidates.map(\.hint)
        #expect(hints.contains(Catalogue.signatures["volume_ml"]?.summary))
    }

    @Test(arguments: ["xyzzy", "lambd", "", "what is ", ":list x"])
    func offersNothing(line: String) throws {
        let request = CompletionRequest(line: line, cursor: line.utf8.count)
        #expect(try #require(completer.answer(request)).candidates.isEmpty)
    }
}
