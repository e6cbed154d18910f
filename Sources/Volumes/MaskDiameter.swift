import CNifti

/// Diameters of a mask, in mm, between points of its surface: halfway between the centres of voxels
/// inside and outside.
package enum MaskDiameter {
    /// The longest diameter in three dimensions.
    ///
    /// - Returns: 0 for an empty mask; nil when it was stopped.
    package static func longest(
        of mask: Mask, isCancelled: @escaping @Sendable () -> Bool = { false }
    ) -> Double? {
        guard let box = mask.box else { return 0 }
        let cut = mask.cropped(to: box)
        var points: [SIMD3<Double>] = []
        for k in 0..<box.shape.z {
            let level = Double(k)
            let hull = hull(of: cut, axis: 2, at: k, edges: true)
            points += hull.map { SIMD3($0.x, $0.y, level) }
            // A column's own ends lie half a voxel above and below its centres.
            for point in Self.hull(of: cut, axis: 2, at: k, edges: false) {
                points.append(SIMD3(point.x, point.y, level - 0.5))
                points.append(SIMD3(point.x, point.y, level + 0.5))
            }
        }
        return farthest(points.map(cut.geometry.world), isCancelled)?.distance
    }

    /// The slice across the axis nearest to the head's own in which the mask is longest.
    ///
    /// - Returns: the longest diameter in any such slice, and in the same slice the longest line
    ///   across the mask's convex outline at a right angle to it; zeros for an empty mask; nil when
    ///   it was stopped.
    package static func axial(
        of mask: Mask, isCancelled: @escaping @Sendable () -> Bool = { false }
    ) -> (longest: Double, perpendicular: Double)? {
        guard let box = mask.box else { return (0, 0) }
        let cut = mask.cropped(to: box)
        let axis = cut.geometry.orientation.directions.firstIndex { $0.worldAxis == 2 } ?? 2
        var best = (longest: 0.0, perpendicular: 0.0)
        for index in 0..<box.shape[axis] {
            let points = hull(of: cut, axis: axis, at: index, edges: true).map { point in
                var voxel = SIMD3<Double>(repeating: Double(index))
                voxel[axis == 0 ? 1 : 0] = point.x
                voxel[axis == 2 ? 1 : 2] = point.y
                return cut.geometry.world(voxel)
            }
            guard !points.isEmpty else { continue }
            guard let pair = farthest(points, isCancelled) else { return nil }
            if pair.distance > best.longest {
                let line = (points[pair.second] - points[pair.first]) / pair.distance
                best = (pair.distance, widest(of: points, across: line))
            }
        }
        return best
    }

    /// The longest chord of a convex polygon at a right angle to a direction in its plane.
    ///
    /// Its length is concave in the place along the direction, so a corner lies on it.
    private static func widest(
        of polygon: [SIMD3<Double>], across line: SIMD3<Double>
    ) -> Double {
        let places = polygon.map { ($0 * line).sum() }
        var widest = 0.0
        for place in places {
            var crossings: [SIMD3<Double>] = []
            for (index, a) in polygon.enumerated() {
                let following = (index + 1) % polygon.count
                let (from, to) = (places[index], places[following])
                if from == place { crossings.append(a) }
                if (from - place) * (to - place) < 0 {
                    crossings.append(a + (polygon[following] - a) * ((place - from) / (to - from)))
                }
            }
            for first in crossings {
                for second in crossings { widest = max(widest, length(first - second)) }
            }
        }
        return widest
    }

    /// Corners of the convex hull of a slice, as indices with fractions along its two axes.
    private static func hull(
        of mask: Mask, axis: Int, at index: Int, edges: Bool
    ) -> [SIMD2<Double>] {
        let shape = mask.geometry.shape
        let strides = [1, shape.x, shape.x * shape.y]
        let (first, second) = (axis == 0 ? 1 : 0, axis == 2 ? 1 : 2)
        var corners = [Int32](repeating: 0, count: 8 * (shape[first] + shape[second]))
        let count = mask.voxels.withUnsafeBufferPointer { voxels in
            voxels.baseAddress.map {
                vp_slice_hull(
                    $0 + index * strides[axis], shape[first], strides[first], shape[second],
                    strides[second], edges ? 1 : 0, &corners)
            } ?? 0
        }
        precondition(count >= 0, "out of memory")
        return (0..<count).map {
            SIMD2(Double(corners[2 * $0]) / 2, Double(corners[2 * $0 + 1]) / 2)
        }
    }

    private static func farthest(
        _ points: [SIMD3<Double>], _ isCancelled: @escaping @Sendable () -> Bool
    ) -> (first: Int, second: Int, distance: Double)? {
        let numbers = points.flatMap { [$0.x, $0.y, $0.z] }
        var pair = [0, 0]
        let control = CancellationBox(isCancelled)
        let finished = withExtendedLifetime(control) {
            vp_farthest(
                numbers, points.count,
                { context in
                    guard let context else { return 0 }
                    let box = Unmanaged<CancellationBox>.fromOpaque(context).takeUnretainedValue()
                    return box.isCancelled() ? 1 : 0
                }, Unmanaged.passUnretained(control).toOpaque(), &pair)
        }
        guard finished != 0 else { return nil }
        return (pair[0], pair[1], length(points[pair[0]] - points[pair[1]]))
    }
}

/// Carries a request to stop through C.
private final class CancellationBox {
    let isCancelled: @Sendable () -> Bool

    init(_ isCancelled: @escaping @Sendable () -> Bool) {
        self.isCancelled = isCancelled
    }
}
