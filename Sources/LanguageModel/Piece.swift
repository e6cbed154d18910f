/// One word piece of a text.
package struct Piece: Sendable, Hashable {
    /// Row of the vocabulary.
    package let id: Int

    /// UTF-8 offsets in the original text; empty at 0 for the marks around the text.
    package let range: Range<Int>

    package init(id: Int, range: Range<Int>) {
        self.id = id
        self.range = range
    }

    /// Whether the piece is a mark around the text rather than a part of it.
    package var isMark: Bool { range.isEmpty }
}
