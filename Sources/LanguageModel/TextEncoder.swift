import Foundation
import Tensors

/// The text encoder: a BERT of few layers that turns word pieces into features.
///
/// Prompts, workspace items and anatomy phrases all pass through it. Its weights are fixed after
/// loading, so one encoder serves any number of threads.
package struct TextEncoder: Sendable {
    package let configuration: TextEncoderConfiguration
    package let tokenizer: Tokenizer
    let weights: TextEncoderWeights

    /// Opens a weights file.
    ///
    /// - Throws: `WeightsError` or `LanguageModelError`, naming what does not fit.
    package init(weightsAt path: String) throws {
        try self.init(weights: WeightsFile(path: path))
    }

    /// Reads configuration, vocabulary and tensors from an open file.
    package init(weights file: WeightsFile) throws {
        configuration = try TextEncoderConfiguration(file)
        let vocabulary = try file.decodedMetadata("vocabulary", as: [String].self)
        guard vocabulary.count == configuration.vocabularySize else {
            throw LanguageModelError.badMetadata(
                path: file.path, key: "vocabulary",
                detail: "\(vocabulary.count) pieces for \(configuration.vocabularySize) rows")
        }
        tokenizer = try Tokenizer(vocabulary: vocabulary)
        weights = try TextEncoderWeights(file, configuration)
    }

    /// Features of each piece.
    ///
    /// - Returns: [pieces, width].
    /// - Throws: `LanguageModelError` if there are more pieces than positions.
    package func encode(_ pieces: [Piece]) throws -> Matrix {
        try encode(batch: [pieces])[0]
    }

    /// Features of each piece of a prompt, with and without its context.
    ///
    /// - Throws: `LanguageModelError` if there are more pieces than positions.
    package func promptFeatures(_ pieces: [Piece]) throws -> PromptFeatures {
        var lexical: Matrix?
        let contextual = try encode(batch: [pieces]) { lexical = lexical ?? $0 }[0]
        return PromptFeatures(contextual: contextual, lexical: lexical ?? contextual)
    }

    /// Features of several texts in one pass, which costs less than one pass each.
    ///
    /// - Returns: for each text [pieces, width].
    package func encode(batch: [[Piece]]) throws -> [Matrix] {
        try encode(batch: batch) { _ in }
    }

    /// The same, showing what the embeddings and each layer compute, for the parity test.
    ///
    /// - Parameter observe: called with [all pieces, width].
    func encode(batch: [[Piece]], observe: (Matrix) -> Void) throws -> [Matrix] {
        var hidden = try embeddings(of: batch)
        observe(hidden)
        var starts = [0]
        for pieces in batch { starts.append(starts[starts.count - 1] + pieces.count) }
        for layer in weights.layers {
            let looked = Attention.within(
                layer.queryKeyValue(hidden), starts: starts, heads: configuration.heads)
            var attended = layer.attentionOutput(looked)
            attended.add(hidden)
            hidden = layer.attentionNorm(attended)
            var inner = layer.intermediate(hidden)
            Activation.gelu(&inner)
            var output = layer.output(inner)
            output.add(hidden)
            hidden = layer.outputNorm(output)
            observe(hidden)
        }
        let width = configuration.width
        return batch.indices.map { text in
            Matrix(
                rows: batch[text].count, columns: width,
                values: Array(hidden.values[starts[text] * width..<starts[text + 1] * width]))
        }
    }

    /// One feature of unit length for a whole text: the mean over all its pieces, normalised.
    ///
    /// - Returns: `width` values.
    package func embed(_ text: String) throws -> [Float] {
        try embed([text])[0]
    }

    /// The same for several texts at once.
    package func embed(_ texts: [String]) throws -> [[Float]] {
        guard !texts.isEmpty else { return [] }
        let batch = texts.map { tokenizer.encode($0, limit: configuration.positions) }
        return try encode(batch: batch).map(Self.unitMean)
    }

    /// Mean of the rows at length 1.
    static func unitMean(_ features: Matrix) -> [Float] {
        var mean = [Float](repeating: 0, count: features.columns)
        for row in 0..<features.rows {
            for (column, value) in features.row(row).enumerated() { mean[column] += value }
        }
        let length = mean.reduce(0) { $0 + $1 * $1 }.squareRoot()
        // Rows all zero cannot come out of a normalisation layer, but must not become NaN.
        guard length > 0 else { return mean }
        return mean.map { $0 / length }
    }

    /// Sum of word, position and type embeddings, normalised, of all texts below one another.
    private func embeddings(of batch: [[Piece]]) throws -> Matrix {
        let width = configuration.width
        var sum = Matrix(rows: batch.reduce(0) { $0 + $1.count }, columns: width)
        var row = 0
        for pieces in batch {
            guard pieces.count <= configuration.positions else {
                throw LanguageModelError.textTooLong(
                    pieces: pieces.count, limit: configuration.positions)
            }
            for (position, piece) in pieces.enumerated() {
                guard piece.id >= 0, piece.id < configuration.vocabularySize else {
                    throw LanguageModelError.unknownPiece(
                        id: piece.id, vocabulary: configuration.vocabularySize)
                }
                for column in 0..<width {
                    sum.values[row * width + column] =
                        weights.words.values[piece.id * width + column]
                        + weights.positions.values[position * width + column]
                        + weights.type[column]
                }
                row += 1
            }
        }
        return weights.embeddingNorm(sum)
    }
}
