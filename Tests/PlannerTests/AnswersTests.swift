import Script
import Testing

@testable import Planner

/// What is said when no program comes out, fitted to what is loaded.
struct AnswersTests {
    private func answers(_ workspace: String) throws -> Answers {
        Answers(
            catalogue: Samples.catalogue, structures: Samples.structures,
            context: try #require(Samples.workspaces[workspace]))
    }

    @Test func helpSpeaksOfTheScansAtHand() throws {
        let one = try answers("one scan").helpText
        #expect(one.contains("the scan t1"))
        #expect(one.contains("  What is the volume of the left hippocampus?"))
        #expect(!one.contains("in t1?"), "with one scan nobody needs to name it")
        let two = try answers("two scans and results").helpText
        #expect(two.contains("the scans t1 and flair"))
        #expect(two.contains("What is the mean intensity of the left thalamus in flair?"))
        #expect(two.contains("Compare the volume of the left hippocampus in t1 and flair"))
        #expect(two.contains("What is the volume of left_hippocampus?"))
    }

    @Test func helpWithoutAScanSaysHowToLoadOne() throws {
        let text = try answers("empty").helpText
        #expect(text.contains(":load PATH"))
        #expect(text.contains("What is the volume of the left hippocampus?"))
        let mask = try answers("only a mask").helpText
        #expect(mask.contains("  What is the volume of tumour?"))
    }

    @Test func examplesUseOnlyWhatTheCatalogueHas() throws {
        let few = Answers(
            catalogue: Samples.catalogue.filter { ["segment", "show"].contains($0.name) },
            structures: Samples.structures, context: try #require(Samples.workspaces["one scan"]))
        #expect(few.examples == ["Show me the left thalamus"])
    }

    @Test func aMissingScanIsNamedWithWhatIsThere() throws {
        guard
            case .refusal(let none, let load) = try answers("empty")
                .outcome(for: .refuseScan, prompt: "")
        else { throw Failure.unexpected }
        #expect(none.contains("none is loaded") && load.contains(":load PATH"))
        guard
            case .refusal(let reason, _) = try answers("two scans and results")
                .outcome(for: .refuseScan, prompt: "")
        else { throw Failure.unexpected }
        #expect(reason.contains("Loaded are t1 and flair."))
    }

    @Test func theQuestionAboutScansNamesThem() throws {
        guard
            case .question(_, let choices) = try answers("two scans and results")
                .outcome(for: .askScan, prompt: "")
        else { throw Failure.unexpected }
        #expect(choices == ["t1", "flair"])
    }

    @Test(arguments: [
        ("measure the ventricles", ["lateral ventricle", "third ventricle"]),
        ("how big is the LV", []), ("volume of the left side", []),
        ("the third ventricle", ["third ventricle", "lateral ventricle"]),
    ])
    func structuresToChooseFromShareAWordWithThePrompt(prompt: String, names: [String]) throws {
        #expect(try answers("one scan").structuresNamed(in: prompt) == names)
    }

    @Test func refusalsOfAllSortsHaveWords() throws {
        for workspace in Samples.workspaces.keys {
            for intent in Intent.allCases {
                switch try answers(workspace).outcome(for: intent, prompt: "hm") {
                case .refusal(let reason, _): #expect(reason.hasSuffix("."))
                case .question(let text, _): #expect(!text.isEmpty)
                case .help(let text), .answer(let text): #expect(!text.isEmpty)
                case .workspace: #expect(intent == .workspace)
                case .program: Issue.record("an answer is no program")
                }
            }
        }
    }

    enum Failure: Error { case unexpected }
}
