import Volumes

/// Tells which of two sets of voxels lies nearer, voxel by voxel.
enum NearerSide {
    /// A voxel and the set that it is nearer to.
    struct Assignment: Hashable, Sendable {
        /// Index into the map's voxels.
        let offset: Int
        let side: Side
    }

    /// For every voxel with one of `labels`: whether the nearest voxel of `left` or of `right` is
    /// closer, by distance between voxel centres in mm. A tie goes to the left; where only one set
    /// exists, it takes all; where none exists, nothing is assigned.
    static func assignments(
        in map: LabelMap, of labels: Set<Int32>, left: Set<Int32>, right: Set<Int32>
    ) -> [Assignment] {
        var classes = [UInt8](repeating: 0, count: map.voxels.count)
        var queries: [Int] = []
        var seen: Set<UInt8> = []
        map.voxels.withUnsafeBufferPointer { voxels in
            var previous: Int32 = 0
            var isQuery = false
            var value: UInt8 = 0
            for offset in 0..<voxels.count {
                let label = voxels[offset]
                if label != previous || offset == 0 {
                    previous = label
                    isQuery = labels.contains(label)
                    value = left.contains(label) ? 1 : (right.contains(label) ? 2 : 0)
                    if value != 0 { seen.insert(value) }
                }
                if isQuery { queries.append(offset) }
                classes[offset] = value
            }
        }
        guard seen.count == 2 else {
            guard let only = seen.first else { return [] }
            return queries.map { Assignment(offset: $0, side: only == 1 ? .left : .right) }
        }
        let search = ShellSearch(geometry: map.geometry, classes: classes)
        var distances: (left: [Float], right: [Float])?
        return queries.map { offset in
            if let side = search.nearer(to: offset) {
                return Assignment(offset: offset, side: side)
            }
            let far = distances ?? (transform(1), transform(2))
            distances = far
            return Assignment(
                offset: offset, side: far.left[offset] <= far.right[offset] ? .left : .right)
        }

        func transform(_ value: UInt8) -> [Float] {
            uncancelled {
                try DistanceTransform.squared(
                    to: value, in: classes, geometry: map.geometry, isCancelled: $0)
            }
        }
    }
}

/// Looks for the nearest voxel of two classes in growing cubes: most have one next to them, and
/// a distance transform of the whole grid takes a second.
private struct ShellSearch {
    private static let largestRadius = 4

    let geometry: Geometry
    /// 1 left, 2 right, 0 neither; both occur.
    let classes: [UInt8]

    /// The nearer class, or nil where both are too far for this search.
    func nearer(to offset: Int) -> Side? {
        let shape = geometry.shape
        let position = SIMD3(
            offset % shape.x, offset / shape.x % shape.y, offset / (shape.x * shape.y))
        let size = geometry.voxelSize
        let step = min(size.x, size.y, size.z)
        var best = (left: Double.infinity, right: Double.infinity)
        for radius in 1...Self.largestRadius {
            visitShell(radius, around: position) { index in
                let value = classes[geometry.offset(index.x, index.y, index.z)]
                guard value != 0 else { return }
                let d = SIMD3<Double>(index &- position) * size
                let distance = (d * d).sum()
                if value == 1 {
                    best.left = min(best.left, distance)
                } else {
                    best.right = min(best.right, distance)
                }
            }
            // What lies beyond this cube is at least one more step away.
            let unseen = Double(radius + 1) * step
            if min(best.left, best.right) < unseen * unseen {
                return best.left <= best.right ? .left : .right
            }
        }
        return nil
    }

    /// The voxels of the grid at exactly this distance in the largest of the three indices.
    private func visitShell(
        _ radius: Int, around centre: SIMD3<Int>, _ visit: (SIMD3<Int>) -> Void
    ) {
        let last = geometry.shape &- SIMD3(1, 1, 1)
        for k in max(0, centre.z - radius)...min(last.z, centre.z + radius) {
            for j in max(0, centre.y - radius)...min(last.y, centre.y + radius) {
                let isFace = abs(k - centre.z) == radius || abs(j - centre.y) == radius
                if isFace {
                    for i in max(0, centre.x - radius)...min(last.x, centre.x + radius) {
                        visit(SIMD3(i, j, k))
                    }
                } else {
                    for i in [centre.x - radius, centre.x + radius] where i >= 0 && i <= last.x {
                        visit(SIMD3(i, j, k))
                    }
                }
            }
        }
    }
}
