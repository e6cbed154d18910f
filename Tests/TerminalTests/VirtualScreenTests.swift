import TestSupport
import Testing

/// The emulator that the other tests look through.
@Suite struct VirtualScreenTests {
    private func screen(_ output: String, rows: Int = 3, columns: Int = 6) -> VirtualScreen {
        var screen = VirtualScreen(rows: rows, columns: columns)
        screen.feed(output.utf8)
        return screen
    }

    @Test(arguments: [
        ("ab\r\ncd", "ab\ncd"), ("abc\rX", "Xbc"), ("abc\u{1B}[2DX", "aXc"),
        ("abcdefgh", "abcdef\ngh"), ("abcdef\rX", "Xbcdef"), ("a\u{1B}[3;2Hb", "a\n\n b"),
        ("abc\r\u{1B}[K", ""), ("ab\r\ncd\u{1B}[1;2H\u{1B}[J", "a"),
        ("1\r\n2\r\n3\r\n4", "2\n3\n4"),
        ("\u{1B}[31mred\u{1B}[0m", "red"), ("\u{1B}]0;title\u{7}x", "x"),
        ("abc\u{1B}[3D\u{1B}[1P", "bc"),
        ("ac\u{8}\u{1B}[1@b", "abc"), ("脑x", "脑x"), ("e\u{301}", "e\u{301}"),
        ("1\r\n2\r\n3\u{1B}[1;2r\u{1B}[2;1H\n4", "2\n4\n3"), ("a\u{1B}[3b", "aaaa"),
        ("1\r\n2\u{1B}[1;1H\u{1B}M0", "0\n1\n2"),
    ])
    func outputShowsAsOnATerminal(output: String, expected: String) {
        #expect(screen(output).text == expected)
    }

    @Test func theAlternateScreenGoesAndTheOldOneComesBack() {
        var screen = screen("shell")
        screen.feed("\u{1B}[?1049h\u{1B}[Hfull".utf8)
        #expect(screen.isAlternate && screen.text.contains("full"))
        screen.feed("\u{1B}[?1049l".utf8)
        #expect(screen.text == "shell")
    }
}
