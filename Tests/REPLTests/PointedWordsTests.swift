import Testing

@testable import REPL

@Suite("Words that point at the crosshair")
struct PointedWordsTests {
    private let names = ["left hippocampus", "ctx"]

    @Test(arguments: [
        ("segment the structure under the crosshair", "segment the left hippocampus"),
        ("how big is this?", "how big is the left hippocampus?"),
        ("How large is this structure?", "How large is the left hippocampus?"),
        ("volume of the region at the cursor in mL", "volume of the left hippocampus in mL"),
        ("Segment the structure that is under the crosshair", "Segment the left hippocampus"),
        ("mean of t1 in this region", "mean of t1 in the left hippocampus"),
        ("how big is the structure here", "how big is the left hippocampus"),
        ("how big is the thalamus", "how big is the thalamus"),
        ("is it thicker than its thistle", "is it thicker than its thistle"),
    ])
    func namesTakeTheirPlace(words: String, expected: String) {
        #expect(PointedWords.read(words, names: names) == .prompt(expected))
    }

    @Test(arguments: [
        "what is this?", "What's this", "what is under the crosshair?", "what is here",
        "What structure is under the crosshair?", "what is the structure under the crosshair",
    ])
    func theNameAloneIsAnswered(words: String) {
        #expect(
            PointedWords.read(words, names: names) == .answer("this is left hippocampus, ctx"))
    }

    @Test func nothingUnderTheCrosshairIsSaid() {
        #expect(
            PointedWords.read("how big is this?", names: [])
                == .answer("nothing with a name is under the crosshair"))
        #expect(
            PointedWords.read("volume of the thalamus", names: [])
                == .prompt("volume of the thalamus"))
    }

    @Test(arguments: [
        ("left hippocampus", "left_hippocampus"), ("t1 > 5", "t1_5"),
        ("3rd ventricle", "found_3rd_ventricle"),
        ("mean", "found_mean"),
    ])
    func namesOfTheLanguage(phrase: String, name: String) {
        #expect(PointedWords.identifier(phrase) == name)
        #expect(WorkspaceName.isValid(PointedWords.identifier(phrase)))
    }
}
