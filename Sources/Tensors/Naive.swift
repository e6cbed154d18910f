import Foundation

/// The operations of a network by their definitions: slow, and what the fast ones are tested
/// against. Tensors are [channels, depth, height, width].
package enum Naive {
    /// Unit steps and a border of zeros of `kernel / 2`.
    ///
    /// - Parameter weight: [output channels, input channels, kernel, kernel, kernel].
    package static func convolution(
        _ input: Tensor, weight: Tensor, bias: [Float]? = nil, appliesReLU: Bool = false
    ) -> Tensor {
        let extent = input.extent
        let (outputs, inputs, kernel) = (weight.shape[0], weight.shape[1], weight.shape[2])
        let border = kernel / 2
        var result = Tensor(zeros: [outputs] + input.shape.dropFirst())
        forEachVoxel(extent) { z, y, x in
            for output in 0..<outputs {
                var sum = Double(bias?[output] ?? 0)
                for tap in 0..<kernel * kernel * kernel {
                    let dz = tap / (kernel * kernel)
                    let (dy, dx) = (tap / kernel % kernel, tap % kernel)
                    let (sz, sy, sx) = (z + dz - border, y + dy - border, x + dx - border)
                    guard 0..<extent.depth ~= sz, 0..<extent.height ~= sy, 0..<extent.width ~= sx
                    else { continue }
                    for channel in 0..<inputs {
                        let index = (output * inputs + channel) * kernel * kernel * kernel + tap
                        sum += Double(weight.values[index]) * Double(input[channel, sz, sy, sx])
                    }
                }
                result[output, z, y, x] = Float(appliesReLU ? max(0, sum) : sum)
            }
        }
        return result
    }

    /// Mean and biased variance over all voxels of each channel.
    package static func instanceNormalization(
        _ input: Tensor, scale: [Float], shift: [Float], epsilon: Float = 1e-5,
        appliesReLU: Bool = true
    ) -> Tensor {
        var result = input
        let count = input.extent.count
        for channel in 0..<input.shape[0] {
            let range = channel * count..<(channel + 1) * count
            let mean = input.values[range].reduce(0.0) { $0 + Double($1) } / Double(count)
            let variance =
                input.values[range].reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
                / Double(count)
            let factor = Double(scale[channel]) / (variance + Double(epsilon)).squareRoot()
            for index in range {
                let value = (Double(input.values[index]) - mean) * factor + Double(shift[channel])
                result.values[index] = Float(appliesReLU ? max(0, value) : value)
            }
        }
        return result
    }

    /// The maximum of each block.
    package static func maxPooling(_ input: Tensor, factors: Extent) -> Tensor {
        let extent = input.extent / factors
        var result = Tensor(
            shape: [input.shape[0], extent.depth, extent.height, extent.width],
            values: [Float](repeating: -.infinity, count: input.shape[0] * extent.count))
        forEachVoxel(input.extent) { z, y, x in
            for channel in 0..<input.shape[0] {
                let (bz, by, bx) = (z / factors.depth, y / factors.height, x / factors.width)
                result[channel, bz, by, bx] = max(
                    result[channel, bz, by, bx], input[channel, z, y, x])
            }
        }
        return result
    }

    /// `skip` plus the input with each voxel repeated.
    package static func upsamplingSum(_ input: Tensor, factors: Extent, skip: Tensor) -> Tensor {
        var result = skip
        forEachVoxel(skip.extent) { z, y, x in
            for channel in 0..<input.shape[0] {
                result[channel, z, y, x] +=
                    input[channel, z / factors.depth, y / factors.height, x / factors.width]
            }
        }
        return result
    }

    private static func forEachVoxel(_ extent: Extent, _ body: (Int, Int, Int) -> Void) {
        for z in 0..<extent.depth {
            for y in 0..<extent.height {
                for x in 0..<extent.width { body(z, y, x) }
            }
        }
    }
}

extension Tensor {
    /// The last three axes of a [channels, depth, height, width] tensor.
    package var extent: Extent {
        precondition(shape.count == 4, "not a [channels, depth, height, width] tensor")
        return Extent(depth: shape[1], height: shape[2], width: shape[3])
    }

    package subscript(channel: Int, z: Int, y: Int, x: Int) -> Float {
        get { values[((channel * shape[1] + z) * shape[2] + y) * shape[3] + x] }
        set { values[((channel * shape[1] + z) * shape[2] + y) * shape[3] + x] = newValue }
    }

    /// Values of a [channels, depth, height, width] tensor with the channel as the fastest axis.
    package var channelsLast: [Float] {
        let (channels, count) = (shape[0], extent.count)
        var result = [Float](repeating: 0, count: values.count)
        for channel in 0..<channels {
            for voxel in 0..<count {
                result[voxel * channels + channel] = values[channel * count + voxel]
            }
        }
        return result
    }

    /// A [channels, depth, height, width] tensor from values with the channel as the fastest axis.
    package init(channelsLast: [Float], channels: Int, extent: Extent) {
        self.init(zeros: [channels, extent.depth, extent.height, extent.width])
        for channel in 0..<channels {
            for voxel in 0..<extent.count {
                values[channel * extent.count + voxel] = channelsLast[voxel * channels + channel]
            }
        }
    }
}
