/// The way of scans whose axes run along the picture's: then points in a row or column differ in
/// one index only, and what they read is worked out for lines instead of points. Every number is the
/// one that the way of oblique scans would give.
extension SliceSampler {
    /// The axes of a grid along which a picture goes across, down and through.
    struct VoxelAxes {
        let across: Int
        let down: Int
        var through: Int { 3 - across - down }
    }

    /// nil where the picture lies oblique in the grid.
    var voxelAxes: VoxelAxes? {
        guard let across = Self.onlyAxis(of: across), let down = Self.onlyAxis(of: down) else {
            return nil
        }
        return across == down ? nil : VoxelAxes(across: across, down: down)
    }

    private static func onlyAxis(of step: SIMD3<Double>) -> Int? {
        let axes = (0..<3).filter { step[$0] != 0 }
        return axes.count == 1 ? axes[0] : nil
    }

    /// How many points there are along an axis of the grid, and where.
    private func line(
        _ axis: Int, of axes: VoxelAxes, nudge: Double = 0
    ) -> (points: Int, position: (Int) -> Double) {
        let start = origin[axis]
        if axis == axes.through { return (1, { _ in start + nudge }) }
        let isAcross = axis == axes.across
        let step = isAcross ? across[axis] : down[axis]
        let points = isAcross ? frame.columns * points.across : frame.rows * points.down
        return (points, { start + (Double($0) + 0.5) * step + nudge })
    }

    /// Mean intensity per pixel.
    func values(_ voxels: UnsafeBufferPointer<Float>, along axes: VoxelAxes) -> [Float] {
        let readings = (0..<3).map { axis in
            let (points, position) = line(axis, of: axes)
            return AxisReading(points: points, voxels: geometry.shape[axis], position: position)
        }
        let block = ValueBlock(voxels, shape: geometry.shape, readings)
        let (columns, rows) = (readings[axes.across].inside, readings[axes.down].inside)
        let (right, below) = (block.stride(axes.across), block.stride(axes.down))
        var result = [Float](repeating: .nan, count: frame.columns * frame.rows)
        block.values.withUnsafeBufferPointer { values in
            for row in 0..<frame.rows {
                let lines = Self.points(row, of: points.down, inside: rows)
                for column in 0..<frame.columns {
                    let line = Self.points(column, of: points.across, inside: columns)
                    var sum: Float = 0
                    var count = 0
                    for y in lines {
                        for x in line {
                            let value = values[x * right + y * below]
                            guard value.isFinite else { continue }
                            sum += value
                            count += 1
                        }
                    }
                    if count > 0 { result[row * frame.columns + column] = sum / Float(count) }
                }
            }
        }
        return result
    }

    /// The share of each pixel of a part that a mask covers; 0 elsewhere.
    func coverage(
        _ voxels: UnsafeBufferPointer<UInt8>, in part: Part, along axes: VoxelAxes
    ) -> [Float] {
        let nearest = (0..<3).map { axis in
            let (points, position) = line(axis, of: axes, nudge: nudge[axis])
            return AxisReading.nearest(
                points: points, voxels: geometry.shape[axis], position: position)
        }
        var result = [Float](repeating: 0, count: frame.columns * frame.rows)
        guard let through = nearest[axes.through].voxels.first else { return result }
        let strides = [1, geometry.shape.x, geometry.shape.x * geometry.shape.y]
        let (columns, rows) = (nearest[axes.across], nearest[axes.down])
        let (right, below) = (strides[axes.across], strides[axes.down])
        let all = Float(points.across * points.down)
        for row in part.rows {
            let lines = Self.points(row, of: points.down, inside: rows.inside)
            for column in part.columns {
                let line = Self.points(column, of: points.across, inside: columns.inside)
                var covered = 0
                for y in lines {
                    let start = through * strides[axes.through] + rows.voxels[y] * below
                    for x in line where voxels[start + columns.voxels[x] * right] != 0 {
                        covered += 1
                    }
                }
                result[row * frame.columns + column] = Float(covered) / all
            }
        }
        return result
    }

    /// The points of a pixel that lie inside of the grid, counted from the first inside.
    private static func points(_ pixel: Int, of count: Int, inside: Range<Int>) -> Range<Int> {
        let own = (pixel * count..<(pixel + 1) * count).clamped(to: inside)
        return own.lowerBound - inside.lowerBound..<own.upperBound - inside.lowerBound
    }
}
