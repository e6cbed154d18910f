import Tensors

/// Adds the steps of a plan in order, placing what they write and releasing what nothing reads any
/// more.
struct PlanBuilder: Sendable {
    let precision: Precision
    var planner = ArenaPlanner()
    private(set) var steps: [NetworkPlan.Step] = []

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
        append(operation, from: result, to: result, stage: stage, completes: completes)
        return result
    }

    /// Convolution into a new region; nothing is released.
    mutating func convolve(
        _ convolution: Convolution, _ source: Region, stage: String
    ) throws -> Region {
        let result = planner.place(
            channels: convolution.outputChannels, extent: source.extent, precision: precision)
        let operation = try convolution.planned(for: source.extent, precision: precision)
        append(operation, from: source, to: result, stage: stage)
        return result
    }

    /// Keeps the source: it is the decoder's skip.
    mutating func pool(_ source: Region, factors: Extent, stage: String) throws -> Region {
        let result = planner.place(
            channels: source.channels, extent: source.extent / factors, precision: precision)
        let operation = try MaxPooling(factors: factors).planned(
            channels: source.channels, extent: source.extent, precision: precision)
        append(operation, from: source, to: result, stage: stage)
        return result
    }

    /// Adds the upsampled source to the skip in place.
    mutating func add(
        _ source: Region, factors: Extent, to skip: Region, stage: String
    ) throws -> Region {
        let operation = UpsamplingSum(factors: factors).planned(
            channels: source.channels, extent: source.extent, precision: precision)
        append(operation, from: source, to: skip, stage: stage)
        planner.release(source)
        return skip
    }

    private mutating func append(
        _ operation: any PlannedOperation, from source: Region, to destination: Region,
        stage: String, completes: String? = nil
    ) {
        steps.append(
            NetworkPlan.Step(
                stage: stage, operation: operation, source: source, destination: destination,
                completes: completes))
    }
}
