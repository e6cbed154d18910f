import Volumes

/// How whole a structure is in the anatomies that a network was trained on.
package struct AnatomyWholeness: Hashable, Sendable {
    /// The smallest largest piece of any of them, mL; voxels touch across corners too.
    package let largest: Double
    /// The most of its volume that any had in pieces apart from the largest one, 0 to 1.
    package let apart: Double

    package init(largest: Double, apart: Double) {
        self.largest = largest
        self.apart = apart
    }

    /// Pieces are apart when this many mm lie between their boxes; the ranges were measured so.
    private static let gap = 10.0

    /// A largest piece below this multiple of the smallest one is flagged, as a volume is.
    private static let toleratedPiece = 0.5

    /// A share of the volume beyond this multiple of the largest one and that much more is flagged.
    private static let toleratedShare = (multiple: 1.7, more: 0.05)

    /// What is implausible about how whole one cell of a division is.
    ///
    /// - Parameters:
    ///   - cell: Its words, for the flag.
    ///   - index: Of the cell, among the indices of the division.
    func flag(of cell: Leaf, index: Int, in posterior: LeafPosterior) -> MaskFlag? {
        let pieces = MaskPieces(
            of: UInt8(index), in: posterior.leafIndices, geometry: posterior.geometry,
            connectivity: .corners)
        guard let most = pieces.sizes.first else { return nil }
        let main = Double(most) * posterior.geometry.voxelVolume / 1000
        if main < Self.toleratedPiece * largest {
            return .fragmented(
                part: cell.description, pieces: pieces.count, largest: main, usual: largest)
        }
        let share = pieces.shareApart(by: Self.gap)
        return share > Self.toleratedShare.multiple * apart + Self.toleratedShare.more
            ? .scattered(part: cell.description, percent: 100 * share) : nil
    }
}
