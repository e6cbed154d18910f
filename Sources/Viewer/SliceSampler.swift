import Volumes

/// Values of a scan or mask at the pixels of a frame, through the affine of its grid.
///
/// A pixel larger than a voxel is the mean of points spread over it no further apart than the
/// voxels; a smaller one is one point, linear between voxels. A voxel reaches half its size beyond
/// its centre; beyond that there is nothing.
struct SliceSampler {
    let frame: SliceFrame
    private let shape: SIMD3<Int>
    /// Voxel index of the picture's upper left corner, and the steps of a point across and down.
    private let origin: SIMD3<Double>
    private let across: SIMD3<Double>
    private let down: SIMD3<Double>
    /// Moves a point that lies between two voxels into the one further right, anterior or superior:
    /// the order of the voxels in the file must not matter. Steps of an index.
    private let nudge: SIMD3<Double>
    /// Points in a pixel, across and down.
    let points: (across: Int, down: Int)

    init(frame: SliceFrame, geometry: Geometry) {
        self.frame = frame
        shape = geometry.shape
        let toIndex = geometry.affine.inverse
        let pixelAcross = toIndex.applyToDirection(frame.rightward * frame.pixelSize.x)
        let pixelDown = toIndex.applyToDirection(frame.downward * frame.pixelSize.y)
        points = (Self.points(pixelAcross), Self.points(pixelDown))
        across = pixelAcross / Double(points.across)
        down = pixelDown / Double(points.down)
        nudge = toIndex.applyToDirection(SIMD3(repeating: 1e-6))
        origin = toIndex.apply(frame.world(column: 0, row: 0))
    }

    /// Points no further apart than a voxel, and not more than any picture needs.
    private static func points(_ step: SIMD3<Double>) -> Int {
        let voxels = max(abs(step.x), abs(step.y), abs(step.z))
        // A step of one voxel that rounding has made a trace longer is still one.
        return min(64, max(1, Int((voxels - 1e-6).rounded(.up))))
    }

    /// Mean intensity per pixel, row by row; NaN where the scan has nothing.
    func values(of volume: Volume) -> [Float] {
        volume.voxels.withUnsafeBufferPointer { voxels in
            mean { linear(voxels, at: $0) }
        }
    }

    /// The share of each pixel that a mask covers, 0 to 1, row by row.
    func coverage(of mask: Mask) -> [Float] {
        let shares = mask.voxels.withUnsafeBufferPointer { voxels in
            mean { point in
                offset(nearest: point + nudge).map { voxels[$0] == 0 ? 0 : 1 } ?? 0
            }
        }
        return shares.map { $0.isNaN ? 0 : $0 }
    }

    /// The mean over the points of each pixel that are a number.
    private func mean(_ value: (SIMD3<Double>) -> Float) -> [Float] {
        var result = [Float](repeating: .nan, count: frame.columns * frame.rows)
        for row in 0..<frame.rows {
            for column in 0..<frame.columns {
                var sum: Float = 0
                var count = 0
                for down in 0..<points.down {
                    let y = Double(row * points.down + down) + 0.5
                    let start = origin + y * self.down
                    for across in 0..<points.across {
                        let x = Double(column * points.across + across) + 0.5
                        let sample = value(start + x * self.across)
                        if sample.isFinite {
                            sum += sample
                            count += 1
                        }
                    }
                }
                if count > 0 { result[row * frame.columns + column] = sum / Float(count) }
            }
        }
        return result
    }

    /// Half a voxel around the outermost centres belongs to the grid; a trace more, for rounding.
    private func isInside(_ point: SIMD3<Double>) -> Bool {
        let margin = 0.5 + 1e-6
        return point.x >= -margin && point.y >= -margin && point.z >= -margin
            && point.x <= Double(shape.x) - 1 + margin && point.y <= Double(shape.y) - 1 + margin
            && point.z <= Double(shape.z) - 1 + margin
    }

    private func offset(nearest point: SIMD3<Double>) -> Int? {
        guard isInside(point) else { return nil }
        let i = min(shape.x - 1, max(0, Int(point.x.rounded())))
        let j = min(shape.y - 1, max(0, Int(point.y.rounded())))
        let k = min(shape.z - 1, max(0, Int(point.z.rounded())))
        return i + shape.x * (j + shape.y * k)
    }

    private func linear(_ voxels: UnsafeBufferPointer<Float>, at point: SIMD3<Double>) -> Float {
        guard isInside(point) else { return .nan }
        let (i, i2, x) = neighbours(point.x, shape.x)
        let (j, j2, y) = neighbours(point.y, shape.y)
        let (k, k2, z) = neighbours(point.z, shape.z)
        let row = shape.x
        let slice = shape.x * shape.y
        func line(_ j: Int, _ k: Int) -> Float {
            let start = j * row + k * slice
            return mix(voxels[start + i], voxels[start + i2], x)
        }
        return mix(mix(line(j, k), line(j2, k), y), mix(line(j, k2), line(j2, k2), y), z)
    }

    /// The voxels on both sides and the share of the second; the outermost value goes on outward.
    private func neighbours(_ position: Double, _ count: Int) -> (Int, Int, Float) {
        let inside = min(Double(count - 1), max(0, position))
        let below = Int(inside)
        return (below, min(below + 1, count - 1), Float(inside - Double(below)))
    }

    /// A voxel that is no number does not spoil the ones around it.
    private func mix(_ first: Float, _ second: Float, _ share: Float) -> Float {
        if share == 0 || !second.isFinite { return first }
        if !first.isFinite { return second }
        return first + (second - first) * share
    }
}
