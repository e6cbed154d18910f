import Testing

@testable import Planner

struct CodeTokenTableTests {
    @Test func aTableWithoutATokenTheGrammarNeedsIsRefused() {
        let tokens = Samples.tokens.filter { $0.text != "<newline>" }
        #expect(throws: PlannerError.missingToken(path: "decoder", token: "<newline>")) {
            try CodeTokenTable(tokens: tokens)
        }
    }

    @Test func aTokenTwiceIsRefused() {
        #expect(throws: PlannerError.badTokenTable(path: "d", detail: "segment occurs twice")) {
            try CodeTokenTable(
                tokens: Samples.tokens + [CodeToken("segment", .function)], path: "d")
        }
    }

    @Test func anythingButAListIsRefused() {
        #expect(throws: PlannerError.self) { try CodeTokenTable(json: "{}", path: "d") }
        #expect(throws: PlannerError.self) {
            try CodeTokenTable(json: #"[{"text":"a","class":"unheard"}]"#, path: "d")
        }
    }

    @Test func aWordAndAKeywordMayShareTheirText() throws {
        let table = try CodeTokenTable(tokens: Samples.tokens)
        #expect(table.keyword("in") != table.words["in"])
        #expect(table.variableNumber(table.variables[7]) == 7)
    }

    @Test(arguments: [
        PlannerError.badTokenTable(path: "d", detail: "x"),
        .missingToken(path: "d", token: "<end>"), .tokenCount(path: "d", table: 1, decoder: 2),
    ])
    func messagesNameTheFile(error: PlannerError) {
        #expect(error.description.hasPrefix("weights file d: "))
    }
}
