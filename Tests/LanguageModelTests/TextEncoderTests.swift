import Foundation
import Tensors
import Testing

@testable import LanguageModel

/// Parity with PyTorch on a tiny encoder with random weights.
struct TextEncoderTests {
    struct Reference: Decodable {
        let ids: [Int]
        let embedded: [[Float]]
        let layers: [[[Float]]]
        let pooled: [Float]
        let structureLogits: [Float]
        let acceptLogit: Float

        enum CodingKeys: String, CodingKey {
            case ids, embedded, layers, pooled
            case structureLogits = "structure_logits"
            case acceptLogit = "accept_logit"
        }
    }

    let file: WeightsFile
    let encoder: TextEncoder
    let reference: Reference

    init() throws {
        file = try WeightsFile(path: Fixture.path("tiny_encoder.safetensors"))
        encoder = try TextEncoder(weights: file)
        reference = try Fixture.json("tiny_encoder.json", as: Reference.self)
    }

    private var pieces: [Piece] { reference.ids.map { Piece(id: $0, range: 0..<0) } }

    @Test func everyLayerAgrees() throws {
        var seen: [Matrix] = []
        let features = try encoder.encode(batch: [pieces]) { seen.append($0) }
        let expected = [reference.embedded] + reference.layers
        #expect(seen.count == expected.count)
        for (found, wanted) in zip(seen, expected) {
            #expect(worstDifference(found.values, wanted.joined()) < parityTolerance)
        }
        #expect(features[0] == seen.last)
        let prompt = try encoder.promptFeatures(pieces)
        #expect(prompt.lexical == seen.first && prompt.contextual == seen.last)
    }

    @Test func theEmbeddingAndThePhraseHeadAgree() throws {
        let embedding = TextEncoder.unitMean(try encoder.encode(pieces))
        #expect(worstDifference(embedding, reference.pooled) < parityTolerance)
        let reading = try PhraseHead(weights: file).read(embedding)
        #expect(abs(reading.acceptLogit - reference.acceptLogit) < parityTolerance)
        let expected = Activation.softmax(reference.structureLogits)
        #expect(worstDifference(reading.distribution, expected) < parityTolerance)
    }

    @Test func aTextInABatchEqualsTheTextAlone() throws {
        let texts = ["piece3 piece4", "piece7", "piece1 piece2 piece9 piece30"]
        let together = try encoder.embed(texts)
        for (text, embedding) in zip(texts, together) {
            #expect(worstDifference(try encoder.embed(text), embedding) < 1e-5)
        }
    }

    @Test func tooLongATextIsAnError() {
        let long = Array(repeating: Piece(id: 5, range: 0..<0), count: 17)
        #expect(throws: LanguageModelError.textTooLong(pieces: 17, limit: 16)) {
            try encoder.encode(long)
        }
        #expect(throws: LanguageModelError.unknownPiece(id: 40, vocabulary: 40)) {
            try encoder.encode([Piece(id: 40, range: 0..<0)])
        }
    }
}
