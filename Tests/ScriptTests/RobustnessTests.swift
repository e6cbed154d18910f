import Testing

@testable import Script

/// Broken programs: parser, checker, formatter and highlighter must answer, and quickly.
@Suite struct RobustnessTests {
    /// A repeatable source of randomness.
    struct Randomness: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ (state >> 29)
        }
    }

    static func examine(_ text: String) {
        let source = Source(name: "fuzz", text: text)
        let checker = Checker(functions: [:], globals: ["t1": .volume], phrases: nil)
        let result = checker.check(source).result
        for diagnostic in result.diagnostics {
            _ = DiagnosticRenderer.render(diagnostic, source: source, colored: false)
        }
        if let formatted = Formatter.format(source) {
            #expect(Formatter.format(Source(name: "again", text: formatted)) != nil, "\(text)")
        }
        var last = 0
        for token in Highlighter.tokens(of: source) {
            #expect(token.span.start.offset >= last, "\(text)")
            last = token.span.end.offset
        }
    }

    @Test func mutatedPrograms() {
        var randomness = Randomness(state: 11)
        let words = [
            "(", ")", "[", "{", "}", ":", "\n", "    ", "'", "\"", "\"\"\"", "f'{", "\\", "#",
            "if ", "def f(", "lambda ", "for ", " in ", "else", "try:", "*", "**", "=", "é",
            "\u{0}",
            "\t", "0x", "1e", "_", ".", "not ", ";", "\r", "nonlocal x", "😀", "==",
        ]
        for program in ConformanceProgram.all {
            var scalars = Array(program.text.unicodeScalars.prefix(400))
            for _ in 0..<Int.random(in: 1...6, using: &randomness) {
                let place = Int.random(in: 0...scalars.count, using: &randomness)
                if Bool.random(using: &randomness), place < scalars.count {
                    let count = min(
                        scalars.count - place, Int.random(in: 1...8, using: &randomness))
                    scalars.removeSubrange(place..<place + count)
                } else if let word = words.randomElement(using: &randomness) {
                    scalars.insert(contentsOf: Array(word.unicodeScalars), at: place)
                }
            }
            var text = String.UnicodeScalarView()
            text.append(contentsOf: scalars)
            Self.examine(String(text))
        }
    }

    @Test(arguments: [
        String(repeating: "(", count: 50_000),
        String(repeating: "[", count: 5_000) + "1" + String(repeating: "]", count: 5_000),
        String(repeating: "-", count: 50_000) + "1",
        String(repeating: "not ", count: 50_000) + "1",
        "x = 1" + String(repeating: " + 1", count: 50_000),
        "x = a" + String(repeating: "[0]", count: 50_000),
        "x = a" + String(repeating: "()", count: 50_000),
        "x = " + String(repeating: "a if b else ", count: 20_000) + "c",
        "x = " + String(repeating: "lambda: ", count: 50_000) + "c",
        "x = " + String(repeating: "lambda a=", count: 50_000) + "c",
        "x = " + String(repeating: "1 < ", count: 50_000) + "c",
        "f(" + String(repeating: "1, ", count: 50_000) + "1)",
        String(repeating: "if 1:\n", count: 1),
        (0..<3000).map { String(repeating: " ", count: $0) + "if 1:\n" }.joined(),
        String(repeating: "x = '", count: 20_000),
        String(repeating: "f'{", count: 20_000),
        "f'" + String(repeating: "{x}", count: 20_000) + "'",
        String(repeating: "x\n", count: 50_000),
        String(repeating: "if 1: x = 1\nelse: y = 2\n", count: 5_000),
        String(repeating: "def f(): return g\n", count: 5_000),
        String(repeating: "#\n", count: 50_000),
        String(repeating: "\\\n", count: 50_000),
        String(repeating: "a.", count: 50_000),
        String(repeating: "a = ", count: 50_000) + "1",
        "x" + String(repeating: ",", count: 50_000),
        String(repeating: "for i in x: pass\n", count: 5_000),
        "if x: pass\n" + String(repeating: "elif x: pass\n", count: 20_000),
    ])
    func longAndDeepPrograms(text: String) {
        let source = Source(name: "deep", text: text)
        let result = Checker(functions: [:], globals: [:], phrases: nil).check(source).result
        #expect(result.diagnostics.count <= Parser.maximumErrors + 100)
        _ = Highlighter.tokens(of: source)
    }

    @Test(
        "Brackets and prefix operators nest a hundred deep",
        arguments: [
            ("(", ")"), ("[", "]"), ("{", "}"), ("{1: ", "}"), ("abs(", ")"), ("x[", "]"),
            ("-", ""),
            ("not ", ""), ("lambda: ", ""), ("0 if x else ", ""),
        ])
    func nesting(opening: String, closing: String) {
        func problems(_ depth: Int) -> [String] {
            let text =
                "y = " + String(repeating: opening, count: depth) + "1"
                + String(repeating: closing, count: depth) + "\n"
            return Parser.parse(Source(name: "deep", text: text)).1.map(\.identifier)
        }
        #expect(problems(100).isEmpty)
        #expect(problems(101) == ["too-large"])
    }

    @Test func tooLargeAProgramIsRefusedUnread() {
        let text = String(repeating: "x = 1\n", count: 1_700_000)
        let diagnostics = Parser.parse(Source(name: "large", text: text)).1
        #expect(diagnostics.map(\.identifier) == ["too-large"])
    }
}
