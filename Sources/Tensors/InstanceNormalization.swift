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
    private let appliesReLU: Bool

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
    ///
    /// - Throws: `TensorsError`.
    package func planned(
        for extent: Extent, precision: Precision
    ) throws -> some PlannedOperation {
        let shape = vp_dnn_shape(
            channels: Int32(scale.count), depth: Int32(extent.depth),
            height: Int32(extent.height), width: Int32(extent.width))
        let operation = try Operation(
            vp_dnn_normalization_create(precision.type, shape, epsilon, appliesReLU),
            name: "a normalisation of \(scale.count) channels in \(precision.rawValue)")
        return PlannedNormalization(
            operation: operation, normalization: self, extent: extent, precision: precision)
    }
}

private struct PlannedNormalization: PlannedOperation {
    let operation: Operation
    let normalization: InstanceNormalization
    let extent: Extent
    let precision: Precision

    private var channels: Int { normalization.scale.count }

    /// Room for the statistics comes before the library's own scratch memory.
    private var statisticsBytes: Int {
        let bytes = 2 * channels * 4
        return (bytes + Arena.alignment - 1) / Arena.alignment * Arena.alignment
    }

    var scratchBytes: Int { statisticsBytes + operation.scratchBytes }
    var work: Double { 16 * Double(channels * extent.count) }
    var implementations: [String] { [operation.implementation] }

    func run(
        in arena: Arena, from source: Region, to destination: Region, scratch: Region,
        isCancelled: () -> Bool
    ) throws {
        precondition(
            source.extent == extent && destination.extent == extent
                && source.channels == channels && destination.channels == channels
                && source.precision == precision && destination.precision == precision
                && scratch.byteCount >= scratchBytes, "normalisation: regions of other shapes")
        if isCancelled() { throw CancellationError() }
        let statistics = arena.address(of: scratch)
        var arguments = vp_dnn_arguments()
        arguments.source = UnsafeRawPointer(arena.address(of: source))
        arguments.destination = arena.address(of: destination)
        arguments.mean = statistics.assumingMemoryBound(to: Float.self)
        arguments.variance = statistics.assumingMemoryBound(to: Float.self) + channels
        arguments.scratch = statistics + statisticsBytes
        try normalization.scale.withUnsafeBufferPointer { scale in
            try normalization.shift.withUnsafeBufferPointer { shift in
                arguments.scale = scale.baseAddress
                arguments.shift = shift.baseAddress
                try operation.run(arguments)
            }
        }
    }
}
