import Foundation

extension Naive {
    /// Logits of every voxel, all interpolated to every voxel of the grid, then the largest.
    ///
    /// - Parameters:
    ///   - features: [features, depth, height, width].
    ///   - weights: [leaves, features].
    ///   - positions: for each axis, where the grid's voxels lie among the features' voxels.
    /// - Returns: the labels in the grid's own order, and for each the margin to the second best.
    package static func labels(
        of features: Tensor, weights: Matrix, biases: [Float],
        positions: (depth: [Double], height: [Double], width: [Double])
    ) -> (labels: [UInt8], margins: [Double]) {
        let extent = features.extent
        func taps(_ positions: [Double], _ count: Int) -> [(Int, Int, Double)] {
            positions.map { position in
                let place = min(max(position, 0), Double(count - 1))
                let lower = Int(place)
                return (lower, min(lower + 1, count - 1), place - Double(lower))
            }
        }
        let depths = taps(positions.depth, extent.depth)
        let heights = taps(positions.height, extent.height)
        let widths = taps(positions.width, extent.width)
        let logits = (0..<extent.count).map { voxel in
            (0..<weights.rows).map { leaf in
                (0..<weights.columns).reduce(Double(biases[leaf])) { sum, feature in
                    sum + Double(weights[leaf, feature])
                        * Double(features.values[feature * extent.count + voxel])
                }
            }
        }
        var labels: [UInt8] = []
        var margins: [Double] = []
        for (z0, z1, tz) in depths {
            for (y0, y1, ty) in heights {
                for (x0, x1, tx) in widths {
                    var sums = [Double](repeating: 0, count: weights.rows)
                    for (z, wz) in [(z0, 1 - tz), (z1, tz)] {
                        for (y, wy) in [(y0, 1 - ty), (y1, ty)] {
                            for (x, wx) in [(x0, 1 - tx), (x1, tx)] {
                                let corner = logits[(z * extent.height + y) * extent.width + x]
                                for leaf in sums.indices {
                                    sums[leaf] += wz * wy * wx * corner[leaf]
                                }
                            }
                        }
                    }
                    let order = sums.indices.sorted { (sums[$1], $0) < (sums[$0], $1) }
                    labels.append(UInt8(order[0]))
                    margins.append(order.count > 1 ? sums[order[0]] - sums[order[1]] : .infinity)
                }
            }
        }
        return (labels, margins)
    }
}
