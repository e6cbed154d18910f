import COneDNN

/// A 3-D convolution with unit steps: 3x3x3 with a border of zeros, or 1x1x1.
package struct Convolution: Sendable {
    package let inputChannels: Int
    package let outputChannels: Int

    /// 1 or 3.
    package let kernel: Int

    /// Output channel, input channel, depth, height, width.
    let weights: [Float]
    let bias: [Float]?
    private let appliesReLU: Bool

    /// - Parameters:
    ///   - weight: [output channels, input channels, kernel, kernel, kernel].
    ///   - bias: [output channels], or nil.
    ///   - appliesReLU: whether negative results become 0.
    package init(weight: Tensor, bias: [Float]? = nil, appliesReLU: Bool = false) {
        let shape = weight.shape
        precondition(
            shape.count == 5 && [1, 3].contains(shape[2]) && shape[3] == shape[2]
                && shape[4] == shape[2], "a convolution weight of shape \(shape)")
        precondition(bias.map { $0.count == shape[0] } ?? true, "a bias of another length")
        outputChannels = shape[0]
        inputChannels = shape[1]
        kernel = shape[2]
        weights = weight.values
        self.bias = bias
        self.appliesReLU = appliesReLU
    }

    /// Additions and multiplications for one voxel.
    private var workPerVoxel: Double {
        2 * Double(inputChannels * outputChannels * kernel * kernel * kernel)
    }

    /// Prepares the convolution for an input extent.
    ///
    /// - Parameter slabWork: a long layer is cut along depth into slabs of at most about this many
    ///   operations, between which a run can be cancelled.
    /// - Throws: `TensorsError`.
    package func planned(
        for extent: Extent, precision: Precision, slabWork: Double = 8e9
    ) throws -> some PlannedOperation {
        let sliceWork = workPerVoxel * Double(extent.slice)
        let longest = max(1, Int(min(slabWork / sliceWork, Double(extent.depth))))
        let slabCount = (extent.depth + longest - 1) / longest
        // Slabs of nearly equal depth: at most two depths, so few distinct operations.
        let border = kernel / 2
        var operations: [SlabShape: (Operation, PackedWeights)] = [:]
        var packed: [PackedWeights] = []
        var slabs: [PlannedConvolution.Slab] = []
        for index in 0..<slabCount {
            let first = extent.depth * index / slabCount
            let end = extent.depth * (index + 1) / slabCount
            let sourceFirst = max(0, first - border)
            let sourceEnd = min(extent.depth, end + border)
            let shape = SlabShape(
                depth: sourceEnd - sourceFirst, front: border - (first - sourceFirst),
                back: border - (sourceEnd - end))
            if operations[shape] == nil {
                let operation = try self.operation(shape, extent: extent, precision: precision)
                let weights = try packed.first(where: operation.accepts) ?? operation.pack(weights)
                packed.append(weights)
                operations[shape] = (operation, weights)
            }
            guard let (operation, weights) = operations[shape] else { continue }
            slabs.append(
                PlannedConvolution.Slab(
                    operation: operation, weights: weights, sourceSlice: sourceFirst,
                    destinationSlice: first))
        }
        return PlannedConvolution(
            slabs: slabs, bias: bias, inputChannels: inputChannels,
            outputChannels: outputChannels, extent: extent, precision: precision,
            work: workPerVoxel * Double(extent.count))
    }

    /// Slices of input, and slices of zeros before and after them.
    struct SlabShape: Hashable {
        let depth: Int
        let front: Int
        let back: Int
    }

    /// - Parameters:
    ///   - extent: its height and width are those of the slab.
    ///   - threads: that a run will use; nil for all.
    func operation(
        _ slab: SlabShape, extent: Extent, precision: Precision, threads: Int? = nil
    ) throws -> Operation {
        Threads.prepare(count: threads)
        var wish = vp_dnn_convolution()
        wish.type = precision.type
        wish.input = vp_dnn_shape(
            channels: Int32(inputChannels), depth: Int32(slab.depth),
            height: Int32(extent.height), width: Int32(extent.width))
        wish.output_channels = Int32(outputChannels)
        wish.kernel = Int32(kernel)
        wish.pad_front = Int32(slab.front)
        wish.pad_back = Int32(slab.back)
        wish.bias = bias != nil
        wish.relu = appliesReLU
        return try Operation(
            vp_dnn_convolution_create(&wish), threads: threads,
            name: "a \(kernel)x\(kernel)x\(kernel) convolution from \(inputChannels) to "
                + "\(outputChannels) channels in \(precision.rawValue)")
    }
}

/// A convolution cut into slabs that each see their real neighbours.
private struct PlannedConvolution: PlannedOperation {
    struct Slab: Sendable {
        let operation: Operation
        let weights: PackedWeights
        /// Where the slab's input, with its neighbours, begins.
        let sourceSlice: Int
        /// Where its output begins.
        let destinationSlice: Int
    }

    let slabs: [Slab]
    let bias: [Float]?
    let inputChannels: Int
    let outputChannels: Int
    let extent: Extent
    let precision: Precision
    let work: Double

    var scratchBytes: Int { slabs.reduce(0) { max($0, $1.operation.scratchBytes) } }
    var implementations: [String] { slabs.map(\.operation.implementation) }

    func run(
        in arena: Arena, from source: Region, to destination: Region, scratch: Region,
        isCancelled: () -> Bool
    ) throws {
        precondition(
            source.extent == extent && destination.extent == extent
                && source.channels == inputChannels && destination.channels == outputChannels
                && source.precision == precision && destination.precision == precision
                && scratch.byteCount >= scratchBytes, "convolution: regions of other shapes")
        for slab in slabs {
            if isCancelled() { throw CancellationError() }
            var arguments = vp_dnn_arguments()
            arguments.source = UnsafeRawPointer(
                arena.address(of: source, slice: slab.sourceSlice))
            arguments.destination = arena.address(of: destination, slice: slab.destinationSlice)
            arguments.weights = slab.weights.handle
            arguments.scratch = arena.address(of: scratch)
            if let bias {
                try bias.withUnsafeBufferPointer { bias in
                    arguments.bias = bias.baseAddress
                    try slab.operation.run(arguments)
                }
            } else {
                try slab.operation.run(arguments)
            }
        }
    }
}
