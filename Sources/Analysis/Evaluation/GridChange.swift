import Volumes

/// What is done to a scan to see how its segmentation holds: other grids of the same head.
enum GridChange {
    /// The label that most voxels of each block along one axis carry, the smallest of equals; a partial
    /// last block is left out.
    ///
    /// - Parameters:
    ///   - axis: 0, 1 or 2, of the map's own axes.
    ///   - count: Voxels of a block, at least 1 and at most the axis's length.
    static func thickened(_ map: LabelMap, axis: Int, by count: Int) throws -> LabelMap {
        let geometry = try map.geometry.joined(alongAxis: axis, by: count)
        var voxels = [Int32](repeating: 0, count: geometry.voxelCount)
        forEachBlock(of: map.geometry, into: geometry, axis: axis, by: count) { target, block in
            var best = (label: Int32.max, votes: 0)
            for source in block {
                let label = map.voxels[source]
                let votes = block.reduce(0) { $0 + (map.voxels[$1] == label ? 1 : 0) }
                if votes > best.votes || (votes == best.votes && label < best.label) {
                    best = (label, votes)
                }
            }
            voxels[target] = best.label
        }
        return LabelMap(geometry: geometry, voxels: voxels, names: map.names)
    }

    /// One half of a volume along an axis.
    static func halved(_ volume: Volume, axis: Int, upper: Bool) throws -> Volume {
        let (first, geometry) = try half(of: volume.geometry, axis: axis, upper: upper)
        return volume.cut(from: first, to: geometry, fill: 0)
    }

    static func halved(_ map: LabelMap, axis: Int, upper: Bool) throws -> LabelMap {
        let (first, geometry) = try half(of: map.geometry, axis: axis, upper: upper)
        return map.cut(from: first, to: geometry)
    }

    private static func half(
        of geometry: Geometry, axis: Int, upper: Bool
    ) throws -> (first: SIMD3<Int>, geometry: Geometry) {
        var (first, shape) = (SIMD3<Int>.zero, geometry.shape)
        if upper { first[axis] = shape[axis] / 2 }
        shape[axis] = upper ? shape[axis] - first[axis] : max(1, shape[axis] / 2)
        return (first, try geometry.cut(from: first, shape: shape))
    }

    /// Even noise between 0 and 1 on a grid, the same every time.
    static func noise(on geometry: Geometry) -> Volume {
        var state: UInt64 = 1
        let voxels = (0..<geometry.voxelCount).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Float(state >> 40) / Float(1 << 24)
        }
        return Volume(geometry: geometry, voxels: voxels, header: nil)
    }

    private static func forEachBlock(
        of source: Geometry, into target: Geometry, axis: Int, by count: Int,
        _ body: (Int, StrideTo<Int>) -> Void
    ) {
        let step = [1, source.shape.x, source.shape.x * source.shape.y][axis]
        for k in 0..<target.shape.z {
            for j in 0..<target.shape.y {
                for i in 0..<target.shape.x {
                    var corner = SIMD3(i, j, k)
                    corner[axis] *= count
                    let first = source.offset(corner.x, corner.y, corner.z)
                    body(
                        target.offset(i, j, k),
                        stride(from: first, to: first + count * step, by: step))
                }
            }
        }
    }
}
