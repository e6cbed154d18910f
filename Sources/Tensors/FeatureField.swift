import COneDNN

/// Features of a grid of voxels, compact: binary16 bits, channels-last.
package struct FeatureField: Sendable {
    package let channels: Int
    package let extent: Extent

    /// [depth, height, width, channels], the channel being the fastest axis.
    package let bits: [UInt16]

    package init(channels: Int, extent: Extent, bits: [UInt16]) {
        precondition(bits.count == channels * extent.count, "features do not fill the grid")
        self.channels = channels
        self.extent = extent
        self.bits = bits
    }

    /// Bytes of memory the features take.
    package var byteCount: Int { bits.count * 2 }

    /// The mean of each channel over all voxels.
    package var means: [Float] {
        var sums = [Double](repeating: 0, count: channels)
        let row = extent.width * channels
        let values = UnsafeMutableBufferPointer<Float>.allocate(capacity: row)
        defer { values.deallocate() }
        guard let target = values.baseAddress else { return [] }
        bits.withUnsafeBufferPointer { bits in
            guard let source = bits.baseAddress else { return }
            for start in stride(from: 0, to: bits.count, by: row) {
                vp_float_from_half(source + start, target, row)
                for index in 0..<row { sums[index % channels] += Double(values[index]) }
            }
        }
        return sums.map { Float($0 / Double(extent.count)) }
    }

    /// [channels, depth, height, width] in float32.
    package var tensor: Tensor {
        let values = [Float](unsafeUninitializedCapacity: bits.count) { values, count in
            count = bits.count
            guard let target = values.baseAddress else { return }
            vp_float_from_half(bits, target, bits.count)
        }
        return Tensor(channelsLast: values, channels: channels, extent: extent)
    }
}

/// Where the voxels of one grid axis fall along an axis of another grid.
package struct AxisPlacement: Sendable {
    let taps: [vp_tap]

    /// Voxels of the grid being filled.
    package var count: Int { taps.count }

    /// Voxels of the grid being read.
    package let sourceCount: Int

    /// The part of the grid being filled.
    func cropped(to range: Range<Int>) -> AxisPlacement {
        AxisPlacement(taps: Array(taps[range]), sourceCount: sourceCount)
    }

    private init(taps: [vp_tap], sourceCount: Int) {
        self.taps = taps
        self.sourceCount = sourceCount
    }

    /// - Parameters:
    ///   - count: voxels of the grid being filled.
    ///   - sourceCount: voxels of the grid being read.
    ///   - position: where a voxel of the first lies in voxels of the second. Positions beyond the
    ///     first and last voxel take the value there. They must not decrease.
    package init(count: Int, sourceCount: Int, position: (Int) -> Double) {
        self.sourceCount = sourceCount
        taps = (0..<count).map { index in
            let place = min(max(position(index), 0), Double(sourceCount - 1))
            let lower = Int(place)
            let upper = min(lower + 1, sourceCount - 1)
            return vp_tap(
                lower: Int32(lower), upper: Int32(upper), fraction: Float(place - Double(lower)))
        }
    }
}

/// Where the voxels of a grid go in memory: the grid's axes may run in any order and direction.
package struct VoxelLayout: Sendable {
    /// Index of the grid's first voxel.
    package let first: Int

    /// From a voxel to the next along depth, height and width; may be negative.
    package let steps: (depth: Int, height: Int, width: Int)

    package init(first: Int, steps: (depth: Int, height: Int, width: Int)) {
        self.first = first
        self.steps = steps
    }

    /// The order of the grid itself.
    package init(of extent: Extent) {
        self.init(first: 0, steps: (extent.slice, extent.width, 1))
    }

    /// Whether every voxel of a grid goes to a place of its own within `extent.count` places.
    func fits(_ extent: Extent) -> Bool {
        let axes = [
            (extent.depth, steps.depth), (extent.height, steps.height), (extent.width, steps.width),
        ]
        let low = axes.reduce(first) { $0 + min(0, ($1.0 - 1) * $1.1) }
        let high = axes.reduce(first) { $0 + max(0, ($1.0 - 1) * $1.1) }
        return low == 0 && high == extent.count - 1
    }
}
