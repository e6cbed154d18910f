import Volumes

extension SliceSampler {
    /// Some pixels of the frame.
    struct Part {
        let columns: Range<Int>
        let rows: Range<Int>
    }

    var wholeFrame: Part { Part(columns: 0..<frame.columns, rows: 0..<frame.rows) }

    /// The pixels that a box of voxels may reach; nil for none.
    func pixels(reaching box: VoxelBox) -> Part? {
        // Half a voxel around the centres, and more than rounding can move a point.
        let lower = SIMD3<Double>(box.start) - 0.51
        let upper = SIMD3<Double>(box.end) - 0.49
        var least = SIMD3<Double>(repeating: .infinity)
        var most = -least
        for corner in 0..<8 {
            let world = geometry.world(
                SIMD3(
                    corner & 1 == 0 ? lower.x : upper.x, corner & 2 == 0 ? lower.y : upper.y,
                    corner & 4 == 0 ? lower.z : upper.z))
            let pixel = frame.pixel(ofWorld: world)
            let position = SIMD3(pixel.x, pixel.y, world[frame.plane.axis])
            least = pointwiseMin(least, position)
            most = pointwiseMax(most, position)
        }
        let through = frame.center[frame.plane.axis]
        guard through >= least.z, through <= most.z,
            let columns = Self.pixels(from: least.x, to: most.x, of: frame.columns),
            let rows = Self.pixels(from: least.y, to: most.y, of: frame.rows)
        else { return nil }
        return Part(columns: columns, rows: rows)
    }

    private static func pixels(from first: Double, to last: Double, of count: Int) -> Range<Int>? {
        guard first < Double(count), last > 0 else { return nil }
        return Int(max(0, first))..<Int(min(Double(count), last.rounded(.up)))
    }
}
