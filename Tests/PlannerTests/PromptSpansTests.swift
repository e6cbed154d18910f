import LanguageModel
import Testing

@testable import Planner

struct PromptSpansTests {
    @Test(arguments: [
        ("1613..1623", ["1613", "1623"]),
        ("above 3", ["3"]), ("above 3.5 mL", ["3.5"]), ("1,250 mm3", ["1250", "3"]),
        ("3,5 mL", ["3.5"]), (".5", ["0.5"]), ("007", ["7"]), ("0", ["0"]), ("2.5mL", ["2.5"]),
        ("1,000,000 voxels", ["1000000"]), ("version 1.2.3", []), ("12,34,5", []), ("none", []),
        ("1234567890123456", []), ("5.", ["5"]),
    ])
    func numbersAreReadAsPeopleWriteThem(prompt: String, literals: [String]) {
        let spans = PromptSpans(prompt: prompt, pieces: Samples.pieces(of: prompt))
        #expect(spans.numbers.map(\.literal) == literals)
    }

    @Test func spansKeepTheOriginalCharacters() {
        let prompt = "the Émigré nucleus, please"
        let spans = PromptSpans(prompt: prompt, pieces: Samples.pieces(of: prompt))
        #expect(spans.text(from: 2, to: 3) == "Émigré nucleus")
    }

    @Test func spansDoNotCutWords() {
        let prompt = "hippocampus"
        let pieces = [
            Piece(id: 2, range: 0..<0), Piece(id: 7, range: 0..<3), Piece(id: 8, range: 3..<5),
            Piece(id: 9, range: 5..<11), Piece(id: 3, range: 0..<0),
        ]
        let spans = PromptSpans(prompt: prompt, pieces: pieces)
        #expect(spans.starts == [1] && spans.ends == [3])
    }
}
