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

    /// The decoder was trained with fewer structures than the vocabulary has.
    @Test(
        "Structures without a token of their own",
        arguments: [
            ("volume of the left superior temporal gyrus", ["left superior temporal gyrus"]),
            ("how big is the frontal lobe?", ["frontal lobe"]),
            ("is the left insula larger than the right?", ["left insula", "right insula"]),
            ("ratio of the right temporal lobe to the cortex", ["right temporal lobe", "cortex"]),
            ("How large is the skin?", ["skin"]),
            ("how big is the skull?", ["skull"]),
            ("volume of the soft tissue", ["soft tissue"]),
            ("mean intensity of the left STG", ["left superior temporal gyrus"]),
        ])
    func structuresWithoutAToken(prompt: String, phrases: [String]) throws {
        let code = try code(prompt)
        let found = code.matches(of: /segment\(\s*t1,\s*"([^"]*)"/).map { String($0.output.1) }
        let resolver = try Self.planner.get().phrases
        #expect(
            found.map { resolver?.resolve($0) } == phrases.map { resolver?.resolve($0) }, "\(code)")
    }

    @Test func aFollowUpOnAStructureWithoutATokenKeepsIt() throws {
        let context = PlanningContext(
            items: Self.oneScan.items + [
                .init(name: "left_insula", kind: .mask, details: "left insula")
            ],
            earlier: [
                .init(
                    prompt: "volume of the left insula",
                    code: """
                        left_insula = segment(t1, "left insula")
                        report("left insula volume", volume_ml(left_insula), "mL")
                        """)
            ])
        #expect(try code("and the right one?", context).contains(#"segment(t1, "right insula")"#))
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

    /// What the decoder was taught it writes, most of the time, through tokenizer, encoder, memory
    /// and grammar of this side. Half of the prompts are ways of saying that it has not seen.
    @Test func promptsLikeThoseTaughtGiveTheProgramTaught() throws {
        let fixture = try TrainingProgramTests.Fixture.read()
        let table = try CodeTokenTable(tokens: fixture.tokens)
        let cases = fixture.cases.prefix(60)
        var wrong: [String] = []
        for sample in cases {
            let constraint = TrainingProgramTests.constraint(sample, fixture, table)
            let context = TrainingProgramTests.context(sample.items, earlier: sample.earlier)
            let written = constraint.sourceText(
                of: sample.actions, catalogue: TrainingProgramTests.catalogue, context: context)
            let taught = Planner.canonical(written)
            let intent = table.intents[sample.actions[0]]
            let plan = try plan(sample.prompt, context)
            let isRight =
                switch plan.outcome {
                case .program(let code, _, _): code == taught
                case .help: intent == .help
                case .answer: intent == .history
                case .workspace: intent == .workspace
                case .question: intent == .askScan || intent == .askStructure
                // A structure that is unknown, or has no sides, is refused by the checker.
                case .refusal:
                    intent == .refuseScan || intent == .refuseScope
                        || !sample.actions.isEmpty && plan.alternatives.isEmpty
                            && intent == .program
                }
            if !isRight { wrong.append("\(sample.prompt)\n\(plan.outcome)\n--\n\(taught)\n") }
        }
        #expect(wrong.count * 2 < cases.count, "\(wrong.joined(separator: "\n"))")
    }
}
