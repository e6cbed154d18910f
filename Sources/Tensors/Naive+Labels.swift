import Foundation

extension Naive {
    /// What the detail network makes of an image and of context that is interpolated to every voxel
    /// of the grid.
    ///
    /// - Parameters:
    ///   - features: [features, depth, height, width].
    ///   - context: [context channels, features].
    ///   - image: [1, depth, height, width] of the grid.
    ///   - layers: weight and bias of both convolutions, the image being the first channel.
    /// - Returns: [channels, depth, height, width] of the grid.
    package static func detail(
        of features: Tensor, context: Matrix, image: Tensor,
        layers: [(weight: Tensor, bias: [Float])],
        positions: (depth: [Double], height: [Double], width: [Double])
    ) -> Tensor {
        let rows = interpolated(
            linear(features, weights: context, biases: [Float](repeating: 0, count: context.rows)),
            extent: features.extent, positions: positions)
        var input = Tensor(zeros: [context.rows + 1] + image.shape.dropFirst())
        let count = image.extent.count
        input.values.replaceSubrange(0..<count, with: image.values)
        for (voxel, row) in rows.enumerated() {
            for (channel, value) in row.enumerated() {
                input.values[(channel + 1) * count + voxel] = Float(value)
            }
        }
        return layers.reduce(input) {
            convolution($0, weight: $1.weight, bias: $1.bias, appliesReLU: true)
        }
    }

    /// Logits of every voxel, all interpolated to every voxel of the grid, detail added, then the
    /// largest.
    ///
    /// - Parameters:
    ///   - features: [features, depth, height, width].
    ///   - weights: [leaves, features].
    ///   - detail: [channels, depth, height, width] of the grid, and its weights
    ///     [leaves, channels]; nil for none.
    ///   - positions: for each axis, where the grid's voxels lie among the features' voxels.
    /// - Returns: the labels in the grid's own order, and for each the margin to the second best.
    package static func labels(
        of features: Tensor, weights: Matrix, biases: [Float],
        detail: (values: Tensor, weights: Matrix)? = nil,
        positions: (depth: [Double], height: [Double], width: [Double])
    ) -> (labels: [UInt8], margins: [Double]) {
        var rows = interpolated(
            linear(features, weights: weights, biases: biases), extent: features.extent,
            positions: positions)
        if let detail {
            let count = detail.values.extent.count
            for voxel in rows.indices {
                for leaf in rows[voxel].indices {
                    for channel in 0..<detail.weights.columns {
                        rows[voxel][leaf] +=
                            Double(detail.weights[leaf, channel])
                            * Double(detail.values.values[channel * count + voxel])
                    }
                }
            }
        }
        var labels: [UInt8] = []
        var margins: [Double] = []
        for sums in rows {
            let order = sums.indices.sorted { (sums[$1], $0) < (sums[$0], $1) }
            labels.append(UInt8(order[0]))
            margins.append(order.count > 1 ? sums[order[0]] - sums[order[1]] : .infinity)
        }
        return (labels, margins)
    }

    /// One row of results for each voxel.
    private static func linear(
        _ features: Tensor, weights: Matrix, biases: [Float]
    ) -> [[Double]] {
        let count = features.extent.count
        return (0..<count).map { voxel in
            (0..<weights.rows).map { leaf in
                (0..<weights.columns).reduce(Double(biases[leaf])) { sum, feature in
                    sum + Double(weights[leaf, feature])
                        * Double(features.values[feature * count + voxel])
                }
            }
        }
    }

    /// Rows at the voxels of a finer grid, linearly along each axis.
    private static func interpolated(
        _ rows: [[Double]], extent: Extent,
        positions: (depth: [Double], height: [Double], width: [Double])
    ) -> [[Double]] {
        func taps(_ positions: [Double], _ count: Int) -> [(Int, Int, Double)] {
            positions.map { position in
                let place = min(max(position, 0), Double(count - 1))
                let lower = Int(place)
                return (lower, min(lower + 1, count - 1), place - Double(lower))
            }
        }
        var result: [[Double]] = []
        for (z0, z1, tz) in taps(positions.depth, extent.depth) {
            for (y0, y1, ty) in taps(positions.height, extent.height) {
                for (x0, x1, tx) in taps(positions.width, extent.width) {
                    var sums = [Double](repeating: 0, count: rows[0].count)
                    for (z, wz) in [(z0, 1 - tz), (z1, tz)] {
                        for (y, wy) in [(y0, 1 - ty), (y1, ty)] {
                            for (x, wx) in [(x0, 1 - tx), (x1, tx)] {
                                let corner = rows[(z * extent.height + y) * extent.width + x]
                                for leaf in sums.indices {
                                    sums[leaf] += wz * wy * wx * corner[leaf]
                                }
                            }
                        }
                    }
                    result.append(sums)
                }
            }
        }
        return result
    }
}
