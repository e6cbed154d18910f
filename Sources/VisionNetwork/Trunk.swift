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
        let blocks: [Block]
    }

    let configuration: VisionConfiguration

    /// One pair of blocks per level, the finest first.
    let encoder: [[Block]]

    /// One step per level but the coarsest, the finest first.
    let decoder: [Step]

    /// Reads all tensors of the trunk.
    ///
    /// - Throws: `WeightsError` naming the tensor at fault.
    init(configuration: VisionConfiguration, file: WeightsFile) throws {
        self.configuration = configuration
        let widths = configuration.widths
        encoder = try widths.indices.map { level in
            let before = level == 0 ? 1 : widths[level - 1]
            return [
                try Self.block("enc.\(level).0", from: before, to: widths[level], file),
                try Self.block("enc.\(level).1", from: widths[level], to: widths[level], file),
            ]
        }
        decoder = try widths.indices.dropLast().map { level in
            let width = widths[level]
            let projection = try file.tensor(
                named: "dec.\(level).up.weight", shape: [width, widths[level + 1], 1, 1, 1])
            var blocks = [try Self.block("dec.\(level).block", from: width, to: width, file)]
            if level == 0 {
                blocks.append(
                    try Self.block("dec.0.features", from: width, to: configuration.features, file))
            }
            return Step(projection: Convolution(weight: projection), blocks: blocks)
        }
    }

    /// Names of all tensors of the trunk.
    static func tensorNames(_ configuration: VisionConfiguration) -> [String] {
        func block(_ name: String) -> [String] {
            ["\(name).conv.weight", "\(name).norm.weight", "\(name).norm.bias"]
        }
        let levels = configuration.widths.indices
        return levels.flatMap { block("enc.\($0).0") + block("enc.\($0).1") }
            + levels.dropLast().flatMap { ["dec.\($0).up.weight"] + block("dec.\($0).block") }
            + block("dec.0.features")
    }

    private static func block(
        _ name: String, from inputs: Int, to outputs: Int, _ file: WeightsFile
    ) throws -> Block {
        Block(
            convolution: Convolution(
                weight: try file.tensor(
                    named: "\(name).conv.weight", shape: [outputs, inputs, 3, 3, 3])),
            normalization: InstanceNormalization(
                scale: try file.vector(named: "\(name).norm.weight", count: outputs),
                shift: try file.vector(named: "\(name).norm.bias", count: outputs)))
    }
}
