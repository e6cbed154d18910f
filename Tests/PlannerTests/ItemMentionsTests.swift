import LanguageModel
import Testing

@testable import Planner

/// Which names of the workspace a prompt writes, and where.
struct ItemMentionsTests {
    private static let context = PlanningContext(items: [
        .init(name: "t1", kind: .volume), .init(name: "hi", kind: .volume),
        .init(name: "left_roi", kind: .mask), .init(name: "T1_flair", kind: .volume),
    ])

    private func names(_ prompt: String) -> [String] {
        Self.context.mentions(in: prompt, pieces: Samples.pieces(of: prompt)).map {
            Self.context.items[$0.item].name
        }
    }

    @Test func inTheOrderOfThePrompt() {
        #expect(names("volume of the left thalamus in hi, then in T1") == ["hi", "t1"])
    }

    @Test func onlyWholeWords() {
        #expect(names("this white thing in t12") == [])
        #expect(names("show t1_flair") == ["T1_flair"])
    }

    @Test func anUnderscoreMayBeASpace() {
        #expect(names("how big is left roi?") == ["left_roi"])
    }

    @Test func thePiecesAreThoseOfTheName() {
        let prompt = "show left_roi now"
        let pieces = Samples.pieces(of: prompt)
        let found = Self.context.mentions(in: prompt, pieces: pieces)
        #expect(found.count == 1)
        let range = found[0].pieces
        #expect(pieces[range.lowerBound].range.lowerBound == 5)
        #expect(pieces[range.upperBound].range.upperBound == 13)
    }
}
