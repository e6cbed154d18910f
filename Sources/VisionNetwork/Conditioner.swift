import Foundation
import Tensors

/// A part of the network that turns conditioners into one logit per leaf.
struct Conditioner: Sendable {
    private let textCount: Int
    private let featureCount: Int

    /// [hidden, text + 3] and [hidden].
    private let hiddenWeight: Matrix
    private let hiddenBias: [Float]

    /// [features + 1, hidden] and [features + 1].
    private let outputWeight: Matrix
    private let outputBias: [Float]

    /// [channels of the detail network, hidden] and [channels]; nil for a head without it.
    private let detail: (weight: Matrix, bias: [Float])?

    /// Tensors of the head of a name.
    static func tensorNames(_ name: String, hasDetail: Bool) -> [String] {
        (["hidden", "output"] + (hasDetail ? ["detail"] : [])).flatMap {
            ["\(name).\($0).weight", "\(name).\($0).bias"]
        }
    }

    /// - Parameters:
    ///   - name: of the head in the file.
    ///   - features: channels it reads.
    ///   - detail: channels of the detail network, or nil.
    init(
        _ name: String, features: Int, detail: Int?, configuration: VisionConfiguration,
        file: WeightsFile
    ) throws {
        let hidden = configuration.hidden
        textCount = configuration.text
        featureCount = features
        hiddenWeight = try file.matrix(
            named: "\(name).hidden.weight", rows: hidden,
            columns: configuration.text + Side.allCases.count)
        hiddenBias = try file.vector(named: "\(name).hidden.bias", count: hidden)
        outputWeight = try file.matrix(
            named: "\(name).output.weight", rows: features + 1, columns: hidden)
        outputBias = try file.vector(named: "\(name).output.bias", count: features + 1)
        self.detail = try detail.map { channels in
            (
                try file.matrix(named: "\(name).detail.weight", rows: channels, columns: hidden),
                try file.vector(named: "\(name).detail.bias", count: channels)
            )
        }
    }

    /// The linear map from features to logits that these leaves ask for.
    ///
    /// - Throws: `VisionError` if there are too many leaves or an embedding does not fit.
    func head(for leaves: [LeafConditioner]) throws -> LinearHead {
        let hidden = try hidden(for: leaves)
        let output = MatrixProduct.linear(hidden, weight: outputWeight, bias: outputBias)
        let scale = 1 / Float(featureCount).squareRoot()
        var weights = Matrix(rows: leaves.count, columns: featureCount)
        for leaf in leaves.indices {
            for feature in 0..<featureCount {
                weights[leaf, feature] = output[leaf, feature] * scale
            }
        }
        let added = detail.map { detail in
            var added = MatrixProduct.linear(hidden, weight: detail.weight, bias: detail.bias)
            let scale = 1 / Float(detail.bias.count).squareRoot()
            for index in added.values.indices { added.values[index] *= scale }
            return added
        }
        return LinearHead(
            weights: weights, biases: leaves.indices.map { output[$0, featureCount] },
            detail: added)
    }

    /// [leaves, hidden] after the activation.
    private func hidden(for leaves: [LeafConditioner]) throws -> Matrix {
        guard 1...LinearHead.mostLeaves ~= leaves.count else {
            throw VisionError.leafCount(found: leaves.count, most: LinearHead.mostLeaves)
        }
        var input: [Float] = []
        for (index, leaf) in leaves.enumerated() {
            guard leaf.embedding.count == textCount, leaf.embedding.allSatisfy(\.isFinite) else {
                throw VisionError.embedding(
                    leaf: index, expected: textCount, found: leaf.embedding.count)
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
        return hidden
    }
}
