import Volumes

/// Values of a scan or mask at the pixels of a frame, through the affine of its grid.
///
/// A pixel larger than a voxel is the mean of points spread over it no further apart than the
/// voxels; a smaller one is one point, linear between voxels. A voxel reaches half its size beyond
/// its centre; beyond that there is nothing.
struct SliceSampler {
    let frame: SliceFrame
    let geometry: Geometry
    /// Voxel index of the picture's upper left corner, and the steps of a point across and down.
    let origin: SIMD3<Double>
    let across: SIMD3<Double>
    let down: SIMD3<Double>
    /// Moves a point that lies between two voxels into the one further right, anterior or superior:
    /// the order of the voxels in the file must not matter. Steps of an index.
    let nudge: SIMD3<Double>
    /// Points in a pixel, across and down.
    let points: (across: Int, down: Int)

    init(frame: SliceFrame, geometry: Geometry) {
        self.frame = frame
        self.geometry = geometry
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
            if let axes = voxelAxes { return values(voxels, along: axes) }
            return mean(in: wholeFrame) { linear(voxels, at: $0) }
        }
    }

    /// The share of each pixel that a mask covers, 0 to 1, row by row.
    func coverage(of overlay: SliceOverlay) -> [Float] {
        guard let box = overlay.box, let part = pixels(reaching: box) else {
            return Array(repeating: 0, count: frame.columns * frame.rows)
        }
        return overlay.mask.voxels.withUnsafeBufferPointer { voxels in
            if let axes = voxelAxes { return coverage(voxels, in: part, along: axes) }
            let shares = mean(in: part) { point in
                offset(nearest: point + nudge).map { voxels[$0] == 0 ? 0 : 1 } ?? 0
            }
            return shares.map { $0.isNaN ? 0 : $0 }
        }
    }

    /// The mean over the points of each pixel that are a number; NaN outside of a part.
    private func mean(in part: Part, _ value: (SIMD3<Double>) -> Float) -> [Float] {
        var result = [Float](repeating: .nan, count: frame.columns * frame.rows)
        for row in part.rows {
            for column in part.columns {
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
    static let reach = 0.5 + 1e-6

    private func isInside(_ point: SIMD3<Double>) -> Bool {
        let margin = Self.reach
        return point.x >= -margin && point.y >= -margin && point.z >= -margin
            && point.x <= Double(geometry.shape.x) - 1 + margin
            && point.y <= Double(geometry.shape.y) - 1 + margin
            && point.z <= Double(geometry.shape.z) - 1 + margin
    }

    private func offset(nearest point: SIMD3<Double>) -> Int? {
        guard isInside(point) else { return nil }
        let i = min(geometry.shape.x - 1, max(0, Int(point.x.rounded())))
        let j = min(geometry.shape.y - 1, max(0, Int(point.y.rounded())))
        let k = min(geometry.shape.z - 1, max(0, Int(point.z.rounded())))
        return geometry.offset(i, j, k)
    }

    private func linear(_ voxels: UnsafeBufferPointer<Float>, at point: SIMD3<Double>) -> Float {
        guard isInside(point) else { return .nan }
        let (i, i2, x) = Self.neighbours(point.x, geometry.shape.x)
        let (j, j2, y) = Self.neighbours(point.y, geometry.shape.y)
        let (k, k2, z) = Self.neighbours(point.z, geometry.shape.z)
        let row = geometry.shape.x
        let slice = geometry.shape.x * geometry.shape.y
        func line(_ j: Int, _ k: Int) -> Float {
            let start = j * row + k * slice
            return Self.mix(voxels[start + i], voxels[start + i2], x)
        }
        return Self.mix(
            Self.mix(line(j, k), line(j2, k), y), Self.mix(line(j, k2), line(j2, k2), y), z)
    }

    /// The voxels on both sides and the share of the second; the outermost value goes on outward.
    static func neighbours(_ position: Double, _ count: Int) -> (Int, Int, Float) {
        let inside = min(Double(count - 1), max(0, position))
        let below = Int(inside)
        return (below, min(below + 1, count - 1), Float(inside - Double(below)))
    }

    /// A voxel that is no number does not spoil the ones around it.
    static func mix(_ first: Float, _ second: Float, _ share: Float) -> Float {
        if share == 0 || !second.isFinite { return first }
        if !first.isFinite { return second }
        return first + (second - first) * share
    }
}
