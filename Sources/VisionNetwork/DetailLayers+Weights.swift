import Tensors

extension DetailLayers {
    /// Tensors of the detail network of a name.
    static func tensorNames(_ prefix: String) -> [String] {
        ["\(prefix).context.weight"]
            + ["first", "second"].flatMap { ["\(prefix).\($0).weight", "\(prefix).\($0).bias"] }
    }

    /// Reads a detail network.
    ///
    /// - Parameter prefix: its name in the file.
    /// - Throws: `WeightsError` naming the tensor at fault.
    init(_ prefix: String, configuration: VisionConfiguration, file: WeightsFile) throws {
        let (channels, context) = (configuration.detail, configuration.context)
        func layer(_ name: String, _ inputs: Int) throws -> (weight: Tensor, bias: [Float]) {
            (
                try file.tensor(
                    named: "\(prefix).\(name).weight", shape: [channels, inputs, 3, 3, 3]),
                try file.vector(named: "\(prefix).\(name).bias", count: channels)
            )
        }
        self.init(
            context: try file.tensor(
                named: "\(prefix).context.weight",
                shape: [context, configuration.features, 1, 1, 1]
            ).matrix,
            first: try layer("first", 1 + context), second: try layer("second", channels))
    }
}
