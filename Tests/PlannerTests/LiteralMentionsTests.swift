import Testing

@testable import Planner

@Suite struct LiteralMentionsTests {
    static let white = StructureName(
        name: "cerebral white matter", isSided: true, synonyms: ["white matter", "WM"])

    @Test(arguments: [
        ("grey to white matter ratio", true), ("Grey/White-Matter", true), ("wm volume?", true),
        ("cerebral white matter", true), ("white stuff matter", false), ("whitematter", false),
        ("", false), ("matter", false),
    ])
    func mentions(text: String, isNamed: Bool) {
        #expect(LiteralMentions(in: text).names(Self.white) == isNamed)
    }
}
