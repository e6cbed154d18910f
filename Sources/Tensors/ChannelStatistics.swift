import COneDNN

/// What a normalisation subtracts from each channel, and what it multiplies it by then.
struct NormalizationCoefficients: Sendable {
    let means: [Float]
    let factors: [Float]
}

/// Mean and variance of each channel, over a block of values that may come in parts.
struct ChannelStatistics: Sendable {
    /// Subtracted before anything is added up: some voxel's values.
    let pivots: [Float]

    private var sums: [Double]
    private var squares: [Double]
    private var count = 0

    init(pivots: [Float]) {
        self.pivots = pivots
        sums = [Double](repeating: 0, count: pivots.count)
        squares = sums
    }

    /// Adds the first voxels of some values.
    mutating func add(_ values: NormalizationTask, voxels: Int) {
        let channels = pivots.count
        // As many parts whatever the machine, so that sums are always the same.
        let ranges = NormalizationTask.parts(of: voxels)
        let parts = ranges.map { _ in ChannelSums(channels: channels) }
        let pivots = pivots
        Threads.parallel(ranges.count) { values.addUp(ranges[$0], pivots: pivots, into: parts[$0]) }
        for channel in 0..<channels {
            sums[channel] += parts.reduce(0) { $0 + $1.values[channel] }
            squares[channel] += parts.reduce(0) { $0 + $1.values[channels + channel] }
        }
        count += voxels
    }

    func coefficients(for normalization: InstanceNormalization) -> NormalizationCoefficients {
        var means: [Float] = []
        var factors: [Float] = []
        for channel in pivots.indices {
            let sum = sums[channel] / Double(count)
            let variance = max(0, squares[channel] / Double(count) - sum * sum)
            let factor =
                Double(normalization.scale[channel])
                / (variance + Double(normalization.epsilon)).squareRoot()
            factors.append(Float(factor))
            means.append(Float(Double(pivots[channel]) + sum))
        }
        return NormalizationCoefficients(means: means, factors: factors)
    }
}

/// Sums of values and of their squares, channel by channel. One thread at a time may fill it, and
/// nothing reads it before that thread is done.
final class ChannelSums: @unchecked Sendable {
    /// [2, channels].
    let values: UnsafeMutableBufferPointer<Double>

    init(channels: Int) {
        values = .allocate(capacity: 2 * channels)
        values.initialize(repeating: 0)
    }

    deinit { values.deallocate() }
}

/// Values that are normalised, which all threads share; each writes voxels of its own.
struct NormalizationTask: @unchecked Sendable {
    private let from: UnsafeMutableRawPointer
    private let to: UnsafeMutableRawPointer
    private let isBrain: Bool
    private let channels: Int
    private let voxelBytes: Int

    /// - Parameter destination: where the result goes; nil leaves it in place.
    init(_ arena: Arena, _ source: Region, to destination: Region? = nil) {
        from = arena.address(of: source)
        to = arena.address(of: destination ?? source)
        isBrain = source.precision == .bfloat16
        channels = source.channels
        voxelBytes = source.channels * source.precision.size
    }

    static func parts(of voxels: Int) -> [Range<Int>] {
        let parts = min(voxels, 32)
        return (0..<parts).map { voxels * $0 / parts..<voxels * ($0 + 1) / parts }
    }

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

    /// The first voxels, on all threads.
    func scale(
        voxels: Int, by coefficients: NormalizationCoefficients,
        _ normalization: InstanceNormalization
    ) {
        let ranges = Self.parts(of: voxels)
        Threads.parallel(ranges.count) { part in
            let offset = ranges[part].lowerBound * voxelBytes
            vp_scale_channels(
                from + offset, to + offset, isBrain, ranges[part].count, Int32(channels),
                coefficients.means, coefficients.factors, normalization.shift,
                normalization.appliesReLU)
        }
    }
}
