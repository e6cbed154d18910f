import Testing

@testable import Planner

/// Structures in lists and f-strings count as asked for.
struct TextChoicesTests {
    private func phrases(_ lexemes: [Lexeme]) -> [String] {
        TextChoices(lexemes).phrases(in: lexemes, places: Samples.catalogue.phrasePlaces)
    }

    private static func list(_ texts: String...) -> [Lexeme] {
        let items = texts.flatMap { [Lexeme.symbol(","), .string($0)] }.dropFirst()
        return [.symbol("[")] + items + [.symbol("]")]
    }

    private static func segment(_ phrase: Lexeme) -> [Lexeme] {
        [.function("segment"), .symbol("("), .item("t1"), .symbol(","), phrase, .symbol(")")]
    }

    @Test func aPhraseIsItself() {
        #expect(phrases(Self.segment(.string("left thalamus"))) == ["left thalamus"])
    }

    @Test func aLoopAsksForEachElementOfItsList() {
        let sides: [Lexeme] =
            [.keyword("for"), .variable(0), .keyword("in")] + Self.list("left", "right")
        let structures: [Lexeme] =
            [.keyword("for"), .variable(1), .keyword("in")] + Self.list("thalamus", "brain")
        let text = FormattedText(words: [.variable(0), .variable(1)])
        let lines =
            sides + [.symbol(":"), .newline, .indent] + structures
            + [.symbol(":"), .newline, .indent, .variable(2), .symbol("=")]
            + Self.segment(.formatted(text)) + [.newline, .dedent, .dedent]
        #expect(
            phrases(lines) == ["left thalamus", "left brain", "right thalamus", "right brain"])
    }

    @Test func aDictAndItsKeysAskForTheElementsOfItsList() {
        let dict: [Lexeme] =
            [
                .variable(0), .symbol("="), .symbol("{"), .keyword("for"), .variable(1),
                .keyword("in"),
            ]
            + Self.list("thalamus", "brain") + [.symbol(":")] + Self.segment(.variable(1))
            + [.symbol("}"), .newline]
        let loop: [Lexeme] = [
            .keyword("for"), .variable(2), .keyword("in"), .function("descending"), .symbol("("),
            .variable(0), .symbol(")"), .symbol(":"), .newline, .indent,
        ]
        let left = FormattedText(words: [.text("left"), .variable(2)])
        #expect(
            phrases(dict + loop + Self.segment(.formatted(left)) + [.newline, .dedent])
                == ["thalamus", "brain", "left thalamus", "left brain"])
    }

    @Test func whoGoesThroughPartsAsksForTheWhole() {
        let whole = StructureName(
            name: "basal ganglia", isSided: true, parts: ["caudate", "putamen", "pallidum"])
        #expect(whole.isListed(in: ["putamen", "caudate", "thalamus"]))
        #expect(!whole.isListed(in: ["putamen", "thalamus"]))
        #expect(!Samples.structures[0].isListed(in: ["hippocampus", "thalamus"]))
    }

    /// Texts of texts could be any number.
    @Test func whatIsFollowedHasABound() {
        var lines: [Lexeme] = [.variable(0), .symbol("=")] + Self.list("a", "b", "c") + [.newline]
        for number in 1..<12 {
            let text = FormattedText(words: [.variable(number - 1), .variable(number - 1)])
            lines += [.variable(number), .symbol("="), .formatted(text), .newline]
        }
        #expect(TextChoices(lines).texts(of: 11).count == 64)
    }
}
