import Testing

@testable import Terminal

@Suite struct TextWidthTests {
    @Test(arguments: [
        ("", 0), ("abc", 3), ("µm³", 3), ("e\u{301}", 1), ("脑", 2), ("한국", 4), ("ｗ", 2), ("🧠", 2),
        ("⌀", 1), ("\u{1B}", 0), ("a\u{200B}b", 2),
    ])
    func columnsAreThoseOfATerminal(text: String, expected: Int) {
        #expect(TextWidth.columns(of: text) == expected)
    }

    @Test func cuttingKeepsWholeCharacters() {
        #expect(TextWidth.truncated("hippocampus", to: 6) == "hippo~")
        #expect(TextWidth.truncated("hippo", to: 5) == "hippo")
        #expect(TextWidth.truncated("脑脑脑", to: 4) == "脑~")
        #expect(TextWidth.truncated("abc", to: 0) == "")
    }

    @Test func linesBreakBetweenWords() {
        #expect(TextWidth.wrapped("one two three", to: 8) == ["one two", "three"])
        #expect(TextWidth.wrapped("abcdefgh ij", to: 3) == ["abc", "def", "gh", "ij"])
        #expect(TextWidth.wrapped("", to: 3) == [""])
    }

    @Test(
        arguments: [
            ("short", 20, ["short"]),
            ("one two three four five six", 20, ["one two three four", "five six"]),
            ("- one two three four five six", 24, ["- one two three four", "  five six"]),
            (
                "  :load PATH   load a scan from a file", 36,
                ["  :load PATH   load a scan from a", "               file"]
            ),
            (
                "  a very long first column   and what it means", 30,
                ["  a very long first column", "      and what it means"]
            ),
        ])
    func furtherLinesHangBelowTheirText(line: String, columns: Int, expected: [String]) {
        #expect(TextWidth.wrappedHanging(line, to: columns) == expected)
    }

    @Test func controlCharactersBecomeVisible() {
        #expect(TextWidth.sanitised("a\u{1B}[31mb\u{7F}\u{9B}\n\tc") == "a^[[31mb^??\n\tc")
        #expect(TextWidth.sanitised("plain µ") == "plain µ")
    }
}
