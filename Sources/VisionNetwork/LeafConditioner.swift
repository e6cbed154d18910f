import Foundation
import Tensors

/// Which side of the body a target lies on: an explicit input of the network, never left to the
/// distance between embeddings.
package enum Side: String, Sendable, Hashable, CaseIterable, Decodable {
    case left
    case right
    case none
}

/// What steers the head toward one leaf.
package struct LeafConditioner: Sendable, Hashable {
    /// The text encoder's embedding of the leaf's phrase, of length 1.
    package let embedding: [Float]
    package let side: Side

    package init(embedding: [Float], side: Side) {
        self.embedding = embedding
        self.side = side
    }
}

/// The part of the network that turns conditioners into one logit per leaf.
struct Conditioner: Sendable {
    private let configuration: VisionConfiguration

    /// [hidden, text + 3] and [hidden].
    private let hiddenWeight: Matrix
    private let hiddenBias: [Float]

    /// [features + 1, hidden] and [features + 1].
    private let outputWeight: Matrix
    private let outputBias: [Float]

    static let tensorNames = [
        "head.hidden.weight", "head.hidden.bias", "head.output.weight", "head.output.bias",
    ]

    init(configuration: VisionConfiguration, file: WeightsFile) throws {
        self.configuration = configuration
        hiddenWeight = try file.matrix(
            named: "head.hidden.weight", rows: configuration.hidden,
            columns: configuration.text + Side.allCases.count)
        hiddenBias = try file.vector(named: "head.hidden.bias", count: configuration.hidden)
        outputWeight = try file.matrix(
            named: "head.output.weight", rows: configuration.features + 1,
            columns: configuration.hidden)
        outputBias = try file.vector(named: "head.output.bias", count: configuration.features + 1)
    }

    /// The linear map from features to logits that these leaves ask for.
    ///
    /// - Throws: `VisionError` if there are too many leaves or an embedding does not fit.
    func head(for leaves: [LeafConditioner]) throws -> LinearHead {
        guard 1...LinearHead.mostLeaves ~= leaves.count else {
            throw VisionError.leafCount(found: leaves.count, most: LinearHead.mostLeaves)
        }
        var input: [Float] = []
        for (index, leaf) in leaves.enumerated() {
            guard leaf.embedding.count == configuration.text,
                leaf.embedding.allSatisfy(\.isFinite)
            else {
                throw VisionError.embedding(
                    leaf: index, expected: configuration.text, found: leaf.embedding.count)
            }
            input += leaf.embedding
            input += Side.allCases.map { $0 == leaf.side ? 1 : 0 }
        }
        var hidden = MatrixProduct.linear(
            Matrix(rows: leaves.count, columns: hiddenWeight.columns, values: input),
            weight: hiddenWeight, bias: hiddenBias)
        for index in hidden.values.indices {
            // GELU by its definition, with the error function.
            let value = Double(hidden.values[index])
            hidden.values[index] = Float(0.5 * value * (1 + erf(value / 2.0.squareRoot())))
        }
        let output = MatrixProduct.linear(hidden, weight: outputWeight, bias: outputBias)
        let scale = 1 / Float(configuration.features).squareRoot()
        var weights = Matrix(rows: leaves.count, columns: configuration.features)
        for leaf in leaves.indices {
            for feature in 0..<configuration.features {
                weights[leaf, feature] = output[leaf, feature] * scale
            }
        }
        return LinearHead(
            weights: weights, biases: leaves.indices.map { output[$0, configuration.features] })
    }
}
