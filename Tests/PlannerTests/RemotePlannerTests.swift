import Foundation
import LanguageModel
import Script
import Synchronization
import TestSupport
import Testing

@testable import Planner

/// The planner against a real server on this machine.
@Suite("A server that writes the programs")
struct RemotePlannerTests {
    static let good = """
        left = segment(t1, "left hippocampus")
        report("left hippocampus", volume_ml(left), "mL")
        """
    static let oneScan = PlanningContext(items: [.init(name: "t1", kind: .volume)])

    private func planner(
        _ server: LoopbackServer, key: String? = nil, seconds: Int = 20, path: String = "/v1"
    ) throws -> RemotePlanner {
        RemotePlanner(
            endpoint: try RemoteEndpoint(
                address: "http://127.0.0.1:\(server.port)\(path)", model: "tester", key: key,
                seconds: seconds),
            catalogue: Samples.catalogue, structures: Samples.structures, phrases: nil)
    }

    private func plan(
        _ planner: RemotePlanner, _ prompt: String = "how large?",
        _ context: PlanningContext = oneScan
    ) throws -> Plan {
        try planner.plan(prompt, context: context, isCancelled: { false })
    }

    private func code(_ plan: Plan) -> String? {
        if case .program(let code, _, _) = plan.outcome { return code }
        return nil
    }

    private func messages(_ request: LoopbackServer.Request) throws -> [ChatMessage] {
        struct Body: Decodable {
            let messages: [ChatMessage]
        }
        return try JSONDecoder().decode(Body.self, from: request.body).messages
    }

    @Test func theRequestIsAChatCompletion() throws {
        let server = try LoopbackServer(completions: ["```python\n\(Self.good)\n```"])
        let planner = try planner(server, key: "s3cret")
        #expect(code(try plan(planner)) == Self.good)
        let request = try #require(server.requests.first)
        #expect(server.requests.count == 1)
        #expect(request.line == "POST /v1/chat/completions HTTP/1.1")
        #expect(request.headers["content-type"] == "application/json")
        #expect(request.headers["authorization"] == "Bearer s3cret")
        let body = try #require(
            JSONSerialization.jsonObject(with: request.body) as? [String: Any])
        #expect(body["model"] as? String == "tester")
        #expect(body["temperature"] as? Double == 0)
        #expect(body["stream"] as? Bool == false)
        let messages = try messages(request)
        #expect(messages == planner.lastSent)
        #expect(messages == planner.messages(for: "how large?", context: Self.oneScan))
        #expect(messages.map(\.role) == [.system, .user])
        #expect(messages[0].content.contains("volume_ml(mask) -> number, mL. Volume of a mask."))
        #expect(messages[0].content.contains("hippocampus*, thalamus*"))
        #expect(messages[1].content == "Workspace:\n- t1: volume\nRequest: how large?")
        #expect(!planner.lastSent.contains { $0.content.contains("s3cret") })
    }

    @Test func withoutAKeyNoneIsSent() throws {
        let server = try LoopbackServer(completions: [Self.good])
        _ = try plan(try planner(server))
        #expect(server.requests.first?.headers["authorization"] == nil)
    }

    @Test(
        "What an answer may look like",
        arguments: [
            ("```python\nx = 1\n```", .program("x = 1")), ("x = 1", .program("x = 1")),
            ("```\nx = 1\n```", .program("x = 1")),
            (
                "<think>```python\ny\n```</think>\nHere:\n```py\nx = 1\n```\nDone.",
                .program("x = 1")
            ),
            ("first ```python\ny = 2\n``` better ```python\nx = 1\n```", .program("x = 1")),
            ("```python\nif a:\n    x = 1\n\n```", .program("if a:\n    x = 1")),
            ("REFUSE: no diagnosis here", .refusal("no diagnosis here")),
            ("ask: which scan? | t1 | flair", .question("which scan?", choices: ["t1", "flair"])),
            ("HELP", .help), ("WORKSPACE\n", .workspace),
            ("helper = 1", .program("helper = 1")), ("ASK", .question("", choices: [])),
        ] as [(String, RemoteReply)])
    func answers(text: String, expected: RemoteReply) {
        #expect(RemoteReply(text) == expected)
    }

    @Test func outcomesOtherThanPrograms() throws {
        func outcome(_ text: String) throws -> Outcome {
            let server = try LoopbackServer(completions: [text])
            defer { withExtendedLifetime(server) {} }
            return try plan(try planner(server)).outcome
        }
        guard case .refusal(let reason, _) = try outcome("REFUSE: it is no diagnosis"),
            case .question(let question, let choices) = try outcome("ASK: Which? | t1 | t2"),
            case .help(let help) = try outcome("HELP"),
            case .workspace = try outcome("WORKSPACE")
        else {
            Issue.record("another outcome")
            return
        }
        #expect(reason == "It is no diagnosis.")
        #expect(question == "Which?" && choices == ["t1", "t2"])
        #expect(help.contains("hippocampus"))
    }

    @Test func mistakesAreToldAndCorrected() throws {
        let server = try LoopbackServer(completions: [
            "```python\nx = volme_ml(t1)\n```", "```python\n\(Self.good)\n```",
        ])
        let planner = try planner(server)
        #expect(code(try plan(planner)) == Self.good)
        #expect(server.requests.count == 2)
        let second = try messages(server.requests[1])
        #expect(second.map(\.role) == [.system, .user, .assistant, .user])
        #expect(second[2].content == "```python\nx = volme_ml(t1)\n```")
        #expect(second[3].content.contains("'volme_ml'"))
        #expect(second[3].content.contains("'volume_ml'"))
        #expect(planner.lastSent == second)
    }

    @Test func afterTwoCorrectionsItEnds() throws {
        let server = try LoopbackServer(completions: ["x = volume(t1)"])
        guard case .refusal(let reason, _) = try plan(try planner(server)).outcome else {
            Issue.record("no refusal")
            return
        }
        #expect(server.requests.count == 3)
        #expect(reason.hasPrefix("The planner at 127.0.0.1:\(server.port) wrote no program that"))
        #expect(reason.contains("volume"))
    }

    @Test func emptyPromptsStayHere() throws {
        let server = try LoopbackServer(completions: [Self.good])
        guard case .refusal = try plan(try planner(server), "  ").outcome else {
            Issue.record("no refusal")
            return
        }
        #expect(server.requests.isEmpty)
    }

    // MARK: - When the server is at fault

    private func error(_ planner: RemotePlanner) -> RemotePlannerError? {
        #expect(throws: RemotePlannerError.self) { try plan(planner) }
    }

    @Test func aServerThatIsAway() throws {
        var server: LoopbackServer? = try LoopbackServer(completions: [""])
        let planner = try planner(try #require(server))
        server = nil
        guard case .unreachable? = error(planner) else {
            Issue.record("another error")
            return
        }
    }

    @Test func aServerThatSaysNothing() throws {
        let server = try LoopbackServer { _ in .silence }
        let host = "127.0.0.1:\(server.port)"
        #expect(error(try planner(server, seconds: 1)) == .timedOut(host: host, seconds: 1))
    }

    @Test func theUserCanStopWaiting() throws {
        let server = try LoopbackServer { _ in .silence }
        let planner = try planner(server, seconds: 600)
        #expect(throws: LanguageModelError.cancelled) {
            try planner.plan(
                "how large?", context: Self.oneScan, isCancelled: { !server.requests.isEmpty })
        }
    }

    @Test func answersThatAreNone() throws {
        let complaint = #"{"error": {"message": "no such model\nat all"}}"#
        for (answer, expected) in [
            (
                LoopbackServer.Answer.status(404, body: complaint),
                RemotePlannerError.status(host: "", code: 404, reason: "no such model at all")
            ),
            (.status(500, body: "<html>"), .status(host: "", code: 500, reason: "")),
            (
                .status(200, body: "<html>"),
                .unreadable(host: "", reason: "the body is not the JSON of one")
            ),
            (
                .status(200, body: #"{"choices": []}"#),
                .unreadable(host: "", reason: "it has no text")
            ),
            (
                .status(200, body: LoopbackServer.completion(" ")),
                .unreadable(host: "", reason: "it has no text")
            ),
            (
                .status(200, body: String(repeating: "x", count: 4_000_001)),
                .unreadable(host: "", reason: "it is longer than a program can be")
            ),
        ] {
            let server = try LoopbackServer { _ in answer }
            let found = try #require(error(try planner(server)))
            let message = "\(found)".replacing("127.0.0.1:\(server.port)", with: "")
            #expect(message == "\(expected)")
        }
        let server = try LoopbackServer { _ in .close }
        guard case .failed? = error(try planner(server)) else {
            Issue.record("another error")
            return
        }
    }

    /// The key must not follow to another host.
    @Test func redirectsAreNotFollowed() throws {
        let other = try LoopbackServer(completions: [Self.good])
        let server = try LoopbackServer { _ in .status(302, body: "") }
        guard case .status(_, 302, _)? = error(try planner(server, key: "k")) else {
            Issue.record("another error")
            return
        }
        #expect(other.requests.isEmpty)
    }
}
