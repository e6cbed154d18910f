import Script

/// What the planner makes of a prompt.
package enum Outcome: Sendable {
    /// A program that parses and passes the checker.
    ///
    /// `confidence` is how often programs that seem as probable to the decoder are right, 0 to 1;
    /// `readings` are phrases that are no known names but were understood.
    case program(code: String, confidence: Double, readings: [Reading])

    /// It cannot be done, and why; `suggestions` are things that can be asked or typed instead.
    case refusal(reason: String, suggestions: [String])

    /// It can be done once the user has said which; `choices` may be empty.
    case question(text: String, choices: [String])

    /// The user asks what can be asked: an answer with examples for what is loaded.
    case help(text: String)

    /// The user asks what is loaded.
    case workspace

    /// The user asks what was done: the answer itself.
    case answer(text: String)
}

/// The outcome for one prompt, and what else it might have been.
package struct Plan: Sendable {
    /// Below this confidence a program is shown as a doubtful reading.
    package static let unsure = 0.5

    package let prompt: String
    package let outcome: Outcome

    /// Other programs that pass the checker, the most probable first.
    package let alternatives: [String]

    package init(prompt: String, outcome: Outcome, alternatives: [String] = []) {
        self.prompt = prompt
        self.outcome = outcome
        self.alternatives = alternatives
    }
}
