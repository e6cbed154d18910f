import Volumes

/// A box along the world axes (RAS, mm).
package struct WorldBox: Hashable, Sendable {
    package var lower: SIMD3<Double>
    package var upper: SIMD3<Double>

    package init(lower: SIMD3<Double>, upper: SIMD3<Double>) {
        self.lower = lower
        self.upper = upper
    }

    /// The box around all voxels of a grid, out to their outer faces.
    package init(around geometry: Geometry) {
        let half = SIMD3<Double>(repeating: 0.5)
        let last = SIMD3<Double>(geometry.shape) - half
        var lower = geometry.world(-half)
        var upper = lower
        for corner in 0..<8 {
            let index = SIMD3(
                corner & 1 == 0 ? -0.5 : last.x, corner & 2 == 0 ? -0.5 : last.y,
                corner & 4 == 0 ? -0.5 : last.z)
            let world = geometry.world(index)
            lower.replace(with: world, where: world .< lower)
            upper.replace(with: world, where: world .> upper)
        }
        self.init(lower: lower, upper: upper)
    }

    package var size: SIMD3<Double> { upper - lower }
    package var center: SIMD3<Double> { (lower + upper) / 2 }

    func intersection(_ other: WorldBox) -> WorldBox {
        WorldBox(
            lower: lower.replacing(with: other.lower, where: other.lower .> lower),
            upper: upper.replacing(with: other.upper, where: other.upper .< upper))
    }

    func union(_ other: WorldBox) -> WorldBox {
        WorldBox(
            lower: lower.replacing(with: other.lower, where: other.lower .< lower),
            upper: upper.replacing(with: other.upper, where: other.upper .> upper))
    }

    func padded(by margin: Double) -> WorldBox {
        WorldBox(lower: lower - margin, upper: upper + margin)
    }
}

extension WorldBox {
    /// The box around what is bright in a scan: a head without the air around it. A few stray
    /// voxels do not count.
    package init(contentOf volume: Volume, window: IntensityWindow) {
        let geometry = volume.geometry
        let whole = WorldBox(around: geometry)
        let threshold = window.low + 0.15 * (window.high - window.low)
        var positions: [[Double]] = [[], [], []]
        // Every so many voxels along each axis is enough for a box.
        let step = max(1, Int((Double(geometry.voxelCount) / 250_000).squareRoot().rounded(.up)))
        let stepX = geometry.shape.x > 2 * step ? step : 1
        let stepY = geometry.shape.y > 2 * step ? step : 1
        volume.voxels.withUnsafeBufferPointer { voxels in
            for k in 0..<geometry.shape.z {
                for j in stride(from: 0, to: geometry.shape.y, by: stepY) {
                    let row = geometry.shape.x * (j + geometry.shape.y * k)
                    for i in stride(from: 0, to: geometry.shape.x, by: stepX)
                    where voxels[row + i] > threshold {
                        let world = geometry.world(SIMD3(Double(i), Double(j), Double(k)))
                        for axis in 0..<3 { positions[axis].append(world[axis]) }
                    }
                }
            }
        }
        guard positions[0].count >= 8 else {
            self = whole
            return
        }
        var lower = SIMD3<Double>()
        var upper = SIMD3<Double>()
        for axis in 0..<3 {
            let count = positions[axis].count
            let tail = count / 500
            lower[axis] = positions[axis].element(atRank: tail)
            upper[axis] = positions[axis].element(atRank: count - 1 - tail)
        }
        let margin = max(3, geometry.voxelSize.max())
        self = WorldBox(lower: lower, upper: upper).padded(by: margin).intersection(whole)
    }
}
