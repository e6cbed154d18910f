extension Mask {
    /// The half of the mask toward a body direction.
    ///
    /// The cut goes through the centroid at a right angle to the principal axis of the mask that is
    /// nearest to the direction. Where the mask is about as wide in another direction too (variances
    /// within 10 % of each other), its axes say nothing, and the body's own is taken. A voxel on the
    /// cut belongs to the right, anterior or superior half, so that two halves make the whole.
    ///
    /// - Returns: nil for an empty mask.
    package func half(toward direction: Orientation.Direction) -> Mask? {
        guard let moments = MaskMoments(of: self) else { return nil }
        let normal = moments.axis(nearestTo: direction.worldAxis)
        // Signed distance from the cut, as a function of the index.
        let slopes = SIMD3(
            (geometry.affine.column(0) * normal).sum(),
            (geometry.affine.column(1) * normal).sum(),
            (geometry.affine.column(2) * normal).sum())
        let origin = ((geometry.affine.translation - moments.centroid) * normal).sum()
        let shape = geometry.shape
        let half = voxels.withUnsafeBufferPointer { source in
            [UInt8](unsafeUninitializedCapacity: source.count) { target, count in
                var offset = 0
                for k in 0..<shape.z {
                    for j in 0..<shape.y {
                        let row = origin + slopes.y * Double(j) + slopes.z * Double(k)
                        for i in 0..<shape.x {
                            let isPositive = row + slopes.x * Double(i) >= -1e-7
                            target[offset] =
                                isPositive == direction.isPositive ? source[offset] : 0
                            offset += 1
                        }
                    }
                }
                count = source.count
            }
        }
        return Mask(geometry: geometry, voxels: half, header: header)
    }
}

extension MaskMoments {
    /// The direction of the principal axis that stands for a world axis, each for one, so that the
    /// three lie as near to the world's as they can.
    func axis(nearestTo worldAxis: Int) -> SIMD3<Double> {
        let orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]]
        func nearness(_ order: [Int]) -> Double {
            (0..<3).reduce(0) { $0 + abs(axes[order[$1]].direction[$1]) }
        }
        var best = orders[0]
        for order in orders where nearness(order) > nearness(best) + 1e-12 { best = order }
        let chosen = axes[best[worldAxis]]
        let isAmbiguous = best.contains { other in
            other != best[worldAxis]
                && abs(axes[other].variance - chosen.variance)
                    <= 0.1 * max(axes[other].variance, chosen.variance)
        }
        var own = SIMD3<Double>()
        own[worldAxis] = 1
        guard !isAmbiguous else { return own }
        return chosen.direction[worldAxis] < 0 ? -chosen.direction : chosen.direction
    }
}
