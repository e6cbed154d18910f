import Testing

@testable import Terminal

@Suite struct CanvasTests {
    @Test func textIsCutAtTheEdges() {
        var canvas = Canvas(rows: 2, columns: 5)
        canvas.write("abcdefg", row: 0, column: 2)
        canvas.write("xyz", row: 1, column: -1)
        canvas.write("gone", row: 7, column: 0)
        #expect(canvas.lines() == ["  abc", "yz"])
    }

    @Test func wideCharactersFillTwoCellsOrNone() {
        var canvas = Canvas(rows: 1, columns: 5)
        canvas.write("a脑脑脑", row: 0, column: 0)
        #expect(canvas.lines() == ["a脑脑"])
        var narrow = Canvas(rows: 1, columns: 2)
        narrow.write("a脑", row: 0, column: 0)
        #expect(narrow.lines() == ["a"])
    }

    @Test func controlCharactersCannotSteerTheTerminal() {
        var canvas = Canvas(rows: 1, columns: 20)
        canvas.write("a\u{1B}[2Jb\r\n", row: 0, column: 0)
        #expect(canvas.lines() == ["a?[2Jb?"])
    }

    @Test func stylesBecomeSequencesOnlyWithColours() {
        var canvas = Canvas(rows: 1, columns: 12)
        canvas.write("ab", row: 0, column: 0)
        canvas.write("##", row: 0, column: 2, .overlay(0))
        #expect(canvas.lines() == ["ab##"])
        let colored = canvas.lines(StyleSheet(level: .basic))
        #expect(colored == ["ab\u{1B}[1;91m##\u{1B}[0m"])
    }

    @Test func aCanvasIsDrawnOntoAnother() {
        var stamp = Canvas(rows: 2, columns: 2)
        stamp.write("ab", row: 0, column: 0)
        stamp.write("cd", row: 1, column: 0)
        var canvas = Canvas(rows: 2, columns: 3)
        canvas.draw(stamp, row: 1, column: 2)
        #expect(canvas.lines() == ["", "  a"])
    }

    @Test func anEmptyCanvasHasNoLines() {
        #expect(Canvas(rows: 0, columns: 10).lines() == [])
        #expect(Canvas(rows: -3, columns: 10).rows == 0)
    }
}

@Suite struct ColorTests {
    @Test(arguments: [
        (["TERM": "xterm-256color"], true, ColorLevel.indexed256),
        (["TERM": "xterm-256color", "COLORTERM": "truecolor"], true, .trueColor),
        (["TERM": "xterm"], true, .basic),
        (["TERM": "xterm-256color"], false, .none),
        (["TERM": "xterm-256color", "NO_COLOR": "1"], true, .none),
        (["TERM": "xterm-256color", "NO_COLOR": ""], true, .indexed256),
        (["TERM": "dumb"], true, .none),
        (["TERM": "vt100"], true, .none),
        ([:], true, .none),
    ])
    func theEnvironmentSaysWhichColours(
        environment: [String: String], isTerminal: Bool, expected: ColorLevel
    ) {
        #expect(ColorLevel.detect(environment: environment, isTerminal: isTerminal) == expected)
    }

    /// Levels of the 256-colour table as xterm documents them.
    @Test func greysFallOnTheNearestOfTheTable() {
        for level in UInt8.min...UInt8.max {
            let index = Int(Color.gray(level).index)
            let shown = index == 16 ? 0 : index == 231 ? 255 : 8 + 10 * (index - 232)
            #expect(abs(shown - Int(level)) <= 9, "grey \(level) became \(shown)")
        }
        #expect(Color.rgb(255, 0, 0).index == 196)
        #expect(Color.rgb(0, 95, 135).index == 24)
    }

    @Test func trueColourIsReducedToWhatThereIs() {
        let style = Style.pixels(foreground: .rgb(255, 0, 0), background: .gray(0))
        #expect(
            StyleSheet(level: .trueColor).sequence(for: style)
                == "\u{1B}[38;2;255;0;0;48;2;0;0;0m")
        #expect(StyleSheet(level: .indexed256).sequence(for: style) == "\u{1B}[38;5;196;48;5;16m")
        #expect(StyleSheet(level: .basic).sequence(for: style) == "")
        #expect(StyleSheet.plain.sequence(for: .error) == "")
    }
}
