import Foundation
import Tensors
import Testing

@testable import LanguageModel

/// Parity with PyTorch on a tiny decoder with random weights, and the search over it.
struct CodeDecoderTests {
    struct Reference: Decodable {
        let pieces: [[Float]]
        let lexical: [[Float]]
        let items: [[Float]]
        let earlier: [Turn]
        /// Item, first piece, last piece.
        let mentions: [[Int]]
        let memory: [[Float]]
        let actions: [Int]
        let logits: [[Float]]

        struct Turn: Decodable {
            let pieces: [[Float]]
            let lexical: [[Float]]
        }
    }

    let decoder: CodeDecoder
    let reference: Reference
    let memory: DecoderMemory

    init() throws {
        decoder = try CodeDecoder(weightsAt: Fixture.path("tiny_decoder.safetensors"))
        reference = try Fixture.json("tiny_decoder.json", as: Reference.self)
        memory = decoder.memory(
            prompt: PromptFeatures(
                contextual: Fixture.matrix(reference.pieces),
                lexical: Fixture.matrix(reference.lexical)),
            items: reference.items,
            earlier: reference.earlier.map {
                PromptFeatures(
                    contextual: Fixture.matrix($0.pieces), lexical: Fixture.matrix($0.lexical))
            },
            mentions: reference.mentions.map { ItemMention(item: $0[0], pieces: $0[1]...$0[2]) })
    }

    @Test func theMemoryAgrees() {
        #expect(memory.count == 19)
        #expect(worstDifference(memory.entries.values, reference.memory.joined()) < parityTolerance)
    }

    @Test func stepByStepGivesTheLogitsOfTheWholeSequence() {
        var caches = [CodeDecoder.Cache(for: decoder)]
        for (action, expected) in zip(reference.actions, reference.logits) {
            let logits = decoder.step([action], memory: memory, caches: &caches)
            #expect(worstDifference(logits.values, expected) < parityTolerance)
        }
        #expect(caches[0].steps == reference.actions.count)
    }

    @Test func linesDoNotDisturbEachOther() {
        var alone = [CodeDecoder.Cache(for: decoder)]
        var both = [CodeDecoder.Cache(for: decoder), CodeDecoder.Cache(for: decoder)]
        for (step, action) in reference.actions.enumerated() {
            let other = (step * 5) % decoder.configuration.tokens
            let one = decoder.step([action], memory: memory, caches: &alone)
            let two = decoder.step([other, action], memory: memory, caches: &both)
            #expect(worstDifference(one.values, two.row(1)) < 1e-4)
        }
    }

    /// Any tokens, whole after a fixed number of them.
    struct FixedLength: DecodingConstraint {
        let length: Int
        let actions: Int
        var startAction: Int { 0 }
        var initialState: [Int] { [] }
        func legalActions(in state: [Int]) -> ActionSet {
            var set = ActionSet(count: actions)
            // Odd actions only: what the decoder prefers is often illegal.
            for action in stride(from: 1, to: actions, by: 2) { set.insert(action) }
            return set
        }
        func advance(_ state: inout [Int], by action: Int) { state.append(action) }
        func isComplete(_ state: [Int]) -> Bool { state.count == length }
    }

    private var constraint: FixedLength {
        FixedLength(length: 4, actions: decoder.configuration.tokens + memory.count)
    }

    @Test func aWideBeamFindsAtLeastWhatGreedyFinds() throws {
        let greedy = try BeamSearch(width: 1).run(decoder, memory: memory, constraint: constraint)
        let wide = try BeamSearch(width: 6).run(decoder, memory: memory, constraint: constraint)
        #expect(greedy.count == 1 && wide.count == 6)
        #expect(wide[0].logProbability >= greedy[0].logProbability - 1e-6)
        #expect(wide.allSatisfy { $0.actions.allSatisfy { $0 % 2 == 1 } })
        #expect(wide.allSatisfy { $0.legalLogProbability >= $0.logProbability - 1e-9 })
        #expect(Set(wide.map(\.actions)).count == 6)
        let sorted = wide.map(\.logProbability).sorted(by: >)
        #expect(wide.map(\.logProbability) == sorted)
    }

    @Test func committedActionsAreDecidedBeforeTheBeamOpens() throws {
        let greedy = try BeamSearch(width: 1).run(decoder, memory: memory, constraint: constraint)
        let found = try BeamSearch(width: 5, committed: 2).run(
            decoder, memory: memory, constraint: constraint)
        #expect(found.count == 5)
        #expect(found.allSatisfy { $0.actions.prefix(2) == greedy[0].actions.prefix(2) })
    }

    /// Lines that some actions end early.
    private struct AnyLength: DecodingConstraint {
        let actions: Int
        var startAction: Int { 0 }
        var initialState: [Int] { [] }
        func legalActions(in state: [Int]) -> ActionSet {
            var set = ActionSet(count: actions)
            for action in 0..<actions { set.insert(action) }
            return set
        }
        func advance(_ state: inout [Int], by action: Int) { state.append(action) }
        func isComplete(_ state: [Int]) -> Bool { state.last.map { $0 % 3 == 0 } ?? false }
    }

    @Test func linesFarBelowTheBestWholeOneAreGivenUp() throws {
        let ends = AnyLength(actions: decoder.configuration.tokens + memory.count)
        let all = try BeamSearch(width: 6).run(decoder, memory: memory, constraint: ends)
        let near = try BeamSearch(width: 6, leastShare: 0.9).run(
            decoder, memory: memory, constraint: ends)
        #expect(!near.isEmpty && near.count < all.count)
        #expect(all.prefix(near.count).map(\.actions).contains(near[0].actions))
    }

    @Test func probabilitiesAreThoseOfTheTokensWritten() throws {
        let found = try BeamSearch(width: 2).run(decoder, memory: memory, constraint: constraint)[0]
        var caches = [CodeDecoder.Cache(for: decoder)]
        var sum = 0.0
        for (previous, action) in zip([0] + found.actions, found.actions) {
            let row = decoder.step([previous], memory: memory, caches: &caches).row(0)
            sum += Double(row[action]) - BeamSearch.logSumExp(row)
        }
        #expect(abs(sum - found.logProbability) < 1e-4)
    }

    @Test func cancellingStopsBeforeTheNextStep() {
        var asked = 0
        #expect(throws: LanguageModelError.cancelled) {
            try BeamSearch(width: 2).run(decoder, memory: memory, constraint: constraint) {
                asked += 1
                return asked > 2
            }
        }
        #expect(asked == 3)
    }

    @Test func aLineThatNeverEndsIsAnError() {
        let endless = FixedLength(length: 99, actions: constraint.actions)
        #expect(throws: LanguageModelError.nothingLegal(step: 12)) {
            try BeamSearch(width: 2).run(decoder, memory: memory, constraint: endless)
        }
    }

    @Test func actionSetsHoldWhatWasPutIn() {
        var set = ActionSet(count: 130)
        for action in [0, 63, 64, 129] { set.insert(action) }
        set.remove(63)
        #expect(set.members == [0, 64, 129])
        #expect(set.contains(129) && !set.contains(63) && !set.contains(500))
        #expect(!set.isEmpty && ActionSet(count: 5).isEmpty)
    }
}
