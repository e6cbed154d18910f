import COneDNN

/// A second division, inside of one label: which leaves of another head share its voxels.
package struct LabelRegion: Sendable {
    package let label: UInt8
    package let head: LinearHead

    /// What stands for each leaf of the head in the result.
    package let numbers: [UInt8]

    /// What stands for all that lies in no region.
    package static let outside: UInt8 = 255

    package init(label: UInt8, head: LinearHead, numbers: [UInt8]) {
        precondition(
            numbers.count == head.leafCount && !numbers.contains(Self.outside),
            "a region of \(numbers.count) numbers")
        self.label = label
        self.head = head
        self.numbers = numbers
    }

    /// Divides the voxels of some labels: in each, logits are interpolated linearly along each axis
    /// from the field's voxels, then the largest wins, the first of equals.
    ///
    /// - Parameters:
    ///   - labels: of the grid, in the order of the layout.
    ///   - field: the features that the regions' heads read.
    /// - Returns: a number for each voxel, and for each region the mean of its leaves' softmax
    ///   probabilities over the voxels where they win (nil where they never do).
    /// - Throws: `CancellationError`.
    package static func divide(
        _ labels: [UInt8], among regions: [LabelRegion], by field: FeatureField,
        placement: GridPlacement, layout: VoxelLayout,
        isCancelled: @escaping @Sendable () -> Bool = { false }
    ) throws -> (numbers: [UInt8], confidence: [[Float?]]) {
        let grid = placement.extent
        precondition(
            placement.fits(field) && layout.fits(grid) && labels.count == grid.count
                && regions.allSatisfy { $0.head.featureCount == field.channels },
            "regions: grids do not match")
        // As many parts whatever the machine, so that sums are always the same.
        let parts = min(grid.depth, 32)
        let tallies = regions.map { region in
            (0..<parts).map { _ in Tally(leaves: region.head.leafCount) }
        }
        let numbers = try [UInt8](unsafeUninitializedCapacity: grid.count) { numbers, count in
            numbers.initialize(repeating: outside)
            count = grid.count
            labels.withUnsafeBufferPointer { labels in
                let pass = Pass(
                    field: field, placement: placement, layout: layout, labels: labels,
                    numbers: numbers)
                Threads.parallel(parts) { part in
                    for (region, tally) in zip(regions, tallies) {
                        if isCancelled() { return }
                        pass.run(
                            region,
                            planes: grid.depth * part / parts..<grid.depth * (part + 1) / parts,
                            tally: tally[part])
                    }
                }
            }
            if isCancelled() { throw CancellationError() }
        }
        return (numbers, tallies.map(Tally.means))
    }

    /// What all threads share: read-only, but for the numbers, of which each thread writes its own.
    private struct Pass: @unchecked Sendable {
        let field: FeatureField
        let placement: GridPlacement
        let layout: VoxelLayout
        let labels: UnsafeBufferPointer<UInt8>
        let numbers: UnsafeMutableBufferPointer<UInt8>

        func run(_ region: LabelRegion, planes: Range<Int>, tally: Tally) {
            let head = region.head
            let slices = SliceLogits(count: field.extent.slice * head.stride)
            let scratch = UnsafeMutablePointer<Float>.allocate(capacity: head.stride)
            defer { scratch.deallocate() }
            for plane in planes {
                let first = layout.first + plane * layout.steps.depth
                placement.withPlane(
                    plane, of: field, in: slices,
                    compute: { head.apply(to: $0, voxels: $1, into: $2) },
                    { position, logits in
                        head.withHead {
                            vp_region_plane(
                                $0, position, logits, labels.baseAddress.map { $0 + first },
                                region.label, region.numbers,
                                numbers.baseAddress.map { $0 + first }, layout.steps.height,
                                layout.steps.width, tally.posteriors.baseAddress,
                                tally.wins.baseAddress, scratch)
                        }
                    })
            }
        }
    }
}
