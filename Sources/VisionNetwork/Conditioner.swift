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
    /// - Parameter none: whether a logit of 0 comes before them: of one leaf, it makes a sigmoid.
    /// - Throws: `VisionError` if there are too many leaves or an embedding does not fit.
    func head(for leaves: [LeafConditioner], against none: Bool = false) throws -> LinearHead {
        let hidden = try hidden(for: leaves)
        let output = MatrixProduct.linear(hidden, weight: outputWeight, bias: outputBias)
        let first = none ? 1 : 0
        func rows(_ columns: Int, _ scale: Float, _ value: (Int, Int) -> Float) -> Matrix {
            var matrix = Matrix(rows: first + leaves.count, columns: columns)
            for leaf in leaves.indices {
                for column in 0..<columns {
                    matrix[first + leaf, column] = value(leaf, column) * scale
                }
            }
            return matrix
        }
        let added = detail.map { detail in
            let added = MatrixProduct.linear(hidden, weight: detail.weight, bias: detail.bias)
            let count = detail.bias.count
            return rows(count, 1 / Float(count).squareRoot()) { added[$0, $1] }
        }
        return LinearHead(
            weights: rows(featureCount, 1 / Float(featureCount).squareRoot()) { output[$0, $1] },
            biases: (none ? [0] : []) + leaves.indices.map { output[$0, featureCount] },
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
