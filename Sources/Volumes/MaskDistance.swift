import CNifti

/// Distances between two masks on one grid, in mm, between centres of voxels.
package enum MaskDistance {
    /// The distance between the nearest voxels; 0 where the masks share one.
    ///
    /// - Returns: nil when one is empty.
    package static func nearest(
        _ first: Mask, _ second: Mask, isCancelled: @escaping @Sendable () -> Bool
    ) throws -> Double? {
        guard let box = first.box, let other = second.box else { return nil }
        let block = box.union(other)
        let distances = try distances(
            from: first.cropped(to: block).voxels, to: second.cropped(to: block), isCancelled)
        return distances.min().map { Double($0) }
    }

    /// The Hausdorff distance between the surfaces: from every surface voxel of one mask to the
    /// nearest of the other, the percentile of these distances, and the larger of both directions.
    ///
    /// - Parameter percentile: 0 to 100; 100 is the greatest distance. Between two distances it is
    ///   interpolated linearly.
    /// - Returns: nil when a mask is empty.
    package static func hausdorff(
        _ first: Mask, _ second: Mask, percentile: Double,
        isCancelled: @escaping @Sendable () -> Bool
    ) throws -> Double? {
        guard let box = first.box, let other = second.box else { return nil }
        let block = box.union(other)
        // Beyond the box both masks are empty, so that its faces cut no surface open.
        let a = first.cropped(to: block).border()
        let b = second.cropped(to: block).border()
        var there = try distances(from: a.voxels, to: b, isCancelled)
        var back = try distances(from: b.voxels, to: a, isCancelled)
        return max(Self.percentile(percentile, of: &there), Self.percentile(percentile, of: &back))
    }

    private static func distances(
        from voxels: [UInt8], to mask: Mask, _ isCancelled: @escaping @Sendable () -> Bool
    ) throws -> [Float] {
        var all = try DistanceTransform.squared(
            to: 1, in: mask.voxels, geometry: mask.geometry, isCancelled: isCancelled)
        vp_square_roots(&all, all.count)
        return [Float](unsafeUninitializedCapacity: all.count) { target, count in
            guard let base = target.baseAddress else { return }
            count = vp_gather(all, voxels, all.count, base)
        }
    }

    /// As NumPy's `percentile` interpolates.
    private static func percentile(_ percent: Double, of values: inout [Float]) -> Double {
        values.sort()
        let place = percent / 100 * Double(values.count - 1)
        let low = Int(place)
        let high = min(low + 1, values.count - 1)
        let (a, b) = (Double(values[low]), Double(values[high]))
        return a + (b - a) * (place - Double(low))
    }
}

extension Mask {
    /// The voxels inside that have one of their six neighbours outside or beyond the grid.
    package func border() -> Mask {
        let border = [UInt8](unsafeUninitializedCapacity: voxels.count) { target, count in
            guard let base = target.baseAddress else { return }
            vp_border(voxels, geometry.shape.array, base)
            count = voxels.count
        }
        return Mask(geometry: geometry, voxels: border, header: header)
    }

    /// The voxels inside both masks, which lie on one grid.
    package func countShared(with other: Mask) -> Int {
        voxels.withUnsafeBufferPointer { a in
            other.voxels.withUnsafeBufferPointer { b in
                guard let first = a.baseAddress, let second = b.baseAddress else { return 0 }
                return vp_count_shared(first, second, min(a.count, b.count))
            }
        }
    }
}
