import Volumes

/// A mask over a picture, on a grid of its own or the scan's.
package struct SliceOverlay: Sendable {
    package let mask: Mask
    package let name: String
    /// The voxels that it reaches; nil for an empty mask.
    let box: VoxelBox?
    /// Kept in its place among the masks, with its colour, but not drawn.
    package var isHidden = false

    package init(mask: Mask, name: String) {
        self.mask = mask
        self.name = name
        box = mask.box
    }

    var isEmpty: Bool { box == nil }
}

/// How a mask is marked.
package enum MarkStyle: Hashable, Sendable {
    case fill
    case outline
    /// Filled when it is small, else only its outline, so that the scan stays visible.
    case automatic

    /// More marked pixels than these hide too much of a picture.
    private static let largestFill = 60

    /// The pixels to mark.
    ///
    /// A pixel belongs to the mask when at least half of it is covered. A mask too thin for that
    /// still shows: then the pixels are marked that are covered at least half as much as the most
    /// covered one.
    ///
    /// - Parameter coverage: Shares from 0 to 1, row by row, of a picture of so many columns.
    func marks(coverage: [Float], columns: Int) -> [Bool] {
        let most = coverage.max() ?? 0
        guard most > 0 else { return Array(repeating: false, count: coverage.count) }
        let threshold = most >= 0.5 ? 0.5 : most / 2
        let filled = coverage.map { $0 >= threshold }
        switch self {
        case .fill: return filled
        case .automatic where filled.count(where: { $0 }) <= Self.largestFill: return filled
        default: break
        }
        let rows = columns == 0 ? 0 : coverage.count / columns
        return filled.indices.map { index in
            guard filled[index] else { return false }
            let (row, column) = index.quotientAndRemainder(dividingBy: columns)
            let isInner =
                row > 0 && row < rows - 1 && column > 0 && column < columns - 1
                && filled[index - 1] && filled[index + 1] && filled[index - columns]
                && filled[index + columns]
            return !isInner
        }
    }
}
