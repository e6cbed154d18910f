/// A side of the body: always the person's own left and right, never the viewer's.
package enum Side: String, Hashable, Sendable, CaseIterable {
    case left
    case right
    /// Both sides together, or the whole of a structure that has no sides.
    case both

    /// `"left hippocampus"` for the left side, the name alone for both.
    ///
    /// - Parameter name: A structure's name without a side.
    package func naming(_ name: String) -> String {
        self == .both ? name : "\(rawValue) \(name)"
    }
}
