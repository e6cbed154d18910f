import Foundation
import Tensors

/// Sizes of a text encoder.
package struct TextEncoderConfiguration: Sendable, Equatable {
    package let vocabularySize: Int
    /// Pieces at most in one text.
    package let positions: Int
    /// Features of a piece.
    package let width: Int
    package let layers: Int
    package let heads: Int
    /// Features between the two linear layers of a feed-forward part.
    package let innerWidth: Int

    /// Sizes from the shapes of the tensors; heads, which no shape tells, from the metadata.
    init(_ file: WeightsFile) throws {
        func shape(_ name: String) throws -> [Int] {
            guard let shape = file.shape(of: name), shape.count == 2 else {
                throw WeightsError(path: file.path, reason: .missingTensor(name))
            }
            return shape
        }
        let words = try shape("embeddings.word_embeddings.weight")
        vocabularySize = words[0]
        width = words[1]
        positions = try shape("embeddings.position_embeddings.weight")[0]
        innerWidth = try shape("encoder.layer.0.intermediate.dense.weight")[0]
        var count = 0
        while file.shape(of: "encoder.layer.\(count).intermediate.dense.weight") != nil {
            count += 1
        }
        layers = count
        heads = try file.headCount(width: width)
    }
}

/// The tensors of a text encoder, under the names of a Hugging Face BERT state dictionary.
struct TextEncoderWeights: Sendable {
    struct Layer: Sendable {
        /// Query, key and value side by side: width to 3 width.
        let queryKeyValue: Linear
        let attentionOutput: Linear
        let attentionNorm: LayerNorm
        let intermediate: Linear
        let output: Linear
        let outputNorm: LayerNorm
    }

    /// The variance floor that BERT was trained with.
    private static let epsilon: Float = 1e-12

    /// [vocabulary, width].
    let words: Matrix
    /// [positions, width].
    let positions: Matrix
    /// Type 0, the only one in use: [width].
    let type: [Float]
    let embeddingNorm: LayerNorm
    let layers: [Layer]

    init(_ file: WeightsFile, _ configuration: TextEncoderConfiguration) throws {
        let (width, inner) = (configuration.width, configuration.innerWidth)
        words = try file.matrix(
            named: "embeddings.word_embeddings.weight",
            rows: configuration.vocabularySize, columns: width)
        positions = try file.matrix(
            named: "embeddings.position_embeddings.weight",
            rows: configuration.positions, columns: width)
        let types = try file.tensor(named: "embeddings.token_type_embeddings.weight").values
        guard types.count >= width else {
            throw WeightsError(
                path: file.path,
                reason: .shapeMismatch(
                    tensor: "embeddings.token_type_embeddings.weight",
                    expected: [1, width], found: [types.count]))
        }
        type = Array(types.prefix(width))
        embeddingNorm = try LayerNorm(
            file, "embeddings.LayerNorm", width: width, epsilon: Self.epsilon)
        layers = try (0..<configuration.layers).map { number in
            let name = "encoder.layer.\(number)"
            return Layer(
                queryKeyValue: Linear(
                    fused: try ["query", "key", "value"].map { part in
                        try Linear(
                            file, "\(name).attention.self.\(part)", inputs: width, outputs: width)
                    }),
                attentionOutput: try Linear(
                    file, "\(name).attention.output.dense", inputs: width, outputs: width),
                attentionNorm: try LayerNorm(
                    file, "\(name).attention.output.LayerNorm", width: width,
                    epsilon: Self.epsilon),
                intermediate: try Linear(
                    file, "\(name).intermediate.dense", inputs: width, outputs: inner),
                output: try Linear(file, "\(name).output.dense", inputs: inner, outputs: width),
                outputNorm: try LayerNorm(
                    file, "\(name).output.LayerNorm", width: width, epsilon: Self.epsilon))
        }
    }
}
