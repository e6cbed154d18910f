import Tensors

/// What is added around a scan in the trunk's input: its outermost voxels, repeated.
///
/// That brings each axis to a multiple that pooling needs, and to the extent that the trunk was
/// trained on at least: a part of a head is then normalised nearly as a head is. Zeros would change
/// the means of all channels, and a half of a head would lose by that.
struct InputPadding: Sendable, Hashable {
    /// Of the trunk's input.
    let extent: Extent

    /// Voxels before the scan along each axis; the rest comes after it.
    let before: Extent

    init(around grid: WorkingGrid, for configuration: VisionConfiguration) {
        let size = [grid.extent.depth, grid.extent.height, grid.extent.width]
        let padded = (0..<3).map { axis in
            let spacing = grid.scan.voxelSize[2 - axis] * grid.scales[2 - axis].step
            let least = (configuration.leastExtent[axis] / spacing - 1e-6).rounded(.up)
            return max(size[axis], Int(min(least, 1e6)))
        }
        extent = Extent(depth: padded[0], height: padded[1], width: padded[2])
            .roundedUp(toMultipleOf: configuration.alignment)
        before = Extent(
            depth: (extent.depth - size[0]) / 2, height: (extent.height - size[1]) / 2,
            width: (extent.width - size[2]) / 2)
    }
}
