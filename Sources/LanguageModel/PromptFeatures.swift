import Tensors

/// What the text encoder makes of a prompt or of an earlier turn, piece by piece.
package struct PromptFeatures: Sendable {
    /// What each piece means where it stands, from the last layer: [pieces, width].
    package let contextual: Matrix

    /// Which piece it is and where it stands, from the embedding layer: [pieces, width].
    ///
    /// The last layer of a sentence encoder blurs which word stood where; the decoder needs to know
    /// which of two structures was named first.
    package let lexical: Matrix

    package init(contextual: Matrix, lexical: Matrix) {
        precondition(
            contextual.rows == lexical.rows && contextual.columns == lexical.columns,
            "two sorts of features of one prompt")
        self.contextual = contextual
        self.lexical = lexical
    }
}
