import Foundation
import Session
import SyntheticScans
import Testing
import Volumes

@testable import Analysis
@testable import REPL

@Suite("What counts as the right answer to a prompt of a suite")
struct PromptJudgeTests {
    /// An answer by its reported values and printed lines.
    struct Said: Sendable {
        var values: [ReportedValue] = []
        var output = ""
    }

    private static func value(
        _ label: String, _ content: ReportedValue.Content, _ unit: String = ""
    ) -> ReportedValue {
        ReportedValue(label: label, content: content, unit: unit)
    }

    private static func number(_ number: Double, _ unit: String, _ label: String = "x") -> Said {
        Said(values: [value(label, .number(number), unit)])
    }

    private static func truth(_ label: String, _ truth: Bool) -> Said {
        Said(values: [value(label, .truth(truth))])
    }

    private static func text(_ label: String, _ text: String) -> Said {
        Said(values: [value(label, .text(text))])
    }

    private static func printed(_ text: String) -> Said { Said(output: text + "\n") }

    private static let millilitres = #"{"numbers": [{"value": 2.56, "unit": "mL"}]}"#
    private static let strict =
        #"{"numbers": [{"value": 2560, "unit": "mm3", "strictUnit": true}]}"#
    private static let percent = #"{"numbers": [{"value": 25, "unit": "%"}]}"#
    private static let left =
        #"{"numbers": [{"value": 2.56, "unit": "mL", "side": "left"}]}"#
    private static let either =
        #"{"numbers": [{"value": [9.5, 4.75], "unit": "%", "anySign": true}]}"#
    private static let smaller =
        #"{"verdict": {"value": true, "subject": "left", "other": "right", "#
        + #""direction": "smaller"}}"#
    private static let grew =
        #"{"verdict": {"value": true, "subject": "visit2", "other": "visit1", "#
        + #""direction": "larger"}}"#
    private static let above = #"{"verdict": {"value": false, "direction": "larger"}}"#
    private static let larger =
        #"{"choice": {"winner": "right", "losers": ["left"], "direction": "larger"}}"#
    private static let largest =
        #"{"choice": {"winner": "hippocampus", "losers": ["caudate", "putamen"]}}"#
    private static let spoken = #"{"words": [["symmetric"]], "notWords": ["asymmetric"]}"#

    static let cases: [(expectation: String, said: Said, isRight: Bool)] = [
        (millilitres, number(2.56, "mL"), true), (millilitres, number(2560, "mm³"), true),
        (millilitres, number(2560, "mL"), false), (millilitres, number(2.56, "mm"), false),
        (millilitres, number(2.5605, ""), true), (millilitres, number(2.57, "mL"), false),
        (millilitres, printed("the volume is 2.6 mL"), true),
        (millilitres, printed("the volume is 2.7 mL"), false),
        (millilitres, printed("2560 mm³"), true), (millilitres, printed("t2.56"), false),
        (millilitres, text("volume", "2.56 mL"), true), (millilitres, Said(), false),
        (strict, number(2560, "mm3"), true), (strict, number(2.56, "mL"), false),
        (percent, number(25, "%"), true), (percent, number(0.25, ""), true),
        (percent, number(25, ""), true), (percent, number(0.25, "%"), false),
        (left, number(2.56, "mL", "left hippocampus"), true),
        (left, number(2.56, "mL", "right hippocampus"), false),
        (either, number(-4.75, "%"), true), (either, number(5, "%"), false),
        (
            millilitres, printed((1...9).map(String.init).joined(separator: " ") + " 2.56"), false
        ),
        (smaller, truth("the left one is smaller", true), true),
        (smaller, truth("left smaller than right", true), true),
        (smaller, truth("right larger than left", true), true),
        (smaller, truth("the right one is smaller", false), true),
        (smaller, truth("the right one is smaller", true), false),
        (smaller, truth("left < right", true), true), (smaller, text("smaller", "left"), true),
        (smaller, text("larger", "left hippocampus"), false),
        (smaller, text("answer", "yes"), true), (smaller, text("answer", "no"), false),
        (smaller, printed("the right hippocampus is larger"), true),
        (smaller, printed("left 2.56 right 2.82"), false),
        (smaller, number(2.56, "mL", "left"), false), (smaller, printed("smaller: True"), true),
        (grew, truth("grown since visit1", true), true),
        (grew, truth("larger in visit2 than in visit1", true), true),
        (grew, truth("larger in visit1", true), false),
        (grew, truth("smaller in visit1", true), true),
        (grew, truth("growth from visit1 to visit2", true), true),
        (above, truth("above 1 litre", false), true), (above, truth("below 1 litre", true), true),
        (above, printed("not above"), true), (above, printed("above"), false),
        (larger, text("larger", "right"), true), (larger, text("larger", "left"), false),
        (larger, text("smaller", "left"), true), (larger, truth("right is larger", true), true),
        (larger, truth("left is larger", false), true),
        (larger, printed("The right putamen is larger than the left."), true),
        (larger, number(3.4, "mL", "the larger one: right"), true),
        (larger, printed("left 2.9\nright 3.4"), false),
        (largest, text("largest", "hippocampi"), true),
        (largest, text("largest", "caudate"), false),
        (largest, printed("caudate, putamen and hippocampus"), false),
        (spoken, printed("symmetric"), true), (spoken, printed("asymmetric"), false),
    ]

    @Test(arguments: cases.indices)
    func answers(index: Int) throws {
        let (expectation, said, isRight) = Self.cases[index]
        var evidence = Evidence(kind: .program, code: "x")
        evidence.values = said.values
        evidence.output = said.output
        evidence.answer = said.output + said.values.map { "\($0.label): \($0.content)" }.joined()
        let shortfalls = try Self.judge(expectation, evidence).shortfalls
        #expect(shortfalls.isEmpty == isRight, "\(expectation) \(said): \(shortfalls)")
    }

    private static func judge(_ expectation: String, _ evidence: Evidence) throws -> PromptJudge {
        let expected = try JSONDecoder().decode(Expectation.self, from: Data(expectation.utf8))
        return PromptJudge(expected: expected, found: evidence)
    }

    @Test func outcomesAreToldApart() throws {
        let declined = #"{"outcome": ["refuse", "ask"]}"#
        for (kind, isRight) in [
            (Evidence.Kind.refuse, true), (.ask, true), (.help, false), (.program, false),
        ] {
            let judge = try Self.judge(declined, Evidence(kind: kind))
            #expect(judge.shortfalls.isEmpty == isRight)
        }
        #expect(try !Self.judge(Self.millilitres, Evidence(kind: .ask)).shortfalls.isEmpty)
    }

    @Test func aProgramThatFailsIsWrongWhateverItSaid() throws {
        var evidence = Evidence(kind: .program, code: "x")
        evidence.values = [Self.value("volume", .number(2.56), "mL")]
        evidence.error = "division by zero\n at line 2"
        #expect(
            try Self.judge(Self.millilitres, evidence).shortfalls == [
                "the program failed: division by zero"
            ])
    }

    @Test func diagramsAreComparedByTheirNumbers() throws {
        func evidence(_ values: [Double]) -> Evidence {
            var evidence = Evidence(kind: .program, code: "x")
            evidence.plottings = [
                Plotting(
                    title: "", content: .bars(values.map { Plotting.Bar(label: "", value: $0) }))
            ]
            return evidence
        }
        let wanted = #"{"plotted": {"numbers": [2, 1], "count": 2, "sum": 3}}"#
        #expect(try Self.judge(wanted, evidence([1, 2])).shortfalls.isEmpty)
        #expect(try !Self.judge(wanted, evidence([1, 2.1])).shortfalls.isEmpty)
        #expect(try !Self.judge(wanted, evidence([1, 1, 1])).shortfalls.isEmpty)
        #expect(try !Self.judge(wanted, Evidence(kind: .program)).shortfalls.isEmpty)
    }

    @Test func imagesAreToldFromTheirMirrorImage() throws {
        let scan = SyntheticHead().scan
        let geometry = scan.geometry
        let mirrored = Volume(
            geometry: geometry,
            voxels: (0..<geometry.voxelCount).map { offset in
                let index = geometry.index(ofOffset: offset)
                return scan[geometry.shape.x - 1 - index.x, index.y, index.z]
            })
        func evidence(_ volume: Volume) -> Evidence {
            var evidence = Evidence(kind: .program, code: "x")
            let value = ScanValue(computed: volume, name: "image")
            evidence.showings = [Showing(image: .scan(value), masks: [])]
            return evidence
        }
        // NumPy's mean, std and the means of both halves of the same array.
        var halves = (left: 0.0, right: 0.0)
        for offset in 0..<geometry.voxelCount {
            let isLeft = geometry.index(ofOffset: offset).x < geometry.shape.x / 2
            if isLeft {
                halves.left += Double(scan.voxels[offset])
            } else {
                halves.right += Double(scan.voxels[offset])
            }
        }
        let wanted = #"{"shown": {"leftToRight": \#(halves.left / halves.right)}}"#
        #expect(abs(halves.left / halves.right - 1) > 0.005)
        #expect(try Self.judge(wanted, evidence(scan)).shortfalls.isEmpty)
        #expect(try !Self.judge(wanted, evidence(mirrored)).shortfalls.isEmpty)
    }
}
