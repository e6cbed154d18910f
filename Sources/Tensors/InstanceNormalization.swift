/// Brings each channel to mean 0 and variance 1 over all voxels of this input, then scales and
/// shifts it, then replaces negative values by 0.
package struct InstanceNormalization: Sendable {
    /// One value per channel.
    package let scale: [Float]

    /// One value per channel.
    package let shift: [Float]

    /// Added to the (biased) variance.
    package let epsilon: Float
    let appliesReLU: Bool

    package init(
        scale: [Float], shift: [Float], epsilon: Float = 1e-5, appliesReLU: Bool = true
    ) {
        precondition(scale.count == shift.count, "scale and shift of different lengths")
        self.scale = scale
        self.shift = shift
        self.epsilon = epsilon
        self.appliesReLU = appliesReLU
    }

    /// Prepares the normalisation, which may run in place.
    package func planned(for extent: Extent, precision: Precision) -> some PlannedOperation {
        PlannedNormalization(normalization: self, extent: extent, precision: precision)
    }
}

private struct PlannedNormalization: PlannedOperation {
    let normalization: InstanceNormalization
    let extent: Extent
    let precision: Precision

    private var channels: Int { normalization.scale.count }

    let scratchBytes = 0
    var work: Double { 16 * Double(channels * extent.count) }
    let implementations = ["own"]

    func run(
        in arena: Arena, from source: Region, to destination: Region, scratch: Region,
        isCancelled: () -> Bool
    ) throws {
        precondition(
            source.extent == extent && destination.extent == extent
                && source.channels == channels && destination.channels == channels
                && source.precision == precision && destination.precision == precision,
            "normalisation: regions of other shapes")
        if isCancelled() { throw CancellationError() }
        let task = NormalizationTask(arena, source, to: destination)
        var statistics = ChannelStatistics(pivots: task.values(ofVoxel: extent.count / 2))
        statistics.add(task, voxels: extent.count)
        if isCancelled() { throw CancellationError() }
        task.scale(
            voxels: extent.count, by: statistics.coefficients(for: normalization), normalization)
    }
}
