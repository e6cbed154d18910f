import Testing

@testable import Planner

struct FormattedTextTests {
    @Test func wordsAreJoinedByBlanks() {
        let text = FormattedText(words: [.text("left"), .variable(2), .text("volume")])
        #expect(text.parts == [.text("left "), .variable(2), .text(" volume")])
        #expect(
            FormattedText(words: [.text("left"), .text("thalamus")]).lexeme
                == .string("left thalamus"))
        #expect(FormattedText(words: [.variable(2)]).lexeme == .variable(2))
        #expect(FormattedText(words: []).lexeme == .string(""))
    }

    /// A label is put together from words, of which a variable is one.
    @Test func variablesSurviveAsCharacters() {
        let text = FormattedText(words: [.variable(0), .text("é {"), .variable(19)])
        #expect(text.marked.split(separator: " ").count == 4)
        #expect(FormattedText(marked: text.marked) == text)
        #expect(FormattedText(marked: "no variable").lexeme == .string("no variable"))
    }

    @Test func bracesOfTheTextStay() {
        let text = FormattedText([.text("a {b} \"c\" "), .variable(0)])
        let line = ProgramWriter(names: [0: "side"]).text(of: [.formatted(text)])
        #expect(line == #"f"a {{b}} \"c\" {side}""#)
    }
}
