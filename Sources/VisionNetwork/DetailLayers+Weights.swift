import Tensors

extension DetailLayers {
    static let tensorNames =
        ["detail.context.weight"]
        + ["first", "second"].flatMap { ["detail.\($0).weight", "detail.\($0).bias"] }

    /// Reads the detail network.
    ///
    /// - Throws: `WeightsError` naming the tensor at fault.
    init(configuration: VisionConfiguration, file: WeightsFile) throws {
        let (channels, context) = (configuration.detail, configuration.context)
        func layer(_ name: String, _ inputs: Int) throws -> (weight: Tensor, bias: [Float]) {
            (
                try file.tensor(
                    named: "detail.\(name).weight", shape: [channels, inputs, 3, 3, 3]),
                try file.vector(named: "detail.\(name).bias", count: channels)
            )
        }
        self.init(
            context: try file.tensor(
                named: "detail.context.weight",
                shape: [context, configuration.features, 1, 1, 1]
            ).matrix,
            first: try layer("first", 1 + context), second: try layer("second", channels))
    }
}
