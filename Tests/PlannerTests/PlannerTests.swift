import Foundation
import LanguageModel
import Script
import Testing

@testable import Planner

/// The planner with the trained weights.
@Suite(.enabled(if: TrainedModel.isPresent, "the trained weights are not there"), .serialized)
struct PlannerTests {
    static let planner = Result { try TrainedModel.planner() }

    static let oneScan = PlanningContext(items: [.init(name: "t1", kind: .volume)])

    private func plan(_ prompt: String, _ context: PlanningContext = oneScan) throws -> Plan {
        try Self.planner.get().plan(prompt, context: context)
    }

    private func code(_ prompt: String, _ context: PlanningContext = oneScan) throws -> String {
        let plan = try plan(prompt, context)
        guard case .program(let code, let confidence, _) = plan.outcome else {
            Issue.record("\(prompt): \(plan.outcome)")
            return ""
        }
        #expect(confidence > 0 && confidence <= 1)
        return code
    }

    @Test func aPlainQuestionBecomesAProgram() throws {
        let code = try code("What is the volume of the left hippocampus?")
        #expect(code.contains(#"left_hippocampus = segment(t1, "left hippocampus")"#))
        #expect(code.contains("volume_ml(left_hippocampus)"))
    }

    @Test func theScanThatIsNamedIsUsed() throws {
        let context = PlanningContext(items: [
            .init(name: "t1", kind: .volume), .init(name: "flair", kind: .volume),
        ])
        let code = try code("What is the volume of the right thalamus in the flair?", context)
        #expect(code.contains("segment(flair"))
    }

    @Test func namesOfTheWorkspaceAreNotTaken() throws {
        let context = PlanningContext(items: [
            .init(name: "t1", kind: .volume),
            .init(name: "left_amygdala", kind: .mask, details: "left amygdala"),
        ])
        let code = try code("Show the left amygdala", context)
        #expect(!code.contains("left_amygdala ="))
    }

    @Test func helpAndTheWorkspaceAreAnswered() throws {
        guard case .help(let text) = try plan("What can I ask?").outcome else {
            Issue.record("no help")
            return
        }
        #expect(text.contains("t1"))
        guard case .workspace = try plan("What is loaded?").outcome else {
            Issue.record("no workspace")
            return
        }
    }

    @Test func whatIsOutOfScopeIsRefused() throws {
        guard case .refusal(_, let suggestions) = try plan("Order me a pizza").outcome else {
            Issue.record("no refusal")
            return
        }
        #expect(!suggestions.isEmpty)
    }

    @Test func withoutAScanNothingIsSegmented() throws {
        let empty = PlanningContext(items: [])
        let plan = try plan("What is the volume of the left hippocampus?", empty)
        guard case .refusal(let reason, _) = plan.outcome else {
            Issue.record("\(plan.outcome)")
            return
        }
        #expect(reason.contains("loaded"))
    }

    @Test func anUnknownStructureIsNoProgram() throws {
        if case .program(let code, _, _) = try plan("Segment the flux capacitor").outcome {
            Issue.record("\(code)")
        }
    }

    @Test func anEmptyPromptIsNoPrompt() throws {
        guard case .refusal(let reason, _) = try plan(" \n").outcome else {
            Issue.record("no refusal")
            return
        }
        #expect(reason == "Nothing was asked.")
    }

    @Test(arguments: [
        "", "?", "\u{0}\u{7}", "脳の容積", "🧠🧠🧠", "\"\"\"", "a\nb\nc",
        String(repeating: "volume of the left hippocampus and ", count: 100),
        "[SEP] [CLS] <program> segment(", "left", "1e999 mL", "'; drop table scans",
    ])
    func anythingTypedGivesAnOutcome(prompt: String) throws {
        _ = try plan(prompt)
    }

    @Test func cancellingStopsThePlanning() throws {
        #expect(throws: LanguageModelError.cancelled) {
            try Self.planner.get().plan(
                "What is the volume of the left hippocampus?", context: Self.oneScan
            ) { true }
        }
    }

    /// The stated limit is for a release build on an idle machine; this one only catches a slip
    /// of an order of magnitude.
    @Test func planningIsQuick() throws {
        _ = try plan("Show the brain")
        let start = ContinuousClock.now
        _ = try plan("Is the left hippocampus smaller than the right hippocampus?")
        #expect(ContinuousClock.now - start < .seconds(10))
    }
}
