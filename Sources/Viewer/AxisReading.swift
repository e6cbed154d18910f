/// What points on a line along an axis of a grid read: nothing but that axis decides it, so that
/// all lines of a picture share it.
struct AxisReading {
    /// The points that lie in the grid.
    let inside: Range<Int>
    /// For each point inside the voxel before it, the one after it, and the share of that.
    private(set) var lower: [Int] = []
    private(set) var upper: [Int] = []
    private(set) var share: [Float] = []

    /// - Parameters:
    ///   - points: How many there are.
    ///   - voxels: How many the grid has along the axis.
    ///   - position: Where a point is, as an index with fractions; from point to point it goes one
    ///     way only.
    init(points: Int, voxels: Int, position: (Int) -> Double) {
        inside = Self.inside(points: points, voxels: voxels, position: position)
        for point in inside {
            let (below, above, part) = SliceSampler.neighbours(position(point), voxels)
            lower.append(below)
            // What has no share is not read.
            upper.append(part == 0 ? below : above)
            share.append(part)
        }
    }

    /// The nearest voxel of each point inside.
    ///
    /// - Parameters: As above.
    static func nearest(
        points: Int, voxels: Int, position: (Int) -> Double
    ) -> (inside: Range<Int>, voxels: [Int]) {
        let inside = inside(points: points, voxels: voxels, position: position)
        return (inside, inside.map { min(voxels - 1, max(0, Int(position($0).rounded()))) })
    }

    private static func inside(
        points: Int, voxels: Int, position: (Int) -> Double
    ) -> Range<Int> {
        func isInside(_ point: Int) -> Bool {
            let position = position(point)
            return position >= -SliceSampler.reach
                && position <= Double(voxels) - 1 + SliceSampler.reach
        }
        guard let first = (0..<points).first(where: isInside) else { return 0..<0 }
        let end = (first..<points).first { !isInside($0) } ?? points
        return first..<end
    }

    /// The voxels that are read.
    var voxels: Range<Int> {
        (lower.min() ?? 0)..<((upper.max() ?? -1) + 1)
    }
}
