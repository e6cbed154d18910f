import Foundation
import Session
import Testing

@testable import REPL

@Suite("JSON lines of `ask`")
struct JSONLineTests {
    @Test func everyFieldIsThereAndReadsBack() throws {
        var outcome = PromptOutcome(
            id: .raw("{\"a\":[1,null]}"), prompt: "How \"large\"?\n", code: "x = 1")
        outcome.answer = "tab\t\u{1}\u{2028}ü"
        outcome.values = [
            ReportedValue(label: "v", content: .number(3.9721234567890123), unit: "mL"),
            ReportedValue(label: "n", content: .number(3)),
            ReportedValue(label: "t", content: .truth(true)),
            ReportedValue(label: "s", content: .text("left")),
        ]
        outcome.seconds = .init(plan: 0.1234, run: 2)
        let text = outcome.json().text
        #expect(!text.contains("\n"))
        let read = try #require(
            JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect(
            Set(read.keys) == [
                "id", "prompt", "status", "code", "answer", "values", "error", "diagnostics",
                "seconds",
            ])
        #expect(read["prompt"] as? String == "How \"large\"?\n")
        #expect(read["status"] as? String == "answered")
        #expect(read["answer"] as? String == outcome.answer)
        #expect(read["error"] is NSNull)
        let values = try #require(read["values"] as? [[String: Any]])
        #expect(values[0]["value"] as? Double == 3.9721234567890123)
        #expect(values[0]["unit"] as? String == "mL")
        #expect(text.contains("\"label\": \"n\", \"value\": 3,"))
        #expect(text.contains("\"label\": \"t\", \"value\": true,"))
        #expect(values[3]["value"] as? String == "left")
        #expect((read["seconds"] as? [String: Double]) == ["plan": 0.123, "run": 2])
    }

    @Test func promptsAreRead() throws {
        let lines = PromptFile.lines(
            of: """
                {"id": 7, "prompt": "a"}

                {"id": "x", "prompt": "b", "context": ["c", "d"], "other": 1}
                {"prompt": "e", "context": null}
                """)
        #expect(
            try lines.map { try $0.get() } == [
                PromptFile.Line(id: .raw("7"), prompt: "a", context: []),
                PromptFile.Line(id: .raw("\"x\""), prompt: "b", context: ["c", "d"]),
                PromptFile.Line(id: .null, prompt: "e", context: []),
            ])
    }

    @Test(
        arguments: [
            ("{\"id\": 1", "Line 1 is no JSON: "), ("[1]", "Line 1 is no JSON object. "),
            ("{\"id\": 1}", "Line 1 has no “prompt” that is a string. "),
            ("{\"prompt\": 3}", "Line 1 has no “prompt” that is a string. "),
            (
                "{\"prompt\": \"a\", \"context\": \"b\"}",
                "Line 1 has a “context” that is no list of strings. "
            ),
        ])
    func badLines(line: String, message: String) throws {
        guard case .failure(let failure)? = PromptFile.lines(of: line).first else {
            Issue.record("the line was read")
            return
        }
        #expect("\(failure)".hasPrefix(message))
    }
}
