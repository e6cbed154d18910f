import TestSupport
import Testing

@testable import Terminal

@Suite struct CanvasUpdateTests {
    private let sheet = StyleSheet(level: .trueColor)
    private let size = TerminalSize(rows: 6, columns: 12)

    private func random(_ generator: inout some RandomNumberGenerator) -> Canvas {
        var canvas = Canvas(rows: size.rows, columns: size.columns)
        for _ in 0..<30 {
            let characters: [Character] = ["a", "#", "▀", "脑", " "]
            let styles: [Style] = [
                .plain, .emphasis, .pixels(foreground: .rgb(1, 2, 3), background: .gray(9)),
            ]
            canvas.write(
                String(characters.randomElement(using: &generator) ?? "a"),
                row: Int.random(in: 0..<size.rows, using: &generator),
                column: Int.random(in: 0..<size.columns, using: &generator),
                styles.randomElement(using: &generator) ?? .plain)
        }
        return canvas
    }

    /// A fixed sequence, so that a failure comes again.
    private struct Numbers: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ (state >> 29)
        }
    }

    /// A terminal that gets updates only shows what one that gets the whole canvas does.
    @Test func updatesLeadToTheSameScreen() {
        var numbers = Numbers(state: 7)
        var updated = VirtualScreen(rows: size.rows, columns: size.columns)
        var shown: Canvas?
        for _ in 0..<60 {
            let next = random(&numbers)
            updated.feed(
                CanvasUpdate.sequences(from: shown, to: next, styleSheet: sheet, size: size).utf8)
            shown = next
            // A wide character that lost its second half to another is half a character.
            let isWhole = (0..<next.rows).allSatisfy { row in
                (0..<next.columns).allSatisfy { column in
                    let isWide = next[row, column].character == "脑"
                    return isWide == (next[row, column + 1].character == nil)
                }
            }
            // The screen of the test knows no colours, and so no coloured blanks.
            let expected = next.lines().map { $0.replacing(#/ +$/#, with: "") }
            if isWhole { #expect(updated.lines == expected) }
        }
    }

    @Test func whatIsTheSameIsNotSent() {
        var old = Canvas(rows: 2, columns: 10)
        old.write("abcdef", row: 0, column: 0)
        var new = old
        #expect(CanvasUpdate.sequences(from: old, to: new, styleSheet: sheet, size: size) == "")
        new.write("X", row: 0, column: 3)
        #expect(
            CanvasUpdate.sequences(from: old, to: new, styleSheet: sheet, size: size)
                == "\u{1B}[1;4HX")
    }

    @Test func onlyTheColourThatDiffersIsSent() {
        var canvas = Canvas(rows: 1, columns: 3)
        let (red, blue) = (Color.rgb(255, 0, 0), Color.rgb(0, 0, 255))
        canvas[0, 0] = Cell("▀", .pixels(foreground: red, background: blue))
        canvas[0, 1] = Cell("▀", .pixels(foreground: red, background: red))
        canvas[0, 2] = Cell("x", .plain)
        #expect(
            CanvasUpdate.sequences(from: nil, to: canvas, styleSheet: sheet, size: size)
                == "\u{1B}[1;1H\u{1B}[38;2;255;0;0;48;2;0;0;255m▀\u{1B}[48;2;255;0;0m▀"
                + "\u{1B}[0mx")
    }

    @Test func nothingIsSentBeyondTheTerminal() {
        var canvas = Canvas(rows: 3, columns: 20)
        canvas.write("0123456789", row: 0, column: 0)
        canvas.write("gone", row: 2, column: 0)
        let small = TerminalSize(rows: 1, columns: 4)
        #expect(
            CanvasUpdate.sequences(from: nil, to: canvas, styleSheet: sheet, size: small)
                == "\u{1B}[1;1H0123")
    }
}

@Suite struct TextEncodingTests {
    @Test(arguments: [
        (["LANG": "de_DE.UTF-8"], true), (["LANG": "C.utf8"], true), (["LANG": "C"], false),
        ([:], false), (["LANG": "en_US.UTF-8", "LC_ALL": "C"], false),
        (["LANG": "C", "LC_CTYPE": "C.UTF-8"], true),
        (["LANG": "en_US.UTF-8", "LC_ALL": ""], true),
    ])
    func theLocaleSays(environment: [String: String], expected: Bool) {
        #expect(TextEncoding.isUTF8(environment: environment) == expected)
    }
}
