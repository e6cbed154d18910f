import Testing

@testable import Planner

struct ProgramWriterTests {
    @Test func linesAreSpacedAsAPersonWould() {
        let lexemes: [Lexeme] = [
            .keyword("if"), .symbol("-"), .variable(0), .symbol("*"), .symbol("("), .number("2"),
            .symbol("-"), .symbol("-"), .item("x"), .symbol(")"), .symbol("<"), .function("abs"),
            .symbol("("), .symbol("-"), .number("1"), .symbol(")"), .symbol(":"), .newline,
            .indent, .function("report"), .symbol("("), .string("a"), .symbol(","),
            .parameter("value"), .symbol("-"), .number("1"), .symbol(")"), .newline, .dedent,
            .keyword("for"), .variable(1), .keyword("in"), .symbol("["), .number("1"),
            .symbol(","), .number("2"), .symbol("]"), .symbol(":"), .newline,
            .indent, .function("print"), .symbol("("), .variable(1), .symbol(")"), .newline,
            .dedent,
        ]
        let text = ProgramWriter(names: [0: "volume"]).text(of: lexemes)
        #expect(
            text == """
                if -volume * (2 - -x) < abs(-1):
                    report("a", value=-1)
                for v1 in [1, 2]:
                    print(v1)
                """)
    }

    @Test func stringsAreQuotedSafely() {
        let text = ProgramWriter.literal("a \"b\" \\ c\n\t\u{7}é{x}")
        #expect(text == #""a \"b\" \\ c\n\t\x07é{x}""#)
    }
}
