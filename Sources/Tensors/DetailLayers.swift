import COneDNN

/// The network that sharpens logits on a fine grid: two convolutions with ReLU over the image and a
/// few channels of context, which a linear map makes of the coarse grid's features.
package struct DetailLayers: Sendable {
    /// Most channels of its result.
    package static let mostChannels = Int(VP_MOST_DETAIL)

    package let featureCount: Int

    /// Channels of the result.
    package let channels: Int

    /// Channels that the convolutions see, and the place of the image among them; the context
    /// comes before it, zeros after.
    let inputStride: Int
    let imageLane: Int

    /// Channels rounded up to the lanes of the kernels.
    let outputStride: Int

    /// From features to context, with room for the image and zeros: [features, stride], then
    /// [stride] biases of 0.
    private let context: [Float]

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
        featureCount = context.columns
        self.channels = channels
        imageLane = context.rows
        inputStride = LinearHead.roundedUp(context.rows + 1)
        outputStride = LinearHead.roundedUp(channels)
        self.context =
            LinearHead.transposed(context, stride: inputStride, rows: context.columns)
            + [Float](repeating: 0, count: inputStride)
        let places = [context.rows] + (0..<context.rows)
        self.first = Self.padded(
            first.weight, first.bias, inputs: inputStride, outputs: outputStride, places: places)
        self.second = Self.padded(
            second.weight, second.bias, inputs: outputStride, outputs: outputStride,
            places: Array(0..<channels))
    }

    /// A convolution with more channels, of zeros, and its input channels at other places.
    private static func padded(
        _ weight: Tensor, _ bias: [Float], inputs: Int, outputs: Int, places: [Int]
    ) -> Convolution {
        var result = Tensor(zeros: [outputs, inputs, 3, 3, 3])
        let (rows, columns) = (weight.shape[0], weight.shape[1])
        for row in 0..<rows {
            for column in 0..<columns {
                let from = (row * columns + column) * 27
                let to = (row * inputs + places[column]) * 27
                result.values.replaceSubrange(to..<to + 27, with: weight.values[from..<from + 27])
            }
        }
        let zeros = [Float](repeating: 0, count: outputs - rows)
        return Convolution(weight: result, bias: bias + zeros, appliesReLU: true)
    }

    /// Bytes that finding labels works in, in each thread; an estimate.
    ///
    /// - Parameter slice: voxels of a plane of the fine grid.
    package func workingBytes(slice: Double, precision: Precision, slabBytes: Int) -> Double {
        DetailPlan.byteCount(self, slice: slice, precision: precision, slabBytes: slabBytes)
    }

    /// Context of some voxels, [voxels, inputStride].
    ///
    /// - Parameter bits: the features of all voxels.
    func apply(
        to bits: UnsafeBufferPointer<UInt16>, voxels: Range<Int>,
        into values: UnsafeMutablePointer<Float>
    ) {
        let part = bits[voxels.lowerBound * featureCount..<voxels.upperBound * featureCount]
        context.withUnsafeBufferPointer { context in
            var head = vp_head(
                features: Int32(featureCount), leaves: Int32(imageLane),
                stride: Int32(inputStride), weights: context.baseAddress,
                biases: context.baseAddress.map { $0 + featureCount * inputStride })
            vp_head_apply(
                &head, UnsafeBufferPointer(rebasing: part).baseAddress, voxels.count, values, nil,
                nil)
        }
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
