import COneDNN

/// The network that sharpens logits on a fine grid: two convolutions with ReLU over the image and a
/// few channels of context, which a linear map makes of the coarse grid's features.
package struct DetailLayers: Sendable {
    /// Most channels of its result.
    package static let mostChannels = Int(VP_MOST_DETAIL)

    /// Channels of the result.
    package let channels: Int

    /// Channels rounded up to the lanes of the kernels.
    let outputStride: Int

    let context: ContextLayer
    let first: Convolution
    let second: Convolution

    /// - Parameters:
    ///   - context: [context channels, features].
    ///   - first: [channels, 1 + context channels, 3, 3, 3], the image first; and its bias.
    ///   - second: [channels, channels, 3, 3, 3]; and its bias.
    package init(
        context: Matrix, first: (weight: Tensor, bias: [Float]),
        second: (weight: Tensor, bias: [Float])
    ) {
        let channels = second.bias.count
        precondition(
            first.weight.shape == [channels, 1 + context.rows, 3, 3, 3]
                && second.weight.shape == [channels, channels, 3, 3, 3]
                && first.bias.count == channels && 1...Self.mostChannels ~= channels,
            "detail: layers do not fit together")
        self.channels = channels
        outputStride = LinearHead.roundedUp(channels)
        self.context = ContextLayer(context)
        self.first = self.context.convolution(first.weight, first.bias, outputs: outputStride)
        self.second = Convolution(
            padding: second.weight, second.bias, inputs: outputStride, outputs: outputStride,
            places: Array(0..<channels))
    }

    /// Bytes that finding labels works in, in each thread; an estimate.
    ///
    /// - Parameter slice: voxels of a plane of the fine grid.
    package func workingBytes(slice: Double, precision: Precision, slabBytes: Int) -> Double {
        DetailPlan.byteCount(self, slice: slice, precision: precision, slabBytes: slabBytes)
    }
}

/// What the detail network sees beside features.
package struct DetailInput: Sendable {
    package let layers: DetailLayers

    /// Intensities as binary16 bits, [depth, height, width] of the fine grid.
    package let image: [UInt16]

    /// The share of the detail that counts at each voxel of the field; nil for all of it.
    package let kept: [Float]?

    /// What the convolutions compute in.
    package let precision: Precision

    /// Bytes that a slab's input may take in each thread.
    package let slabBytes: Int

    package static let usualSlabBytes = 24_000_000

    package init(
        layers: DetailLayers, image: [UInt16], kept: [Float]? = nil, precision: Precision,
        slabBytes: Int = DetailInput.usualSlabBytes
    ) {
        self.layers = layers
        self.image = image
        self.kept = kept
        self.precision = precision
        self.slabBytes = slabBytes
    }
}
