import Foundation
import Testing

@testable import Script

@Suite struct ReferenceTests {
    private static let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Documentation/Language.md")

    /// With `RECORD_GOLDENS=1` the page is written anew.
    @Test func pageHoldsTheBuiltins() throws {
        let text = try String(contentsOf: Self.page, encoding: .utf8)
        let start = try #require(text.range(of: "<!-- built-ins -->\n"))
        let end = try #require(text.range(of: "<!-- end of built-ins -->"))
        if ProcessInfo.processInfo.environment["RECORD_GOLDENS"] == "1" {
            let renewed =
                text[..<start.upperBound] + Reference.markdown + text[end.lowerBound...]
            try String(renewed).write(to: Self.page, atomically: true, encoding: .utf8)
            return
        }
        #expect(String(text[start.upperBound..<end.lowerBound]) == Reference.markdown)
    }

    /// Every word of the grammar that stands between quotes is a keyword or symbol of the lexer.
    @Test func grammarUsesTheLexersWords() throws {
        let grammar = try String(
            contentsOf: Self.page.deletingLastPathComponent().appendingPathComponent("Grammar.txt"),
            encoding: .utf8)
        let rules = grammar.split(separator: "\n").filter { !$0.hasPrefix("#") && !$0.hasPrefix("STRING") && !$0.hasPrefix("NUMBER") && !$0.hasPrefix("NAME") }
        let known = Set(Keyword.allCases.map(\.rawValue) + Symbol.allCases.map(\.rawValue))
        for rule in rules {
            let body = rule.split(separator: "#").first ?? ""
            for word in body.matches(of: /'([^' ]+)'/).map({ String($0.1) }) {
                #expect(known.contains(word) || word == "_", "\(word)")
            }
        }
    }
}
