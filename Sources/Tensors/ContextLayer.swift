import COneDNN

/// A few channels of context that a linear map makes of a grid's features, with the image and numbers
/// about the whole of it beside them: what a network sees that works on from another one's features.
package struct ContextLayer: Sendable {
    package let featureCount: Int

    /// Channels, rounded up to the lanes of the kernels, and the place of the image among them; the
    /// context comes before it, the numbers and zeros after.
    package let stride: Int
    let imageLane: Int

    /// Numbers about the whole image.
    private let numbers: Int

    /// From features to context, with room for the image and zeros: [features, stride], then
    /// [stride] biases of 0.
    private let values: [Float]

    /// - Parameters:
    ///   - weight: [context channels, features].
    ///   - numbers: how many there are about the whole image.
    package init(_ weight: Matrix, numbers: Int = 0) {
        featureCount = weight.columns
        imageLane = weight.rows
        self.numbers = numbers
        stride = LinearHead.roundedUp(weight.rows + 1 + numbers)
        values =
            LinearHead.transposed(weight, stride: stride, rows: weight.columns)
            + [Float](repeating: 0, count: stride)
    }

    /// The convolution that sees the image and the context, in the layout of this layer.
    ///
    /// - Parameters:
    ///   - weight: [channels, 1 + numbers + context channels, 3, 3, 3], the image first, the context
    ///     last; and its bias.
    ///   - outputs: channels of its result, with zeros added.
    package func convolution(
        _ weight: Tensor, _ bias: [Float], outputs: Int
    ) -> Convolution {
        precondition(
            weight.shape[1] == imageLane + 1 + numbers, "context: layers do not fit together")
        return Convolution(
            padding: weight, bias, inputs: stride, outputs: outputs,
            places: Array(imageLane...imageLane + numbers) + Array(0..<imageLane))
    }

    /// Context of some voxels, [voxels, stride].
    ///
    /// - Parameter bits: the features of all voxels.
    func apply(
        to bits: UnsafeBufferPointer<UInt16>, voxels: Range<Int>,
        into target: UnsafeMutablePointer<Float>
    ) {
        let part = bits[voxels.lowerBound * featureCount..<voxels.upperBound * featureCount]
        values.withUnsafeBufferPointer { values in
            var head = vp_head(
                features: Int32(featureCount), leaves: Int32(imageLane), stride: Int32(stride),
                weights: values.baseAddress,
                biases: values.baseAddress.map { $0 + featureCount * stride })
            vp_head_apply(
                &head, UnsafeBufferPointer(rebasing: part).baseAddress, voxels.count, target, nil,
                nil)
        }
    }

    /// Writes the image and the context of some slices of a grid; beyond them, both are 0 in what the
    /// region has. The numbers stand everywhere.
    ///
    /// - Parameters:
    ///   - field: the features of the whole grid.
    ///   - image: intensities on that grid, [depth, height, width].
    ///   - numbers: about the whole image.
    ///   - slices: of the grid; they become the region's first ones.
    ///   - region: of `stride` channels, in no dimension smaller.
    package func write(
        _ field: FeatureField, image: [Float], numbers: [Float], slices: Range<Int>,
        to region: Region, of arena: Arena
    ) {
        let (grid, wide) = (field.extent, region.extent)
        precondition(
            field.channels == featureCount && image.count == grid.count
                && numbers.count == self.numbers
                && slices.upperBound <= grid.depth && region.channels == stride
                && wide.depth >= slices.count && wide.height >= grid.height
                && wide.width >= grid.width, "context: grids do not match")
        let pass = ContextPass(
            layer: self, field: field, image: image, numbers: numbers, slices: slices,
            region: region, arena: arena)
        Threads.parallel(wide.depth) { pass.write(slice: $0) }
    }
}

/// What all threads share; each writes slices of its own.
private struct ContextPass: @unchecked Sendable {
    let layer: ContextLayer
    let field: FeatureField
    let image: [Float]
    let numbers: [Float]
    let slices: Range<Int>
    let region: Region
    let arena: Arena

    /// - Parameter slice: of the region.
    func write(slice: Int) {
        let (grid, stride) = (field.extent, layer.stride)
        var row = [Float](repeating: 0, count: region.extent.width * stride)
        for y in 0..<region.extent.height {
            if slice < slices.count, y < grid.height {
                let first = ((slices.lowerBound + slice) * grid.height + y) * grid.width
                field.bits.withUnsafeBufferPointer { bits in
                    row.withUnsafeMutableBufferPointer { row in
                        guard let target = row.baseAddress else { return }
                        layer.apply(to: bits, voxels: first..<first + grid.width, into: target)
                    }
                }
                for x in 0..<grid.width { row[x * stride + layer.imageLane] = image[first + x] }
            } else {
                for index in row.indices { row[index] = 0 }
            }
            // The context layer writes all lanes.
            for x in 0..<region.extent.width {
                let lane = x * stride + layer.imageLane + 1
                for (index, number) in numbers.enumerated() { row[lane + index] = number }
            }
            row.withUnsafeBufferPointer { arena.write($0, to: region, slice: slice, row: y) }
        }
    }
}

extension Convolution {
    /// A convolution with more channels, of zeros, and its input channels at other places.
    init(
        padding weight: Tensor, _ bias: [Float], inputs: Int, outputs: Int, places: [Int]
    ) {
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
        self.init(weight: result, bias: bias + zeros, appliesReLU: true)
    }
}
