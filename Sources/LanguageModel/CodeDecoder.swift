import Foundation
import Tensors

/// The code decoder: a small transformer that writes a program token by token, or points at the
/// prompt and the workspace.
///
/// It knows no grammar: what may come next is for a `DecodingConstraint` to say.
package struct CodeDecoder: Sendable {
    package let configuration: CodeDecoderConfiguration

    /// Free text by key, as the weights file holds it: among it the table of tokens.
    package let metadata: [String: String]

    /// The weights file, for messages.
    package let path: String

    let weights: CodeDecoderWeights

    /// Opens a weights file.
    ///
    /// - Throws: `WeightsError` or `LanguageModelError`, naming what does not fit.
    package init(weightsAt path: String) throws {
        try self.init(weights: WeightsFile(path: path))
    }

    /// Reads configuration and tensors from an open file.
    package init(weights file: WeightsFile) throws {
        let sizes = try file.decodedMetadata("configuration", as: CodeDecoderConfiguration.self)
        guard sizes.heads > 0, sizes.width % sizes.heads == 0, sizes.positions > 1 else {
            throw LanguageModelError.badMetadata(
                path: file.path, key: "configuration",
                detail: "\(sizes.heads) heads for width \(sizes.width)")
        }
        configuration = sizes
        metadata = file.metadata
        path = file.path
        weights = try CodeDecoderWeights(file, sizes)
    }

    /// What one line of writing has computed so far: keys and values of all its steps.
    package struct Cache: Sendable {
        /// For each layer [steps, width], row by row.
        fileprivate var keys: [[Float]]
        fileprivate var values: [[Float]]
        package fileprivate(set) var steps = 0

        /// Nothing written yet.
        package init(for decoder: CodeDecoder) {
            keys = Array(repeating: [], count: decoder.configuration.layers)
            values = keys
        }
    }

    /// Reads one more action on each of several lines of writing.
    ///
    /// - Parameters:
    ///   - actions: one for each line.
    ///   - caches: one for each line, all of the same number of steps; extended by one.
    /// - Returns: logits of the next action, [lines, V + entries of the memory].
    package func step(
        _ actions: [Int], memory: DecoderMemory, caches: inout [Cache]
    ) -> Matrix {
        precondition(actions.count == caches.count && !actions.isEmpty, "one cache for each line")
        let position = caches[0].steps
        precondition(position < configuration.positions, "more actions than positions")
        var hidden = inputs(actions, position: position, memory: memory)
        for (number, layer) in weights.layers.enumerated() {
            hidden.add(selfAttention(layer, number, layer.norms[0](hidden), &caches))
            hidden.add(
                crossAttention(layer, layer.norms[1](hidden), memory.projections[number]))
            hidden.add(layer.feedForward(layer.norms[2](hidden)))
        }
        for line in caches.indices { caches[line].steps += 1 }
        return logits(weights.norm(hidden), memory: memory)
    }

    /// Embeddings of the actions at a position: [lines, width].
    private func inputs(_ actions: [Int], position: Int, memory: DecoderMemory) -> Matrix {
        var hidden = Matrix(rows: actions.count, columns: configuration.width)
        for (line, action) in actions.enumerated() {
            let isPointer = action >= configuration.tokens
            hidden.addRow(
                isPointer
                    ? memory.pointed.row(action - configuration.tokens)
                    : weights.token.row(action), to: line)
            hidden.addRow(weights.position.row(position), to: line)
        }
        return hidden
    }

    /// Each line looks back at its own steps.
    private func selfAttention(
        _ layer: CodeDecoderWeights.Layer, _ number: Int, _ input: Matrix, _ caches: inout [Cache]
    ) -> Matrix {
        let (width, heads) = (configuration.width, configuration.heads)
        let projected = layer.attention.projection(input)
        var context = Matrix(rows: input.rows, columns: width)
        for line in caches.indices {
            let start = line * 3 * width
            caches[line].keys[number] += projected.values[start + width..<start + 2 * width]
            caches[line].values[number] += projected.values[start + 2 * width..<start + 3 * width]
            let steps = caches[line].steps + 1
            context.values.withUnsafeMutableBufferPointer { output in
                projected.values.withUnsafeBufferPointer { query in
                    caches[line].keys[number].withUnsafeBufferPointer { keys in
                        caches[line].values[number].withUnsafeBufferPointer { values in
                            Attention.attend(
                                queries: .init(
                                    values: query, offset: start, stride: 3 * width, rows: 1),
                                keys: .init(values: keys, offset: 0, stride: width, rows: steps),
                                values: .init(
                                    values: values, offset: 0, stride: width, rows: steps),
                                heads: heads, size: width / heads,
                                into: UnsafeMutableBufferPointer(
                                    rebasing: output[(line * width)...]))
                        }
                    }
                }
            }
        }
        return layer.attention.output(context)
    }

    /// All lines look at the one memory.
    private func crossAttention(
        _ layer: CodeDecoderWeights.Layer, _ input: Matrix, _ memory: DecoderMemory.Projection
    ) -> Matrix {
        let (width, heads) = (configuration.width, configuration.heads)
        let queries = layer.cross.query(input)
        var context = Matrix(rows: input.rows, columns: width)
        context.values.withUnsafeMutableBufferPointer { output in
            queries.values.withUnsafeBufferPointer { query in
                memory.keys.values.withUnsafeBufferPointer { keys in
                    memory.values.values.withUnsafeBufferPointer { values in
                        Attention.attend(
                            queries: .init(
                                values: query, offset: 0, stride: width, rows: input.rows),
                            keys: .init(
                                values: keys, offset: 0, stride: width, rows: memory.keys.rows),
                            values: .init(
                                values: values, offset: 0, stride: width,
                                rows: memory.values.rows),
                            heads: heads, size: width / heads, into: output)
                    }
                }
            }
        }
        return layer.cross.output(context)
    }

    /// Logits of tokens and pointers side by side.
    private func logits(_ hidden: Matrix, memory: DecoderMemory) -> Matrix {
        let tokens = weights.output(hidden)
        let pointers = MatrixProduct.multiply(
            weights.pointerQuery(hidden), memory.entries, transposeB: true)
        let scale = 1 / Float(configuration.width).squareRoot()
        var values: [Float] = []
        values.reserveCapacity(hidden.rows * (tokens.columns + pointers.columns))
        for line in 0..<hidden.rows {
            values += tokens.row(line)
            values += pointers.row(line).map { $0 * scale }
        }
        return Matrix(
            rows: hidden.rows, columns: tokens.columns + pointers.columns, values: values)
    }
}
