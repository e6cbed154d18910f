import Tensors

/// The part of the network that tells lesions, which have no place of their own in the anatomy: a
/// small U-Net without normalisation over the trunk's features and the image on the working grid, as
/// bright as the scan's own white matter makes it.
/// What follows it is as for leaves, each with weights of its own.
struct LesionNetwork: Sendable {
    /// One step of the decoder.
    struct Step: Sendable {
        let projection: Convolution
        let convolution: Convolution
    }

    let context: ContextLayer

    /// One pair of convolutions per level, the finest first.
    let encoder: [[Convolution]]

    /// One step per level but the coarsest, the finest first.
    let decoder: [Step]

    let conditioner: Conditioner
    let detail: DetailLayers
    let fusion: StreamFusion

    /// Every axis of its input is a multiple of this.
    var alignment: Int { 1 << (encoder.count - 1) }

    /// No voxel of the result depends on what is further away, a multiple of `alignment`.
    var reach: Int {
        let encoding = encoder.indices.reduce(0) { $0 + 2 << $1 }
        let decoding = decoder.indices.reduce(0) { $0 + 1 << $1 }
        // Blocks that are pooled may begin this far before a voxel.
        let blocks = alignment - 1
        let reach = encoding + decoding + blocks
        return (reach + alignment - 1) / alignment * alignment
    }

    /// Names of all its tensors.
    ///
    /// - Parameter widths: channels of its levels.
    static func tensorNames(_ widths: [Int]) -> [String] {
        let levels = widths.indices
        let convolutions =
            levels.flatMap { ["enc.\($0).0", "enc.\($0).1"] }
            + levels.dropLast().map { "dec.\($0)" }
        return ["lesions.context.weight"]
            + convolutions.flatMap { ["lesions.\($0).weight", "lesions.\($0).bias"] }
            + levels.dropLast().map { "lesions.up.\($0).weight" }
            + Conditioner.tensorNames("lesions.head", hasDetail: true)
            + DetailLayers.tensorNames("lesions.detail")
            + StreamFusion.tensorNames("lesions.fusion")
    }

    /// Reads all its tensors.
    ///
    /// - Parameter widths: channels of its levels.
    /// - Throws: `WeightsError` naming the tensor at fault.
    init(_ widths: [Int], configuration: VisionConfiguration, file: WeightsFile) throws {
        func layer(_ name: String, _ inputs: Int, _ outputs: Int) throws -> (Tensor, [Float]) {
            (
                try file.tensor(
                    named: "lesions.\(name).weight", shape: [outputs, inputs, 3, 3, 3]),
                try file.vector(named: "lesions.\(name).bias", count: outputs)
            )
        }
        func convolution(_ name: String, _ inputs: Int, _ outputs: Int) throws -> Convolution {
            let (weight, bias) = try layer(name, inputs, outputs)
            return Convolution(weight: weight, bias: bias, appliesReLU: true)
        }
        let context = ContextLayer(
            try file.tensor(
                named: "lesions.context.weight",
                shape: [configuration.context, configuration.features, 1, 1, 1]
            ).matrix, numbers: RelativeImage.tissueCount)
        self.context = context
        encoder = try widths.indices.map { level in
            let second = try convolution("enc.\(level).1", widths[level], widths[level])
            if level > 0 {
                return [
                    try convolution("enc.\(level).0", widths[level - 1], widths[level]), second,
                ]
            }
            let inputs = 1 + RelativeImage.tissueCount + configuration.context
            let (weight, bias) = try layer("enc.0.0", inputs, widths[0])
            return [context.convolution(weight, bias, outputs: widths[0]), second]
        }
        decoder = try widths.indices.dropLast().map { level in
            let projection = try file.tensor(
                named: "lesions.up.\(level).weight",
                shape: [widths[level], widths[level + 1], 1, 1, 1])
            return Step(
                projection: Convolution(weight: projection),
                convolution: try convolution("dec.\(level)", widths[level], widths[level]))
        }
        conditioner = try Conditioner(
            "lesions.head", features: widths[0], detail: configuration.detail,
            configuration: configuration, file: file)
        detail = try DetailLayers("lesions.detail", configuration: configuration, file: file)
        fusion = try StreamFusion("lesions.fusion", configuration: configuration, file: file)
    }
}

extension NetworkPlan {
    /// The U-Net that tells lesions; its input is what the context layer writes.
    ///
    /// - Parameter extent: of the input, each axis a multiple of the network's alignment.
    /// - Throws: `TensorsError`.
    init(_ lesions: LesionNetwork, extent: Extent, precision: Precision) throws {
        var builder = PlanBuilder(precision: precision)
        let input = builder.planner.place(
            channels: lesions.context.stride, extent: extent, precision: precision)
        let factors = Extent(depth: 2, height: 2, width: 2)
        let stage = "lesions"
        var current = input
        var skips: [Region] = []
        for (level, convolutions) in lesions.encoder.enumerated() {
            if level > 0 { current = try builder.pool(current, factors: factors, stage: stage) }
            for convolution in convolutions {
                let last = current
                current = try builder.convolve(convolution, last, stage: stage)
                builder.planner.release(last)
            }
            skips.append(current)
        }
        for (level, step) in lesions.decoder.enumerated().reversed() {
            let projected = try builder.convolve(step.projection, current, stage: stage)
            builder.planner.release(current)
            let sum = try builder.add(
                projected, factors: factors, to: skips[level], stage: stage)
            current = try builder.convolve(step.convolution, sum, stage: stage)
            builder.planner.release(sum)
        }
        self.init(builder, extent: extent, input: input, output: current)
    }
}
