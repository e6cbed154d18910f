import Foundation
import Tensors

/// What the trained acceptance head makes of an anatomy phrase.
package struct PhraseReading: Sendable, Equatable {
    /// Log-odds that the phrase means a structure at all.
    package let acceptLogit: Float

    /// Probability of each structure, in the order of `PhraseHead.structures`, if it means one.
    package let distribution: [Float]

    /// Probability that the phrase means a structure at all.
    package var acceptance: Float { 1 / (1 + expf(-acceptLogit)) }
}

/// Decides whether a phrase names a structure of the vocabulary, and which.
///
/// The phrase comes without its side words: sides are handled by rule, never by distance.
package struct PhraseHead: Sendable {
    /// Names of the base structures, in the order of the distribution.
    package let structures: [String]

    private let hidden: Linear
    private let structure: Linear
    private let accept: Linear

    /// Reads the head from the encoder's weights file.
    ///
    /// - Throws: `WeightsError` or `LanguageModelError`, naming what does not fit.
    package init(weights file: WeightsFile) throws {
        structures = try file.decodedMetadata("phrase_structures", as: [String].self)
        guard let shape = file.shape(of: "phrase.hidden.weight"), shape.count == 2 else {
            throw WeightsError(path: file.path, reason: .missingTensor("phrase.hidden.weight"))
        }
        hidden = try Linear(file, "phrase.hidden", inputs: shape[1], outputs: shape[0])
        structure = try Linear(
            file, "phrase.structure", inputs: shape[0], outputs: structures.count)
        accept = try Linear(file, "phrase.accept", inputs: shape[0], outputs: 1)
    }

    /// Reads a phrase from its embedding, `TextEncoder.embed` of the phrase without side words.
    package func read(_ embedding: [Float]) -> PhraseReading {
        let input = Matrix(rows: 1, columns: embedding.count, values: embedding)
        var features = hidden(input)
        Activation.gelu(&features)
        return PhraseReading(
            acceptLogit: accept(features).values[0],
            distribution: Activation.softmax(structure(features).values))
    }
}
