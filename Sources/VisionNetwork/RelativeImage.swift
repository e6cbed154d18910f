import Tensors

/// The leaves of a scan, and which of them tell what kind of scan it is.
package struct TissueLeaves: Sendable {
    /// All of them.
    package let leaves: [LeafConditioner]

    /// Indices of the leaves of white matter, of cortex and of ventricles.
    package let members: [Set<Int>]

    /// - Precondition: Three sets.
    package init(leaves: [LeafConditioner], members: [Set<Int>]) {
        precondition(members.count == RelativeImage.tissueCount + 1, "tissues of another kind")
        self.leaves = leaves
        self.members = members
    }
}

/// A scan's intensities relative to those of its own white matter; see `Documentation/Weights.md`.
struct RelativeImage: Sendable {
    /// Tissues beside white matter.
    static let tissueCount = 2

    /// Voxels of the working grid that a tissue has at least, to be measured.
    private static let leastVoxels = 20

    private static let most: Float = 4

    /// On the scan's own grid, as binary16 bits, and on the working grid: [depth, height, width].
    let fine: [UInt16]
    let working: [Float]

    /// Of cortex and ventricles; 0 where there are none.
    let others: [Float]

    /// - Parameters:
    ///   - leaves: the leaf of every voxel of the working grid.
    ///   - tissues: indices of the leaves of white matter, cortex and ventricles.
    init(of scan: EncodedScan, leaves: [UInt8], tissues: [Set<Int>]) {
        let image = HalfPrecision.floats(fromHalf: scan.image)
        let working = scan.grid.samples(of: image)
        let levels = tissues.map { members -> Float in
            let isMember = (0..<256).map(members.contains)
            var values: [Float] = []
            for (value, leaf) in zip(working, leaves) where isMember[Int(leaf)] {
                values.append(value)
            }
            return values.count < Self.leastVoxels
                ? 0 : IntensityRange.nearestRank(values, 0.5)
        }
        let white = levels[0] > 0 ? levels[0] : 1
        fine = HalfPrecision.halfBits(of: image.map { min($0 / white, Self.most) })
        self.working = working.map { min($0 / white, Self.most) }
        others = levels.dropFirst().map { min($0 / white, Self.most) }
    }
}
