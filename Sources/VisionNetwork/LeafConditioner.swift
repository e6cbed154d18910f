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
