import Tensors

/// The trunk prepared for one grid: every operation, and where in one arena it reads and writes.
struct TrunkPlan: Sendable {
    struct Step: Sendable {
        /// What the user sees while it runs.
        let stage: String
        let operation: any PlannedOperation
        let source: Region
        let destination: Region
        /// The activation this step completes, by its name in parity fixtures.
        let completes: String?
    }

    let extent: Extent
    let precision: Precision
    let steps: [Step]

    /// One channel, for the whole trunk.
    let input: Region

    /// For the whole trunk, features and parcels' features, one after the other, before their
    /// normalisation: that is done as they are taken out.
    let output: Region
    let scratch: Region
    let byteCount: Int

    /// Sum of the steps' work.
    let work: Double

    /// - Parameters:
    ///   - extent: of the input, each axis a multiple of what pooling needs.
    ///   - first: the finest level that is run. Beyond 0, the input is what was pooled from the level
    ///     before, and the output what is to be upsampled and added to it.
    /// - Throws: `TensorsError`.
    init(_ trunk: Trunk, extent: Extent, precision: Precision, from first: Int = 0) throws {
        var builder = Builder(precision: precision)
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
        self.extent = extent
        self.precision = precision
        self.input = input
        output = current
        steps = builder.steps
        scratch = builder.planner.placeScratch(
            bytes: steps.reduce(0) { max($0, $1.operation.scratchBytes) })
        byteCount = builder.planner.byteCount
        work = steps.reduce(0) { $0 + $1.operation.work }
    }

    /// Adds steps in order, placing what they write and releasing what nothing reads any more.
    private struct Builder {
        let precision: Precision
        var planner = ArenaPlanner()
        var steps: [Step] = []

        init(precision: Precision) { self.precision = precision }

        /// Convolution into a new region; normalisation and ReLU there in place. Nothing reads
        /// the source afterwards.
        mutating func block(
            _ block: Trunk.Block, _ source: Region, stage: String, completes: String?
        ) throws -> Region {
            let result = try convolve(block.convolution, source, stage: stage)
            planner.release(source)
            let operation = block.normalization.planned(
                for: result.extent, precision: precision)
            steps.append(
                Step(
                    stage: stage, operation: operation, source: result, destination: result,
                    completes: completes))
            return result
        }

        mutating func convolve(
            _ convolution: Convolution, _ source: Region, stage: String
        ) throws -> Region {
            let result = planner.place(
                channels: convolution.outputChannels, extent: source.extent, precision: precision)
            let operation = try convolution.planned(for: source.extent, precision: precision)
            steps.append(
                Step(
                    stage: stage, operation: operation, source: source, destination: result,
                    completes: nil))
            return result
        }

        /// Keeps the source: it is the decoder's skip.
        mutating func pool(_ source: Region, factors: Extent, stage: String) throws -> Region {
            let result = planner.place(
                channels: source.channels, extent: source.extent / factors, precision: precision)
            let operation = try MaxPooling(factors: factors).planned(
                channels: source.channels, extent: source.extent, precision: precision)
            steps.append(
                Step(
                    stage: stage, operation: operation, source: source, destination: result,
                    completes: nil))
            return result
        }

        /// Adds the upsampled source to the skip in place.
        mutating func add(
            _ source: Region, factors: Extent, to skip: Region, stage: String
        ) throws -> Region {
            let operation = UpsamplingSum(factors: factors).planned(
                channels: source.channels, extent: source.extent, precision: precision)
            steps.append(
                Step(
                    stage: stage, operation: operation, source: source, destination: skip,
                    completes: nil))
            planner.release(source)
            return skip
        }
    }

    /// Runs all steps.
    ///
    /// - Parameters:
    ///   - values: the input, [depth, height, width].
    ///   - observe: gets each named activation as it is completed; for parity tests.
    /// - Returns: the arena, whose `output` region holds the result.
    /// - Throws: `CancellationError` or `TensorsError`.
    func run(
        _ values: [Float], progress: (String, Double) -> Void, isCancelled: () -> Bool,
        observe: ((String, Region, Arena) -> Void)? = nil
    ) throws -> Arena {
        let arena = try Arena(byteCount: byteCount)
        arena.write(values, to: input)
        try run(in: arena, progress: progress, isCancelled: isCancelled, observe: observe)
        return arena
    }

    /// Runs all steps on what the arena's `input` region holds.
    func run(
        in arena: Arena, progress: (String, Double) -> Void, isCancelled: () -> Bool,
        observe: ((String, Region, Arena) -> Void)? = nil
    ) throws {
        var done = 0.0
        for step in steps {
            progress(step.stage, done / work)
            try step.operation.run(
                in: arena, from: step.source, to: step.destination, scratch: scratch,
                isCancelled: isCancelled)
            done += step.operation.work
            if let name = step.completes { observe?(name, step.destination, arena) }
        }
    }
}
