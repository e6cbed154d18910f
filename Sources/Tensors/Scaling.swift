import COneDNN

/// The maximum of each block of voxels.
package struct MaxPooling: Sendable {
    /// Extent of a block: 1 or 2 along each axis.
    package let factors: Extent

    package init(factors: Extent) { self.factors = factors }

    /// Prepares the pooling for an input extent that the factors divide.
    ///
    /// - Throws: `TensorsError`.
    package func planned(
        channels: Int, extent: Extent, precision: Precision
    ) throws -> some PlannedOperation {
        try PlannedScaling(
            name: "max pooling", channels: channels, source: extent,
            destination: extent / factors, precision: precision
        ) { shape in
            withUnsafePointer(to: factors.asIntegers) { factors in
                factors.withMemoryRebound(to: Int32.self, capacity: 3) { factors in
                    vp_dnn_pooling_create(precision.type, shape, factors)
                }
            }
        }
    }
}

/// Repeats each voxel along each axis and *adds* the result to the destination, so that a skip
/// connection costs no copy.
package struct UpsamplingSum: Sendable {
    /// How often a voxel is repeated: 1 or 2 along each axis.
    package let factors: Extent

    package init(factors: Extent) { self.factors = factors }

    /// Prepares the upsampling for an input extent.
    package func planned(
        channels: Int, extent: Extent, precision: Precision
    ) -> some PlannedOperation {
        PlannedUpsampling(
            factors: factors, channels: channels, extent: extent, precision: precision)
    }
}

private struct PlannedUpsampling: PlannedOperation {
    let factors: Extent
    let channels: Int
    /// Of the input.
    let extent: Extent
    let precision: Precision

    let scratchBytes = 0
    var work: Double { 8 * Double(channels * (extent * factors).count) }
    let implementations = ["own"]

    func run(
        in arena: Arena, from source: Region, to destination: Region, scratch: Region,
        isCancelled: () -> Bool
    ) throws {
        precondition(
            source.extent == extent && destination.extent == extent * factors
                && source.channels == channels && destination.channels == channels
                && source.precision == precision && destination.precision == precision,
            "upsampling: regions of other shapes")
        if isCancelled() { throw CancellationError() }
        let rows = RepeatedRows(
            from: arena.address(of: source), to: arena.address(of: destination), extent: extent,
            factors: factors, channels: channels, precision: precision)
        Threads.parallel(destination.extent.depth) { rows.add(slice: $0, toSlice: $0) }
    }
}

/// Rows that are added, each voxel repeated, to those of a finer grid: what all threads share; each
/// writes slices of its own.
struct RepeatedRows: @unchecked Sendable {
    let from: UnsafeMutableRawPointer
    let to: UnsafeMutableRawPointer
    /// Of what is repeated.
    let extent: Extent
    let factors: Extent
    let channels: Int
    let precision: Precision

    /// - Parameters:
    ///   - z: of the whole finer grid.
    ///   - target: where that slice is in memory.
    func add(slice z: Int, toSlice target: Int) {
        let rowBytes = extent.width * channels * precision.size
        let height = extent.height * factors.height
        for y in 0..<height {
            let row = z / factors.depth * extent.height + y / factors.height
            vp_add_repeated(
                from + row * rowBytes, to + (target * height + y) * rowBytes * factors.width,
                precision == .bfloat16, extent.width, Int32(factors.width), Int32(channels))
        }
    }
}

extension Extent {
    fileprivate var asIntegers: (Int32, Int32, Int32) {
        (Int32(depth), Int32(height), Int32(width))
    }
}

private struct PlannedScaling: PlannedOperation {
    private let operation: Operation
    private let channels: Int
    private let source: Extent
    private let destination: Extent
    private let precision: Precision

    init(
        name: String, channels: Int, source: Extent, destination: Extent, precision: Precision,
        create: (vp_dnn_shape) -> OpaquePointer?
    ) throws {
        let shape = vp_dnn_shape(
            channels: Int32(channels), depth: Int32(source.depth), height: Int32(source.height),
            width: Int32(source.width))
        operation = try Operation(
            create(shape), name: "\(name) of \(channels) channels in \(precision.rawValue)")
        self.channels = channels
        self.source = source
        self.destination = destination
        self.precision = precision
    }

    var scratchBytes: Int { operation.scratchBytes }
    var work: Double { 8 * Double(channels * max(source.count, destination.count)) }
    var implementations: [String] { [operation.implementation] }

    func run(
        in arena: Arena, from source: Region, to destination: Region, scratch: Region,
        isCancelled: () -> Bool
    ) throws {
        precondition(
            source.extent == self.source && destination.extent == self.destination
                && source.channels == channels && destination.channels == channels
                && source.precision == precision && destination.precision == precision
                && scratch.byteCount >= scratchBytes,
            "\(operation.name): regions of other shapes")
        if isCancelled() { throw CancellationError() }
        var arguments = vp_dnn_arguments()
        arguments.source = UnsafeRawPointer(arena.address(of: source))
        arguments.destination = arena.address(of: destination)
        arguments.scratch = arena.address(of: scratch)
        try operation.run(arguments)
    }
}
