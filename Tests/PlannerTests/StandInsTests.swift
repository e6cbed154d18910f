import Analysis
import Testing

@testable import Planner

@Suite struct StandInsTests {
    /// What a decoder of 36 structures has tokens for, as far as these prompts need it.
    private static let spoken: Set<String> = [
        "hippocampus", "amygdala", "thalamus", "caudate", "cerebral cortex", "brainstem",
        "brain", "third ventricle", "medial temporal lobe structures", "cerebral white matter",
    ]
    private static let structures = Result {
        try Vocabulary(path: TrainedModel.repository + "/models/vocabulary.json")
            .structures.map { StructureName($0) }
    }

    private func standIns(
        _ prompt: String, items: [PlanningContext.Item] = [], earlier: [String] = []
    ) throws -> StandIns {
        try StandIns(
            prompt: prompt,
            context: PlanningContext(
                items: items, earlier: earlier.map { PlanningContext.Turn(prompt: $0) }),
            structures: Self.structures.get(), isSpoken: Self.spoken.contains,
            finder: Self.finder.get())
    }

    private static let finder = structures.map { structures in
        let words: Set<String> = ["frontal", "temporal", "ventricle", "thalamic", "volume"]
        return MentionFinder(structures: structures, isWord: words.contains)
    }

    @Test(
        "The decoder reads structures that it knows",
        arguments: [
            (
                "is the left insula larger than the right?",
                "is the left hippocampus larger than the right?"
            ),
            ("volume of the left STG", "volume of the left hippocampus"),
            ("frontal lobe to cortex ratio", "hippocampus to cerebral cortex ratio"),
            ("left hipocampus and rigth amigdala", "left hippocampus and rigth amygdala"),
            ("hippocampal volume, both hippocampi", "hippocampus volume, both hippocampus"),
            ("brain volume", "brain volume"),
            ("hippocampus and amygdala", "hippocampus and amygdala"),
            ("third ventrcle", "third ventricle"),
            ("insula versus hippocampus", "amygdala versus hippocampus"),
            ("skin and insular cortex", "brainstem and hippocampus"),
            ("frontal, parietal and occipital lobes", "hippocampus, amygdala and thalamus"),
            ("superior and middle temporal gyri", "hippocampus and amygdala"),
            ("the insula, the insular cortex", "the hippocampus, the hippocampus"),
            ("gyrus temporalis superior dexter", "right hippocampus"),
            ("the insular volume", "the hippocampus volume"),
            ("isthmus of the cingulate gyrus", "hippocampus"),
            // Not the structure itself.
            ("volume of the left hippocampus", "volume of the left hippocampus"),
            ("medial temporal lobe structures", "medial temporal lobe structures"),
            ("anterior insula", "anterior insula"),
            ("cingulate sulcus", "cingulate sulcus"),
            ("tip of the temporal pole", "tip of the temporal pole"),
            ("save it as insula.nii.gz", "save it as insula.nii.gz"),
            ("show insula_mask", "show insula_mask"),
        ])
    func prompt(original: String, read: String) throws {
        #expect(try standIns(original).prompt == read)
    }

    @Test func whatIsWrittenIsPutBack() throws {
        let found = try standIns("frontal lobe and skin; save them")
        let written: [Lexeme] = [
            .function("segment"), .string("left hippocampus"), .string("brainstem"),
            .string("left hippocampus to brainstem ratio"), .string("left_hippocampus.nii.gz"),
            .string("hippocampus.nii.gz"), .string("hippocampal"), .number("2"),
        ]
        #expect(
            found.restored(written) == [
                .function("segment"), .string("left frontal lobe"), .string("skin"),
                .string("left frontal lobe to skin ratio"), .string("left_frontal_lobe.nii.gz"),
                .string("frontal_lobe.nii.gz"), .string("hippocampal"), .number("2"),
            ])
    }

    @Test func aListedStructureCountsAsMentioned() throws {
        let found = try standIns("frontal and parietal lobes")
        let structures = try Self.structures.get()
        #expect(
            structures.filter(found.mention).map(\.name) == ["frontal lobe", "parietal lobe"])
    }

    @Test func aKindSpeaksOfAllOfItsStructures() throws {
        let lobes = try standIns("volumes of all four lobes")
        #expect(lobes.isInSight("frontal lobe"))
        #expect(!lobes.isInSight("third ventricle"))
        #expect(try standIns("each ventricle on its own").isInSight("third ventricle"))
        let fourth = try standIns(
            "and without the fourth?", earlier: ["how big are the ventricles"])
        #expect(fourth.isInSight("fourth ventricle"))
        #expect(!fourth.isInSight("third ventricle"))
    }

    @Test func theWorkspaceAndEarlierPromptsSpeakOfTheSame() throws {
        let mask = PlanningContext.Item(
            name: "left_frontal_lobe", kind: .mask, details: "left frontal lobe")
        let found = try standIns(
            "and the right one?", items: [mask], earlier: ["volume of the left frontal lobe"])
        #expect(found.prompt == "and the right one?")
        #expect(
            found.replacing(in: "left_frontal_lobe mask left frontal lobe")
                == "left hippocampus mask left hippocampus")
        #expect(
            found.replacing(in: "volume of the left frontal lobe")
                == "volume of the left hippocampus")
        #expect(found.restored([.string("right hippocampus")]) == [.string("right frontal lobe")])
    }

    @Test func aStructureThatIsAtHandStandsInForNothing() throws {
        let mask = PlanningContext.Item(name: "m", kind: .mask, details: "left hippocampus")
        let found = try standIns("insula", items: [mask], earlier: ["volume of the amygdala"])
        #expect(found.prompt == "thalamus")
        #expect(
            found.restored([.string("hippocampus"), .string("thalamus")])
                == [.string("hippocampus"), .string("insula")])
    }

    @Test func withoutAStandInTheWordsStay() throws {
        let prompt = "insula, precuneus, cuneus, frontal pole and temporal pole"
        #expect(
            try standIns(prompt).prompt
                == "hippocampus, amygdala, thalamus, caudate and temporal pole")
    }
}
