/// Intensities on a block of a grid, which becomes one of a picture's points axis by axis. What
/// neighbouring points share is worked out once: eight voxels are mixed for a point, two for a step.
struct ValueBlock {
    /// The first axis runs fastest, then the second, then the third.
    private(set) var values: [Float]
    /// Points along the axes that are done, voxels that are read along the others.
    private var shape: SIMD3<Int>

    /// The points at which three lines along the axes of a grid cross.
    ///
    /// - Parameters:
    ///   - voxels: Of a grid of so many; i runs fastest, then j, then k.
    ///   - readings: Along i, j and k.
    init(
        _ voxels: UnsafeBufferPointer<Float>, shape grid: SIMD3<Int>, _ readings: [AxisReading]
    ) {
        let reading = readings[0]
        let (rows, slices) = (readings[1].voxels, readings[2].voxels)
        shape = SIMD3(reading.inside.count, rows.count, slices.count)
        let width = shape.x
        values = Self.filled(width * rows.count * slices.count) { target in
            var start = 0
            for k in slices {
                for j in rows {
                    let row = grid.x * (j + grid.y * k)
                    for point in 0..<width {
                        target[start + point] = SliceSampler.mix(
                            voxels[row + reading.lower[point]], voxels[row + reading.upper[point]],
                            reading.share[point])
                    }
                    start += width
                }
            }
        }
        interpolate(axis: 1, readings[1])
        interpolate(axis: 2, readings[2])
    }

    /// How far apart neighbours along an axis are.
    func stride(_ axis: Int) -> Int {
        (0..<axis).reduce(1) { $0 * shape[$1] }
    }

    private mutating func interpolate(axis: Int, _ reading: AxisReading) {
        let width = stride(axis)
        let slabs = axis == 2 ? 1 : shape.z
        let (count, points, first) = (shape[axis], reading.inside.count, reading.voxels.lowerBound)
        let source = values
        values = source.withUnsafeBufferPointer { source in
            Self.filled(width * points * slabs) { target in
                for slab in 0..<slabs {
                    let start = width * (slab * count - first)
                    for point in 0..<points {
                        Self.mix(
                            source, start + width * reading.lower[point],
                            start + width * reading.upper[point], reading.share[point],
                            into: target, width * (slab * points + point), count: width)
                    }
                }
            }
        }
        shape[axis] = points
    }

    /// Mixes rows of values, from one place and another into a third.
    private static func mix(
        _ source: UnsafeBufferPointer<Float>, _ first: Int, _ second: Int, _ share: Float,
        into target: UnsafeMutableBufferPointer<Float>, _ place: Int, count: Int
    ) {
        let infinite = Float.infinity.bitPattern
        var strange: UInt32 = 0
        for index in 0..<count {
            let value = source[first + index]
            let mixed = value + (source[second + index] - value) * share
            target[place + index] = mixed
            strange |= mixed.bitPattern & infinite == infinite ? 1 : 0
        }
        guard strange != 0 else { return }
        for index in 0..<count {
            target[place + index] = SliceSampler.mix(
                source[first + index], source[second + index], share)
        }
    }

    private static func filled(
        _ count: Int, _ fill: (UnsafeMutableBufferPointer<Float>) -> Void
    ) -> [Float] {
        [Float](unsafeUninitializedCapacity: count) { target, filled in
            fill(target)
            filled = count
        }
    }
}
