import Analysis
import Testing

@testable import Planner

/// What an earlier program did, as later prompts read it.
struct TurnSummaryTests {
    @Test(arguments: [
        (
            """
            left = segment(t1, "left hippocampus")
            report("left hippocampus volume", volume_ml(left), "mL")
            """, "p : volume ml of left hippocampus"
        ),
        (
            """
            volumes = {
                structure: volume_ml(segment(t1, structure))
                for structure in ["left putamen", "right putamen"]
            }
            report("largest", max(volumes, key=lambda name: volumes[name]))
            """, "p : volume ml argmax of left putamen and right putamen"
        ),
        (
            """
            for side in ["left", "right"]:
                report(side, mean(t1, segment(t1, f"{side} thalamus")))
            """, "p : mean of thalamus"
        ),
        (
            """
            for name in sorted(volumes, key=lambda other: volumes[other], reverse=True):
                report(name, volumes[name], "mL")
            """, "p : descending"
        ),
        (
            """
            print(table({"scan": ["t1", "t2"], "mL": [volume_ml(segment(t1, "brain"))]}))
            """, "p : table volume ml of brain"
        ),
        ("print(min(3, 4))", "p : min"),
        ("report(\"a\", 1)", "p"),
    ])
    func summaries(code: String, text: String) {
        let summary = TurnSummary(catalogue: Array(Catalogue.signatures.values))
        #expect(summary.text(of: .init(prompt: "p", code: code)) == text)
    }
}
