import LanguageModel
import Script
import Testing

@testable import Planner

/// Names are what a person would choose, and collide with nothing.
struct VariableNamerTests {
    static let context = PlanningContext(items: [
        .init(name: "visit1", kind: .volume), .init(name: "visit2", kind: .volume),
        .init(name: "thalamus", kind: .mask), .init(name: "brain_volume", kind: .float),
    ])

    /// Lexemes of a program in which variables are called `v0`, `v1`, …
    static func lexemes(_ code: String) -> [Lexeme] {
        var result: [Lexeme] = []
        for line in code.split(separator: "\n") {
            var rest = Substring(line)
            while let character = rest.first {
                if character == " " {
                    rest.removeFirst()
                } else if character == "\"" {
                    let content = rest.dropFirst().prefix { $0 != "\"" }
                    result.append(.string(String(content)))
                    rest = rest.dropFirst(content.count + 2)
                } else if character.isLetter {
                    let word = String(rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" })
                    rest = rest.dropFirst(word.count)
                    let isFunction = rest.first == "("
                    let number = word.hasPrefix("v") ? Int(word.dropFirst()) : nil
                    result.append(
                        number.map { .variable($0) }
                            ?? (["for", "in", "if", "and", "not"].contains(word)
                                ? .keyword(word) : isFunction ? .function(word) : .item(word)))
                } else if character.isNumber {
                    let number = String(rest.prefix { $0.isNumber || $0 == "." })
                    result.append(.number(number))
                    rest = rest.dropFirst(number.count)
                } else {
                    result.append(.symbol(String(character)))
                    rest.removeFirst()
                }
            }
            result.append(.newline)
        }
        return result
    }

    static func names(_ code: String) -> [String] {
        var namer = VariableNamer(catalogue: Samples.catalogue, context: context)
        let names = namer.names(for: lexemes(code))
        return names.sorted { $0.key < $1.key }.map(\.value)
    }

    @Test(arguments: [
        (#"v0 = segment(visit1, "left hippocampus")"#, ["left_hippocampus"]),
        (
            """
            v0 = segment(visit1, "left hippocampus")
            v1 = volume_ml(v0)
            v2 = mean(visit1, v0)
            """, ["left_hippocampus", "left_hippocampus_volume", "left_hippocampus_mean"]
        ),
        (#"v0 = volume_ml(segment(visit1, "left hippocampus"))"#, ["left_hippocampus_volume"]),
        // A name of the workspace is taken.
        (#"v0 = segment(visit1, "thalamus")"#, ["thalamus_visit1"]),
        (#"v0 = volume_ml(segment(visit1, "brain"))"#, ["brain_volume_visit1"]),
        // The same structure in two scans.
        (
            """
            v0 = segment(visit1, "left hippocampus")
            v1 = segment(visit2, "left hippocampus")
            v2 = volume_ml(v0)
            v3 = volume_ml(v1)
            v4 = v3 - v2
            v5 = 100 * (v3 - v2) / v2
            """,
            [
                "left_hippocampus_visit1", "left_hippocampus_visit2",
                "left_hippocampus_visit1_volume", "left_hippocampus_visit2_volume",
                "left_hippocampus_volume_difference", "left_hippocampus_volume_change_percent",
            ]
        ),
        (
            """
            v0 = segment(visit1, "left hippocampus")
            v1 = segment(visit1, "right hippocampus")
            v2 = volume_ml(v0)
            v3 = volume_ml(v1)
            v4 = 100 * (v2 - v3) / ((v2 + v3) / 2)
            v5 = v2 / v3
            v6 = v2 + v3
            v7 = (v2 + v3) / 2
            v8 = v2 < v3
            v9 = max(v2, v3)
            v10 = 100 * v2 / brain_volume
            """,
            [
                "left_hippocampus", "right_hippocampus", "left_hippocampus_volume",
                "right_hippocampus_volume", "hippocampus_volume_asymmetry",
                "hippocampus_volume_ratio", "hippocampus_volume_total",
                "hippocampus_volume_average", "hippocampus_volume_is_smaller",
                "largest_hippocampus_volume", "left_hippocampus_volume_percent",
            ]
        ),
        (
            """
            v0 = segment(visit1, "left hippocampus")
            for v1 in [v0, v0]:
            """, ["left_hippocampus", "mask"]
        ),
        (#"for v0 in [visit1, visit2]:"#, ["scan"]),
        (#"v0 = segment(visit1, "3rd nucleus (caudal)")"#, ["region_3rd_nucleus_caudal"]),
        (#"v0 = segment(visit1, "noyau caudé")"#, ["noyau_caude"]),
        (#"v0 = segment(visit1, "脳")"#, ["region"]),
        (#"v0 = segment(visit1, "mean")"#, ["mean_visit1"]),
        (#"v0 = segment(visit1, "Lambda")"#, ["lambda_visit1"]),
        (
            """
            v0 = segment(visit1, "pons")
            v1 = segment(visit1, "pons")
            """, ["pons", "pons_visit1"]
        ),
    ])
    func namesSayWhatIsDefined(code: String, names: [String]) {
        #expect(Self.names(code) == names)
    }

    @Test func withOneScanItNeedNotBeSaidWhich() {
        let context = PlanningContext(items: [
            .init(name: "t1", kind: .volume), .init(name: "left_thalamus", kind: .mask),
        ])
        var namer = VariableNamer(catalogue: Samples.catalogue, context: context)
        let code = """
            v0 = segment(t1, "left thalamus")
            v1 = volume_ml(v0)
            """
        let names = namer.names(for: Self.lexemes(code))
        #expect(names == [0: "left_thalamus_2", 1: "left_thalamus_volume"])
    }

    @Test func everyNameIsFreeAndDistinct() {
        let lines = (0..<12).map { "v\($0) = segment(visit1, \"thalamus\")" }
        let names = Self.names(lines.joined(separator: "\n"))
        #expect(Set(names).count == 12)
        #expect(Set(names).isDisjoint(with: Self.context.items.map(\.name)))
    }
}
