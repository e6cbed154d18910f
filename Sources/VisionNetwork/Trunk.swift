import Tensors

/// The encoder-decoder that turns a scan into dense features, in the order of its description in
/// `Documentation/Weights.md`.
struct Trunk: Sendable {
    /// Convolution 3x3x3, instance normalisation, ReLU.
    struct Block: Sendable {
        let convolution: Convolution
        let normalization: InstanceNormalization
    }

    /// One step of the decoder.
    struct Step: Sendable {
        let projection: Convolution
        let block: Block
    }

    let configuration: VisionConfiguration

    /// One pair of blocks per level, the finest first.
    let encoder: [[Block]]

    /// One step per level but the coarsest, the finest first.
    let decoder: [Step]

    /// What leaves and what parcels are told by, in one block: their channels one after the other.
    let output: Block

    /// Reads all tensors of the trunk.
    ///
    /// - Throws: `WeightsError` naming the tensor at fault.
    init(configuration: VisionConfiguration, file: WeightsFile) throws {
        self.configuration = configuration
        let widths = configuration.widths
        encoder = try widths.indices.map { level in
            let before = level == 0 ? 1 : widths[level - 1]
            return try [before, widths[level]].enumerated().map { index, inputs in
                try Self.block("trunk.enc.\(level).\(index)", from: inputs, to: widths[level], file)
            }
        }
        decoder = try widths.indices.dropLast().map { level in
            let width = widths[level]
            let projection = try file.tensor(
                named: "trunk.dec.\(level).up.weight", shape: [width, widths[level + 1], 1, 1, 1])
            return Step(
                projection: Convolution(weight: projection),
                block: try Self.block("trunk.dec.\(level).block", from: width, to: width, file))
        }
        output = try Self.block(
            ["trunk.features", "trunk.parcels"], from: widths[0],
            to: [configuration.features, configuration.parcelFeatures], file)
    }

    /// Names of all tensors of the trunk.
    static func tensorNames(_ configuration: VisionConfiguration) -> [String] {
        func block(_ name: String) -> [String] {
            ["\(name).conv.weight", "\(name).norm.weight", "\(name).norm.bias"]
        }
        let levels = configuration.widths.indices
        let encoder = levels.flatMap { block("trunk.enc.\($0).0") + block("trunk.enc.\($0).1") }
        let decoder = levels.dropLast().flatMap {
            ["trunk.dec.\($0).up.weight"] + block("trunk.dec.\($0).block")
        }
        return encoder + decoder + block("trunk.features") + block("trunk.parcels")
    }

    private static func block(
        _ name: String, from inputs: Int, to outputs: Int, _ file: WeightsFile
    ) throws -> Block {
        try block([name], from: inputs, to: [outputs], file)
    }

    /// Several blocks over one input as one, their channels one after the other.
    private static func block(
        _ names: [String], from inputs: Int, to outputs: [Int], _ file: WeightsFile
    ) throws -> Block {
        var weight: [Float] = []
        var scale: [Float] = []
        var shift: [Float] = []
        for (name, count) in zip(names, outputs) {
            weight += try file.tensor(
                named: "\(name).conv.weight", shape: [count, inputs, 3, 3, 3]
            ).values
            scale += try file.vector(named: "\(name).norm.weight", count: count)
            shift += try file.vector(named: "\(name).norm.bias", count: count)
        }
        return Block(
            convolution: Convolution(
                weight: Tensor(shape: [scale.count, inputs, 3, 3, 3], values: weight)),
            normalization: InstanceNormalization(scale: scale, shift: shift))
    }
}
