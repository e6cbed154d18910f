import Foundation
import SyntheticScans
import TestSupport
import Testing

@Suite("The program with a server that plans")
struct RemotePlannerCommandTests {
    private let command: Command
    private let server: LoopbackServer
    private let left = SyntheticHead().millilitres(of: 17)

    init() throws {
        command = try Command()
        server = try LoopbackServer(completions: [
            """
            ```python
            left = segment(t1, "left hippocampus")
            report("left hippocampus", volume_ml(left), "mL")
            ```
            """
        ])
    }

    private var planner: [String] {
        ["--planner", "http://127.0.0.1:\(server.port)", "--planner-model", "m"]
    }

    @Test func aPromptIsAnswered() throws {
        let outcome = try command.run(
            ["ask", "--yes", "--json", "how large?"] + planner + Command.scanAndLabels)
        #expect(outcome.code == 0, "\(outcome.errors)")
        let read = try #require(
            JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
        let values = try #require(read["values"] as? [[String: Any]])
        #expect(values.first?["value"] as? Double == left)
        // Neither voxels nor files: the path of the folder is nowhere in what was sent.
        let sent = try #require(server.requests.first).body
        let text = String(decoding: sent, as: UTF8.self)
        #expect(!text.contains("t1.nii") && !text.contains(command.folder.path))
        #expect(sent.count < 100_000)
    }

    @Test func theSessionShowsWhatLeaves() throws {
        let outcome = try command.run(
            ["--yes"] + planner + Command.scanAndLabels,
            input: ":planner\n:planner show\nhow large?\n:planner show\n")
        #expect(outcome.code == 0, "\(outcome.errors)")
        #expect(outcome.errors.contains("Your words go to m at 127.0.0.1:\(server.port)"))
        #expect(outcome.output.contains("m at 127.0.0.1:\(server.port) writes the code."))
        #expect(outcome.output.contains("Nothing has left this machine yet."))
        #expect(outcome.output.contains("Request: (your words)"))
        let last = try #require(
            outcome.output.components(separatedBy: "left this machine last").last)
        #expect(last.contains("Request: how large?"))
        // What is shown is what was sent, message by message.
        let body = try #require(
            JSONSerialization.jsonObject(with: server.requests[0].body) as? [String: Any])
        for message in try #require(body["messages"] as? [[String: String]]) {
            #expect(last.contains(message["content"] ?? "?"))
        }
    }

    @Test func withoutAServerNothingLeaves() throws {
        let outcome = try command.run(Command.scanAndLabels, input: ":planner show\n")
        #expect(
            outcome.output == "The built-in model writes the code: nothing leaves this machine.\n")
    }

    @Test func aServerThatIsAwayFailsThePromptOfAFile() throws {
        try command.folder.write("{\"prompt\": \"a\"}\n{\"prompt\": \"b\"}\n", to: "p.jsonl")
        let outcome = try command.run(
            ["ask", "--prompts", "p.jsonl", "--yes", "--planner", "http://127.0.0.1:1"]
                + Command.scanAndLabels)
        #expect(outcome.code == 69)
        let lines = outcome.output.split(separator: "\n")
        #expect(lines.count == 2)
        #expect(lines.allSatisfy { $0.contains("cannot be reached") })
    }

    @Test(.enabled(if: Command.hasLanguageModel, "without the language model nothing is planned"))
    func onATerminalTheBuiltInModelIsOffered() throws {
        let terminal = try command.terminal(
            ["--planner", "http://127.0.0.1:1"] + Command.scanAndLabels)
        try terminal.expect("Ctrl-D leaves.")
        try terminal.send("What is the volume of the left hippocampus?\r")
        try terminal.expect("Use the built-in model for this prompt?")
        try terminal.send("y\r")
        try terminal.expect("[n] skip")
        try terminal.send("n\r")
        try terminal.expect("Skipped.")
    }
}
