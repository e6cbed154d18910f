import Testing

@testable import Script

@Suite struct DiagnosticRendererTests {
    @Test(arguments: [
        (
            "x = (1 + 2\n",
            """
            error: '(' is never closed
             --> demo:1:5
            1 | x = (1 + 2
              |     ^

            """
        ),
        (
            "volume = segmnt(t1)\n",
            """
            error: there is no function 'segmnt'
             --> demo:1:10
            1 | volume = segmnt(t1)
              |          ^^^^^^
            hint: did you mean 'segment'?

            """
        ),
        (
            "\tif x = 1:\n",
            """
            error: this line is indented for no reason
             --> demo:1:1
            1 | \tif x = 1:
              | ^

            """
        ),
        (
            "name = \"é😀\" + 1\n",
            """
            error: '+' does not work between a string and a whole number
             --> demo:1:8
            1 | name = "é😀" + 1
              |        ^^^^^^^^
            hint: put values into text with an f-string: f"… {value}"

            """
        ),
    ])
    func rendersErrors(text: String, expected: String) {
        let source = Source(name: "demo", text: text)
        let functions = HostFunctionTests.all.map { ($0.signature.name, $0.signature) }
        let checker = Checker(
            functions: Dictionary(uniqueKeysWithValues: functions), globals: ["t1": .volume],
            phrases: nil)
        let result = checker.check(source).result
        let first = result.diagnostics[0]
        #expect(DiagnosticRenderer.render(first, source: source, colored: false) == expected)
    }

    @Test func rendersTheCallsOfAFailure() throws {
        let outcome = Runner.run(
            "def f(n):\n    return f(n - 1) if n else 1 / 0\n\nprint(f(3))\n", name: "demo")
        let failure = try #require(outcome.failure)
        #expect(
            failure.description == """
                error: division by zero
                 --> demo:2:31
                2 |     return f(n - 1) if n else 1 / 0
                  |                               ^^^^^
                called from:
                  demo:4  print(f(3))
                  demo:2  return f(n - 1) if n else 1 / 0  (3 times)

                """)
    }

    @Test func cutsLongLines() {
        let text = "x = [" + String(repeating: "1, ", count: 60) + "y]"
        let source = Source(name: "demo", text: text)
        let result = Checker(functions: [:], globals: [:], phrases: nil).check(source).result
        let lines = DiagnosticRenderer.render(result.diagnostics, source: source, colored: false)
            .split(separator: "\n")
        #expect(lines.allSatisfy { $0.count < 110 })
        let caret = lines[3].firstIndex(of: "^").map {
            lines[3].distance(from: lines[3].startIndex, to: $0)
        }
        let place = lines[2].lastIndex(of: "y").map {
            lines[2].distance(from: lines[2].startIndex, to: $0)
        }
        #expect(caret == place)
    }

    @Test func coloursAreSemantic() {
        let source = Source(name: "demo", text: "x = y")
        let result = Checker(functions: [:], globals: [:], phrases: nil).check(source).result
        let text = DiagnosticRenderer.render(result.diagnostics, source: source, colored: true)
        #expect(text.hasPrefix("\u{1B}[1;31merror\u{1B}[0m: "))
    }

    @Test func highlighterNamesTheTokens() {
        let source = Source(name: "demo", text: "def f(x): return f\"{x}\" + 2  # why")
        let words = Highlighter.tokens(of: source).map {
            "\(source.excerpt($0.span)):\($0.tokenClass.rawValue)"
        }
        #expect(
            words == [
                "def:keyword", "f:function", "(:operator", "x:name", "):operator", "::operator",
                "return:keyword", "f\"{x}\":string", "+:operator", "2:number", "# why:comment",
            ])
    }
}
