import LanguageModel
import Synchronization

/// Remembers what the text encoder made of workspace items and earlier turns, which return with
/// every prompt.
final class EmbeddingCache: Sendable {
    /// Descriptions kept; more than any workspace that a prompt can be about.
    private static let capacity = 512

    private let embeddings = Mutex<[String: [Float]]>([:])

    /// Of the turns asked for last.
    private let turns = Mutex<[String: PromptFeatures]>([:])

    /// Embeddings in the order of the texts; new ones are computed in one pass.
    func embeddings(of texts: [String], by encoder: TextEncoder) throws -> [[Float]] {
        let known = embeddings.withLock { $0 }
        let missing = Array(Set(texts.filter { known[$0] == nil })).sorted()
        guard !missing.isEmpty else { return texts.compactMap { known[$0] } }
        var all = known
        for (text, embedding) in zip(missing, try encoder.embed(missing)) {
            all[text] = embedding
        }
        let updated = all.count > Self.capacity ? all.filter { texts.contains($0.key) } : all
        embeddings.withLock { $0 = updated }
        return texts.compactMap { all[$0] }
    }

    /// Features of earlier turns, piece by piece, in the order of the texts.
    func features(of texts: [String], by encoder: TextEncoder) throws -> [PromptFeatures] {
        let known = turns.withLock { $0 }
        let found = try texts.map { text in
            try known[text]
                ?? encoder.promptFeatures(
                    encoder.tokenizer.encode(text, limit: encoder.configuration.positions))
        }
        turns.withLock { $0 = Dictionary(zip(texts, found)) { first, _ in first } }
        return found
    }
}
