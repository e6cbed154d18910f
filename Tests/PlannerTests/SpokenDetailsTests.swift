import Analysis
import Script
import Testing

@testable import Planner

@Suite("What a program takes up of a prompt")
struct SpokenDetailsTests {
    private static let finder = MentionFinder(
        structures: [
            StructureName(name: "hippocampus", isSided: true, synonyms: ["hippocampi"]),
            StructureName(name: "frontal lobe", isSided: true),
        ], isWord: { _ in true })
    private static let items = [
        PlanningContext.Item(name: "T2", kind: .volume),
        PlanningContext.Item(name: "roi", kind: .mask),
    ]

    private func details(_ prompt: String) -> SpokenDetails {
        SpokenDetails(prompt, named: Self.items, finder: Self.finder)
    }

    @Test(
        "Sides belong to the structure that follows them",
        arguments: [
            ("volume of the left hippocampus", ["left hippocampus"]),
            ("L frontal lobe or right  hippocampus?", ["left frontal lobe", "right hippocampus"]),
            ("both hippocampi", []), ("the hippocampus on the left", []),
        ] as [(String, [String])])
    func sides(prompt: String, phrases: [String]) {
        #expect(details(prompt).sided == Set(phrases))
    }

    @Test(
        "Numbers with or without a unit, no names and no dates in words",
        arguments: [
            ("erode by 2 mm", [2]), ("grow it 2.5mm, then 3.", [2.5, 3]),
            ("20-50 in T2", [20, 50]), ("the 95th percentile on 3T", [95]),
            ("two visits", []),
        ] as [(String, [Double])])
    func numbers(prompt: String, numbers: [Double]) {
        #expect(details(prompt).numbers == Set(numbers))
    }

    @Test("What a program leaves out is counted, centimetres being written as millimetres")
    func missing() {
        let details = details("grow the left hippocampus by 1.5 cm in T2")
        let whole: [Lexeme] = [
            .variable(0), .symbol("="), .function("segment"), .symbol("("), .item("T2"),
            .symbol(","), .string("left hippocampus"), .symbol(")"), .newline,
            .function("dilate"), .symbol("("), .variable(0), .symbol(","), .number("15"),
        ]
        #expect(details.missing(from: whole, phrases: ["left hippocampus"], code: "") == 0)
        #expect(details.missing(from: whole, phrases: ["hippocampus"], code: "") == 1)
        #expect(
            details.missing(from: whole, phrases: [], code: "volume_ml(left_hippocampus)") == 0)
        #expect(details.missing(from: [.item("T1"), .number("2")], phrases: [], code: "") == 3)
    }

    @Test(
        "After a question about both sides a program that takes one has guessed it",
        arguments: [
            ("and the caudate?", "dice(left_putamen, right_putamen)", 1),
            ("and the left caudate?", "dice(left_putamen, right_putamen)", 0),
            ("and the caudate?", "volume_ml(left_putamen)", 0), ("the caudate", "", 0),
        ])
    func lonelySides(prompt: String, before: String, count: Int) {
        let details = SpokenDetails(prompt, named: [], before: before, finder: Self.finder)
        #expect(details.missing(from: [], phrases: ["left caudate"], code: "") == count)
        let both: Set = ["left caudate", "right caudate"]
        #expect(details.missing(from: [], phrases: both, code: "") == 0)
    }
}
