import Testing

@testable import Planner

@Suite("Slips of the pen")
struct SpellingTests {
    private static let spelling = Spelling(
        lexicon: #"{"roundness": 3, "saved": 9, "smooth": 5, "volume": 40, "lobes": 2}"#,
        isWord: { ["round", "shave", "lose", "the"].contains($0) })

    @Test(
        "A word is mended to one of training that is a slip or two away",
        arguments: [
            ("the volme", "the volume"), ("Smoth, please", "smooth, please"),
            ("teh lfet one", "teh left one"),
        ])
    func mended(prompt: String, expected: String) {
        #expect(Self.spelling.mended(prompt, kept: []) == expected)
    }

    @Test(
        "Another form of a word is no slip",
        arguments: ["roundest", "shaved", "loses", "volumes", "smoothing", "shaver"])
    func inflected(word: String) {
        #expect(Self.spelling.mended(word, kept: []) == word)
    }

    @Test func namesStay() {
        #expect(Self.spelling.mended("volme", kept: ["volme"]) == "volme")
    }
}
