import Script
import Session

/// What came of one prompt, as `ask` prints it.
struct PromptOutcome {
    enum Status: String {
        case answered, refused, failed
    }

    /// JSON as it stood in the file of prompts.
    var id = JSONText.null
    var prompt: String?
    var status = Status.answered
    var code: String?
    /// The text a reader sees.
    var answer = ""
    var values: [ReportedValue] = []
    var error: String?
    /// What the checker found.
    var diagnostics: [Diagnostic] = []
    var seconds = StepRecord.Seconds()

    init(id: JSONText = .null, prompt: String? = nil, code: String? = nil) {
        self.id = id
        self.prompt = prompt
        self.code = code
    }

    /// A program that was not run because of its mistakes.
    mutating func take(_ checked: Engine.Checked) {
        status = .failed
        error = checked.rendered(colored: false)
        diagnostics = checked.diagnostics
    }

    mutating func take(_ result: RunResult) {
        answer = result.record.answer
        values = result.record.values
        seconds.run = result.seconds
        switch result.ending {
        case .finished: status = .answered
        case .stopped:
            status = .failed
            error = "stopped"
        case .failed(let failure):
            status = .failed
            error = failure.text(colored: false)
            if case .ofProgram(let failure) = failure { diagnostics = [failure.diagnostic] }
        }
    }

    /// - Parameter named: Whether there was a prompt to name.
    func json(named: Bool = true) -> JSONText {
        let head: [JSONText.Field] =
            named
            ? [.init(name: "id", value: id), .init(name: "prompt", value: .optional(prompt))] : []
        return .object(
            head + [
                .init(name: "status", value: .string(status.rawValue)),
                .init(name: "code", value: .optional(code)),
                .init(name: "answer", value: .string(answer)),
                .init(name: "values", value: .array(values.map(Self.json))),
                .init(name: "error", value: .optional(error)),
                .init(name: "diagnostics", value: .array(diagnostics.map(JSONText.init))),
                .init(
                    name: "seconds",
                    value: .object([
                        .init(name: "plan", value: .number(Self.rounded(seconds.plan))),
                        .init(name: "run", value: .number(Self.rounded(seconds.run))),
                    ])),
            ])
    }

    private static func json(_ value: ReportedValue) -> JSONText {
        let content: JSONText =
            switch value.content {
            case .number(let number): .number(number)
            case .truth(let truth): .bool(truth)
            case .text(let text): .string(text)
            }
        return .object([
            .init(name: "label", value: .string(value.label)),
            .init(name: "value", value: content),
            .init(name: "unit", value: .string(value.unit)),
        ])
    }

    /// Milliseconds are as much as a clock is good for.
    private static func rounded(_ seconds: Double) -> Double {
        (seconds * 1000).rounded() / 1000
    }
}
