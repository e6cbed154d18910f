import COneDNN

extension FinestLevel {
    /// Starts a run.
    ///
    /// - Parameter values: the input, [depth, height, width].
    /// - Throws: `TensorsError`.
    package func start(_ values: [Float]) throws -> Run {
        precondition(values.count == extent.count && input.channels == 1, "another input")
        return Run(arena: try Arena(byteCount: byteCount), values: values)
    }

    /// Convolutions over a slab in `encode` and in `decode`.
    package static let encodingSteps = 5
    package static let decodingSteps = 11

    /// The first two blocks, their result pooled 2×2×2 into a region of the coarser levels' arena.
    ///
    /// - Parameter willRun: called before each convolution over a slab; what it throws ends the run.
    /// - Throws: `TensorsError`.
    package func encode(
        _ run: inout Run, into pooled: Region, of coarser: Arena, willRun: () throws -> Void
    ) throws {
        try measure(0, &run, above: nil, willRun)
        try measure(1, &run, above: nil, willRun)
        let source = outputs[1]
        precondition(
            pooled.channels == source.channels && pooled.precision == precision
                && pooled.extent * Extent(depth: 2, height: 2, width: 2) == extent,
            "finest level: a pooled region of another shape")
        for slab in slabs {
            try evaluate(through: 1, of: slab, run, above: nil, willRun)
            normalize(1, planes: slab.count, run)
            let shape = vp_dnn_shape(
                channels: Int32(source.channels), depth: Int32(slab.count),
                height: Int32(extent.height), width: Int32(extent.width))
            let operation = try Operation(
                vp_dnn_pooling_create(precision.type, shape, [2, 2, 2]), name: "max pooling")
            var arguments = vp_dnn_arguments()
            arguments.source = UnsafeRawPointer(run.arena.address(of: source))
            arguments.destination = coarser.address(of: pooled, slice: slab.lowerBound / 2)
            arguments.scratch = run.arena.address(of: scratch)
            try operation.run(arguments)
        }
    }

    /// The last two blocks, as compact fields.
    ///
    /// - Parameters:
    ///   - above: what the coarser levels add to the second block's result after upsampling 2×2×2,
    ///     and its arena.
    ///   - kept: the box of the grid that is kept.
    ///   - first: voxels before it along each axis.
    ///   - channels: of each field; together those of the last block.
    ///   - willRun: as for `encode`.
    /// - Throws: `TensorsError`.
    package func decode(
        _ run: inout Run, above: (Region, Arena), kept: Extent, from first: Extent,
        channels: [Int], willRun: () throws -> Void
    ) throws -> [FeatureField] {
        precondition(
            above.0.channels == outputs[1].channels && above.0.precision == precision
                && above.0.extent * Extent(depth: 2, height: 2, width: 2) == extent,
            "finest level: coarser levels of another shape")
        try measure(2, &run, above: above, willRun)
        try measure(3, &run, above: above, willRun)
        let done = run
        return try FeatureField.fields(of: kept, channels: channels) { targets in
            for slab in slabs {
                try evaluate(through: 3, of: slab, done, above: above, willRun)
                let split = FieldSplit(
                    source: done.arena.address(of: outputs[3]), region: outputs[3], kept: kept,
                    first: Extent(
                        depth: first.depth - slab.lowerBound, height: first.height,
                        width: first.width),
                    channels: channels,
                    scaling: ChannelScaling(done.coefficients[3], blocks[3].normalization),
                    fields: targets)
                let start = max(slab.lowerBound, first.depth)
                let inside = start..<max(start, min(slab.upperBound, first.depth + kept.depth))
                Threads.parallel(inside.count) {
                    split.run(slice: inside.lowerBound + $0 - first.depth)
                }
            }
        }
    }

    /// Finds what the normalisation of a block needs, over all slabs.
    private func measure(
        _ block: Int, _ run: inout Run, above: (Region, Arena)?, _ willRun: () throws -> Void
    ) throws {
        let normalization = blocks[block].normalization
        var statistics: ChannelStatistics?
        for slab in slabs {
            try evaluate(through: block, of: slab, run, above: above, willRun)
            let values = NormalizationTask(run.arena, outputs[block])
            let count = slab.count * extent.slice
            var known = statistics ?? ChannelStatistics(pivots: values.values(ofVoxel: count / 2))
            known.add(values, voxels: count)
            statistics = known
        }
        if let statistics { run.coefficients.append(statistics.coefficients(for: normalization)) }
    }

    /// The convolution of a block over a slab; blocks before it are whole.
    private func evaluate(
        through last: Int, of slab: Range<Int>, _ run: Run, above: (Region, Arena)?,
        _ willRun: () throws -> Void
    ) throws {
        var planes = Self.widened(slab, by: last + 1, within: extent)
        run.values.withUnsafeBufferPointer { values in
            let part = values[planes.lowerBound * extent.slice..<planes.upperBound * extent.slice]
            run.arena.write(UnsafeBufferPointer(rebasing: part), to: input)
        }
        var source = input
        for index in 0...last {
            try willRun()
            let target = Self.widened(slab, by: last - index, within: extent)
            guard
                let made = operations[index][
                    Convolution.SlabShape(from: planes, to: target)]
            else { preconditionFailure("a slab that was not planned") }
            var arguments = vp_dnn_arguments()
            arguments.source = UnsafeRawPointer(run.arena.address(of: source))
            arguments.destination = run.arena.address(of: outputs[index])
            arguments.weights = made.weights.handle
            arguments.scratch = run.arena.address(of: scratch)
            try made.operation.run(arguments)
            (source, planes) = (outputs[index], target)
            guard index < last else { return }
            normalize(index, planes: target.count, run)
            if index == 1, let above { add(above, to: target, run) }
        }
    }

    private func normalize(_ block: Int, planes: Int, _ run: Run) {
        NormalizationTask(run.arena, outputs[block]).scale(
            voxels: planes * extent.slice, by: run.coefficients[block],
            blocks[block].normalization)
    }

    /// Adds the coarser levels' part, each voxel repeated, to planes of the second block's result.
    private func add(_ above: (region: Region, arena: Arena), to planes: Range<Int>, _ run: Run) {
        let rows = RepeatedRows(
            from: above.arena.address(of: above.region), to: run.arena.address(of: outputs[1]),
            extent: above.region.extent, factors: Extent(depth: 2, height: 2, width: 2),
            channels: above.region.channels, precision: precision)
        Threads.parallel(planes.count) {
            rows.add(slice: planes.lowerBound + $0, toSlice: $0)
        }
    }
}
