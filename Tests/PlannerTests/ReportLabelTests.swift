import Analysis
import LanguageModel
import Script
import Testing

@testable import Planner

/// What reports are called, made from the value that they report.
struct ReportLabelTests {
    private static let context = PlanningContext(items: [
        .init(name: "t1", kind: .volume), .init(name: "followup", kind: .volume),
        .init(name: "roi", kind: .mask, details: "left putamen"), .init(name: "m2", kind: .mask),
    ])

    /// The lexemes of a program's text, with `?` in the place of an open label.
    private func lexemes(_ text: String) -> [Lexeme] {
        let functions = Set(Catalogue.signatures.values.map(\.name)).union(["abs", "round", "max"])
        var result: [Lexeme] = []
        var rest = Substring(text)
        while let first = rest.first {
            if first == "\"" {
                let body = rest.dropFirst().prefix { $0 != "\"" }
                result.append(.string(String(body)))
                rest = rest.dropFirst(body.count + 2)
            } else if first.isLetter || first.isNumber {
                let word = String(
                    rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." })
                rest = rest.dropFirst(word.count)
                if first.isNumber {
                    result.append(.number(word))
                } else if functions.contains(word) {
                    result.append(.function(word))
                } else if word.first == "v", let number = Int(word.dropFirst()) {
                    result.append(.variable(number))
                } else {
                    result.append(.item(word))
                }
            } else {
                rest = rest.dropFirst()
                switch first {
                case " ": break
                case "?": result.append(.label)
                case "\n", ";": result.append(.newline)
                default: result.append(.symbol(String(first)))
                }
            }
        }
        return result
    }

    @Test(
        "Programs that say nothing are told apart",
        arguments: [
            ("report(?, percent_change(volume_ml(m2), 95))", true),
            ("report(?, percent_change(volume_ml(m2), volume_ml(roi)))", false),
            ("report(?, percent_change(roi, volume_ml(roi)))", true),
            ("report(?, dice(roi, roi))", true), ("report(?, dice(roi, m2))", false),
            ("v0 = clip(t1, 110, 110)\nshow(v0)", true),
            ("v0 = clip(t1, 20, 110)\nshow(v0)", false),
            ("report(?, volume_ml(roi))\nreport(?, volume_ml(roi))", true),
            ("report(?, volume_ml(roi))\nreport(?, volume_ml(m2))", false),
            ("v0 = volume_ml(roi)\nreport(?, v0 - volume_ml(roi))", true),
            ("v0 = segment(t1, \"brain\")\nv1 = segment(t1, \"brain\")\nshow(v1)", true),
            ("v0 = segment(t1, \"brain\")\nv1 = segment(followup, \"brain\")\nshow(v1)", false),
            ("v0 = [\"putamen\", \"putamen\"]\nprint(v0)", true),
            ("v0 = [\"putamen\", \"caudate\"]\nprint(v0)", false),
        ])
    func vain(program: String, isVain: Bool) {
        let labels = ReportLabel(
            catalogue: Array(Catalogue.signatures.values), context: Self.context)
        #expect(labels.isVain(lexemes(program + "\n")) == isVain)
    }

    @Test("A mask that a program made of the only scan is what segmenting it again gives")
    func againstItself() {
        let program = lexemes("v0 = segment(t1, \"left putamen\")\nreport(?, dice(roi, v0))\n")
        for isDerived in [true, false] {
            let context = PlanningContext(items: [
                .init(name: "t1", kind: .volume),
                .init(name: "roi", kind: .mask, details: "left putamen", isDerived: isDerived),
            ])
            let labels = ReportLabel(
                catalogue: Array(Catalogue.signatures.values), context: context)
            #expect(labels.isVain(program) == isDerived)
        }
    }

    private func reports(_ program: String) -> [[String]] {
        let filled = ReportLabel(
            catalogue: Array(Catalogue.signatures.values), context: Self.context
        ).filled(lexemes(program + "\n"))
        return filled.split(separator: .newline).filter { $0.first == .function("report") }.map {
            line in
            let strings = line.compactMap { lexeme -> String? in
                if case .string(let text) = lexeme { text } else { nil }
            }
            return [strings.first, strings.count > 1 ? strings.last : nil].compactMap { $0 }
        }
    }

    private static let masks = """
        v0 = segment(t1, "left hippocampus"); v1 = segment(t1, "right hippocampus");
        """

    @Test(arguments: [
        ("volume_ml(v0)", ["left hippocampus volume", "mL"]),
        ("surface_area_mm2(v0)", ["left hippocampus surface area", "mm²"]),
        ("mean(t1, v0)", ["left hippocampus mean intensity"]),
        (
            "volume_ml(v0) - volume_ml(v1)",
            ["left hippocampus minus right hippocampus volume", "mL"]
        ),
        ("volume_ml(v0) / volume_ml(v1)", ["left hippocampus to right hippocampus volume ratio"]),
        (
            "100 * volume_ml(v0) / volume_ml(v1)",
            ["left hippocampus percent of right hippocampus", "%"]
        ),
        (
            "100 * volume_ml(v0) / intracranial_volume(t1)",
            ["left hippocampus percent of intracranial volume", "%"]
        ),
        (
            "volume_ml(v0) + volume_ml(v1)",
            ["left hippocampus and right hippocampus total volume", "mL"]
        ),
        (
            "(volume_ml(v0) + volume_ml(v1)) / 2",
            ["left hippocampus and right hippocampus average volume", "mL"]
        ),
        ("volume_ml(v0) > volume_ml(v1)", ["left hippocampus larger than right hippocampus"]),
        ("volume_ml(v0) < 3.5", ["left hippocampus volume below 3.5 mL"]),
        ("mean(t1, v0) > mean(t1, v1)", ["left hippocampus brighter than right hippocampus"]),
        ("volume_ml(largest(v0))", ["largest piece of left hippocampus volume", "mL"]),
        ("volume_ml(roi)", ["left putamen volume", "mL"]),
        ("volume_ml(m2)", ["m2 volume", "mL"]),
        ("intracranial_volume(t1)", ["intracranial volume", "mL"]),
        ("abs(asymmetry_index(v0, v1))", ["hippocampus asymmetry", "%"]),
        ("distance_mm(v0, roi)", ["distance between left hippocampus and left putamen", "mm"]),
        ("max(volume_ml(v0), volume_ml(v1))", ["largest volume", "mL"]),
        (
            "mean(t1, v0) - mean(t1, v1)",
            ["left hippocampus minus right hippocampus mean intensity"]
        ),
        (
            "mean(t1, v0) / std(t1, v1)",
            [
                "left hippocampus mean intensity to right hippocampus standard deviation of "
                    + "intensity ratio"
            ]
        ),
        (
            "mean(t1, v0) - median(t1, v0)",
            ["left hippocampus mean intensity minus median intensity"]
        ),
        (
            "mean(t1, roi) - mean(followup, roi)",
            ["left putamen mean intensity, t1 minus followup"]
        ),
        (
            "snr(t1, v0, v1)",
            ["left hippocampus signal-to-noise ratio against right hippocampus"]
        ),
    ])
    func labels(value: String, label: [String]) {
        #expect(reports("\(Self.masks) report(?, \(value))") == [label])
    }

    @Test func twoScansAreNamed() {
        let program = """
            v0 = segment(t1, "thalamus"); v1 = segment(followup, "thalamus");
            v2 = volume_ml(v0); v3 = volume_ml(v1);
            report(?, v2); report(?, v3 - v2); report(?, v2 > v3); report(?, percent_change(v2, v3))
            """
        #expect(
            reports(program) == [
                ["thalamus volume in t1", "mL"], ["thalamus volume, followup minus t1", "mL"],
                ["thalamus larger in t1 than in followup"], ["thalamus volume change", "%"],
            ])
    }

    @Test func aLabelThatWasWrittenStays() {
        let written = lexemes("report(\"larger\", \"left thalamus\")\n")
        let label = ReportLabel(catalogue: [], context: Self.context)
        #expect(label.filled(written) == written)
    }
}
