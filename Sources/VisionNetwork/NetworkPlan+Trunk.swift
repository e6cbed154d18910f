import Tensors

extension NetworkPlan {
    /// The trunk. For the whole of it, the input has one channel, and the output holds features and
    /// parcels' features, one after the other, before their normalisation: that is done as they are
    /// taken out.
    ///
    /// - Parameters:
    ///   - extent: of the input, each axis a multiple of what pooling needs.
    ///   - first: the finest level that is run. Beyond 0, the input is what was pooled from the level
    ///     before, and the output what is to be upsampled and added to it.
    /// - Throws: `TensorsError`.
    init(_ trunk: Trunk, extent: Extent, precision: Precision, from first: Int = 0) throws {
        var builder = PlanBuilder(precision: precision)
        let input = builder.planner.place(
            channels: first == 0 ? 1 : trunk.configuration.widths[first - 1], extent: extent,
            precision: precision)
        let levels = trunk.encoder.count
        // The grids meet in spacing before the first pooling, so all axes are halved alike; an
        // anisotropic grid would bring its own factors here.
        let factors = [Extent](repeating: Extent(depth: 2, height: 2, width: 2), count: levels - 1)
        var current = input
        var skips: [Region] = []
        for (level, blocks) in trunk.encoder.enumerated().dropFirst(first) {
            let stage = "encoder level \(level + 1) of \(levels)"
            if level > first {
                current = try builder.pool(current, factors: factors[level - 1], stage: stage)
            }
            for (index, block) in blocks.enumerated() {
                let completes = index == blocks.count - 1 ? "enc.\(level)" : nil
                current = try builder.block(
                    block, current, stage: stage, completes: completes)
            }
            skips.append(current)
        }
        for (level, step) in trunk.decoder.enumerated().reversed() {
            let stage = "decoder level \(levels - 1 - level) of \(levels - 1)"
            let projected = try builder.convolve(step.projection, current, stage: stage)
            builder.planner.release(current)
            guard level >= first else {
                current = projected
                break
            }
            current = try builder.add(
                projected, factors: factors[level], to: skips[level - first], stage: stage)
            current = try builder.block(
                step.block, current, stage: stage, completes: "dec.\(level)")
        }
        if first == 0 {
            let last = current
            current = try builder.convolve(
                trunk.output.convolution, last, stage: "features")
            builder.planner.release(last)
        }
        self.init(builder, extent: extent, input: input, output: current)
    }
}
