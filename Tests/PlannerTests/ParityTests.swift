import Foundation
import LanguageModel
import Script
import Testing

@testable import Planner

/// The trained encoder and decoder write what PyTorch writes, token for token.
struct ParityTests {
    struct Fixture: Decodable {
        struct Case: Decodable {
            let prompt: String
            let earlier: [String]
            let items: [TrainingProgramTests.Fixture.Item]
            let actions: [Int]
        }
        let cases: [Case]
    }

    /// Any action at any time; the end ends it.
    struct Unconstrained: DecodingConstraint {
        let count: Int
        let startAction: Int
        let end: Int
        var initialState: Bool { false }
        func legalActions(in state: Bool) -> ActionSet {
            var set = ActionSet(count: count)
            for action in 0..<count { set.insert(action) }
            return set
        }
        func advance(_ state: inout Bool, by action: Int) { state = action == end }
        func isComplete(_ state: Bool) -> Bool { state }
    }

    @Test(.enabled(if: TrainedModel.isPresent))
    func greedyWritingIsTheSameOnTwoHundredPrompts() throws {
        let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Fixtures/parity.json")
        let fixture = try JSONDecoder().decode(Fixture.self, from: Data(contentsOf: url))
        #expect(fixture.cases.count == 200)
        let planner = try TrainedModel.planner()
        var different: [String] = []
        for sample in fixture.cases where try written(sample, by: planner) != sample.actions {
            different.append(sample.prompt)
        }
        #expect(different.isEmpty, "\(different)")
    }

    private func written(_ sample: Fixture.Case, by planner: Planner) throws -> [Int] {
        let context = TrainingProgramTests.context(sample.items)
        let pieces = planner.encoder.tokenizer.encode(
            sample.prompt, limit: planner.decoder.configuration.promptPositions)
        var descriptions = context.items.map(context.description)
        if descriptions.isEmpty { descriptions = [Planner.emptyWorkspace] }
        let cache = EmbeddingCache()
        let memory = planner.decoder.memory(
            prompt: try planner.encoder.promptFeatures(pieces),
            items: try cache.embeddings(of: descriptions, by: planner.encoder),
            earlier: try cache.features(of: sample.earlier, by: planner.encoder),
            mentions: context.mentions(in: sample.prompt, pieces: pieces))
        let marks = planner.tokens.marks
        let found = try BeamSearch(width: 1).run(
            planner.decoder, memory: memory,
            constraint: Unconstrained(
                count: planner.tokens.count + memory.count, startAction: marks.start,
                end: marks.end))
        return found.first?.actions ?? []
    }
}
