import COneDNN

/// Brings each channel to mean 0 and variance 1 over all voxels of this input, then scales and
/// shifts it, then replaces negative values by 0.
package struct InstanceNormalization: Sendable {
    /// One value per channel.
    package let scale: [Float]

    /// One value per channel.
    package let shift: [Float]

    /// Added to the (biased) variance.
    package let epsilon: Float
    fileprivate let appliesReLU: Bool

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

    /// As many parts whatever the machine, so that sums are always the same.
    private var parts: Int { min(extent.count, 32) }

    private func range(_ part: Int) -> Range<Int> {
        extent.count * part / parts..<extent.count * (part + 1) / parts
    }

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
        let task = NormalizationTask(
            from: arena.address(of: source), to: arena.address(of: destination),
            isBrain: precision == .bfloat16, channels: channels,
            voxelBytes: channels * precision.size)
        let pivots = task.values(ofVoxel: extent.count / 2)
        let sums = (0..<parts).map { _ in ChannelSums(channels: channels) }
        Threads.parallel(parts) { task.addUp(range($0), pivots: pivots, into: sums[$0]) }
        if isCancelled() { throw CancellationError() }
        let (means, factors) = coefficients(sums, pivots: pivots)
        let normalization = normalization
        Threads.parallel(parts) {
            task.scale(range($0), means: means, factors: factors, normalization)
        }
    }

    /// What is subtracted from each channel, and what it is multiplied by then.
    private func coefficients(
        _ sums: [ChannelSums], pivots: [Float]
    ) -> (means: [Float], factors: [Float]) {
        var means: [Float] = []
        var factors: [Float] = []
        for channel in 0..<channels {
            let count = Double(extent.count)
            let sum = sums.reduce(0) { $0 + $1.values[channel] } / count
            let square = sums.reduce(0) { $0 + $1.values[channels + channel] } / count
            let variance = max(0, square - sum * sum)
            let factor =
                Double(normalization.scale[channel])
                / (variance + Double(normalization.epsilon)).squareRoot()
            factors.append(Float(factor))
            means.append(Float(Double(pivots[channel]) + sum))
        }
        return (means, factors)
    }
}

/// Sums of values and of their squares, channel by channel. One thread at a time may fill it, and
/// nothing reads it before that thread is done.
private final class ChannelSums: @unchecked Sendable {
    /// [2, channels].
    let values: UnsafeMutableBufferPointer<Double>

    init(channels: Int) {
        values = .allocate(capacity: 2 * channels)
        values.initialize(repeating: 0)
    }

    deinit { values.deallocate() }
}

/// What all threads share; each writes voxels of its own.
private struct NormalizationTask: @unchecked Sendable {
    let from: UnsafeMutableRawPointer
    let to: UnsafeMutableRawPointer
    let isBrain: Bool
    let channels: Int
    let voxelBytes: Int

    func values(ofVoxel voxel: Int) -> [Float] {
        let start = from + voxel * voxelBytes
        return (0..<channels).map { channel in
            isBrain
                ? HalfPrecision.float(
                    fromBrain: start.load(fromByteOffset: 2 * channel, as: UInt16.self))
                : start.load(fromByteOffset: 4 * channel, as: Float.self)
        }
    }

    func addUp(_ voxels: Range<Int>, pivots: [Float], into sums: ChannelSums) {
        vp_channel_sums(
            from + voxels.lowerBound * voxelBytes, isBrain, voxels.count, Int32(channels), pivots,
            sums.values.baseAddress, sums.values.baseAddress.map { $0 + channels })
    }

    func scale(
        _ voxels: Range<Int>, means: [Float], factors: [Float],
        _ normalization: InstanceNormalization
    ) {
        let offset = voxels.lowerBound * voxelBytes
        vp_scale_channels(
            from + offset, to + offset, isBrain, voxels.count, Int32(channels), means, factors,
            normalization.shift, normalization.appliesReLU)
    }
}
