import Foundation
import LanguageModel
import Script
import Testing

@testable import Planner

/// The planner with the trained weights.
@Suite(.enabled(if: TrainedModel.isPresent, "the trained weights are not there"), .serialized)
struct PlannerTests {
    static let planner = Result { try TrainedModel.planner() }

    static let oneScan = PlanningContext(items: [.init(name: "t1", kind: .volume)])

    private func plan(_ prompt: String, _ context: PlanningContext = oneScan) throws -> Plan {
        try Self.planner.get().plan(prompt, context: context)
    }

    @Test func debug() throws {
        let two = PlanningContext(items: [
            .init(name: "visit1", kind: .volume), .init(name: "visit2", kind: .volume),
            .init(name: "left_hippocampus", kind: .mask, details: "left hippocampus"),
        ])
        for (prompt, context) in [
            ("What is the volume of the left hippocampus?", Self.oneScan),
            ("is the left hippocampus smaller than the right", Self.oneScan),
            ("how asymmetric are the thalami", Self.oneScan),
            ("mean intensity of the putamen", Self.oneScan),
            ("Segment the flux capacitor", Self.oneScan),
            ("volume of the hipocampus in mm3", Self.oneScan),
            ("What can I ask?", Self.oneScan), ("what is loaded?", Self.oneScan),
            ("order me a pizza", Self.oneScan),
            ("show the left amygdala", two), ("how did the brain change between the visits", two),
            ("what is its volume", two), ("volume of the left thalamus in the FLAIR", Self.oneScan),
            ("Is the left hippocampus above 3.5 mL?", Self.oneScan),
            ("which ventricle is bigger, left or right?", Self.oneScan),
            ("volume of the brain", PlanningContext(items: [])),
            ("measure the ventricle", Self.oneScan),
        ] {
            let start = Date()
            let plan = try plan(prompt, context)
            print("PROMPT", prompt, String(format: "%.2f s", -start.timeIntervalSinceNow))
            print(plan.outcome, plan.alternatives)
        }
    }
}
