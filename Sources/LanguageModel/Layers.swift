import Foundation
import Tensors

/// A linear layer, as PyTorch stores it.
struct Linear: Sendable {
    /// [outputs, inputs].
    let weight: Matrix
    /// [outputs].
    let bias: [Float]

    init(weight: Matrix, bias: [Float]) {
        self.weight = weight
        self.bias = bias
    }

    init(_ file: WeightsFile, _ name: String, inputs: Int, outputs: Int) throws {
        weight = try file.matrix(named: name + ".weight", rows: outputs, columns: inputs)
        bias = try file.vector(named: name + ".bias", count: outputs)
    }

    /// Several layers that read the same input as one, their outputs side by side.
    init(fused layers: [Linear]) {
        weight = Matrix(
            rows: layers.reduce(0) { $0 + $1.weight.rows }, columns: layers[0].weight.columns,
            values: layers.flatMap(\.weight.values))
        bias = layers.flatMap(\.bias)
    }

    /// [items, inputs] to [items, outputs].
    func callAsFunction(_ input: Matrix) -> Matrix {
        MatrixProduct.linear(input, weight: weight, bias: bias)
    }
}

/// Normalisation of each row to mean 0 and variance 1, then scaled and shifted.
struct LayerNorm: Sendable {
    let weight: [Float]
    let bias: [Float]
    /// Added to the variance.
    let epsilon: Float

    init(_ file: WeightsFile, _ name: String, width: Int, epsilon: Float) throws {
        weight = try file.vector(named: name + ".weight", count: width)
        bias = try file.vector(named: name + ".bias", count: width)
        self.epsilon = epsilon
    }

    func callAsFunction(_ input: Matrix) -> Matrix {
        var output = input
        let width = input.columns
        output.values.withUnsafeMutableBufferPointer { values in
            for row in 0..<input.rows {
                let start = row * width
                var sum: Float = 0
                for index in start..<start + width { sum += values[index] }
                let mean = sum / Float(width)
                var squares: Float = 0
                for index in start..<start + width {
                    let difference = values[index] - mean
                    squares += difference * difference
                }
                let scale = 1 / (squares / Float(width) + epsilon).squareRoot()
                for column in 0..<width {
                    let normal = (values[start + column] - mean) * scale
                    values[start + column] = normal * weight[column] + bias[column]
                }
            }
        }
        return output
    }
}

enum Activation {
    /// The exact GELU: x Φ(x), by the error function.
    static func gelu(_ matrix: inout Matrix) {
        matrix.values.withUnsafeMutableBufferPointer { values in
            for index in values.indices {
                let x = values[index]
                values[index] = 0.5 * x * (1 + erff(x * 0.70710678))
            }
        }
    }

    /// Softmax of each row in place.
    static func softmax(
        _ values: UnsafeMutableBufferPointer<Float>, rows: Int, columns: Int
    ) {
        for row in 0..<rows {
            let start = row * columns
            var greatest = -Float.infinity
            for index in start..<start + columns { greatest = max(greatest, values[index]) }
            var sum: Float = 0
            for index in start..<start + columns {
                let exponential = expf(values[index] - greatest)
                values[index] = exponential
                sum += exponential
            }
            let scale = 1 / sum
            for index in start..<start + columns { values[index] *= scale }
        }
    }

    /// Softmax of one list of logits.
    static func softmax(_ logits: [Float]) -> [Float] {
        var result = logits
        let count = logits.count
        result.withUnsafeMutableBufferPointer { softmax($0, rows: 1, columns: count) }
        return result
    }
}

extension Matrix {
    /// Adds another matrix of the same shape.
    mutating func add(_ other: Matrix) {
        precondition(rows == other.rows && columns == other.columns, "sum of unlike matrices")
        values.withUnsafeMutableBufferPointer { mine in
            other.values.withUnsafeBufferPointer { theirs in
                for index in mine.indices { mine[index] += theirs[index] }
            }
        }
    }
}
