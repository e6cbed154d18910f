/// The intensities that become 0 and 1 before the network sees a scan.
struct IntensityRange: Equatable {
    /// The 1st percentile of all voxels of the working grid.
    let low: Float

    /// The 99.5th percentile of the voxels above the mean.
    let high: Float

    /// Finds the range by the nearest-rank rule: the value at `floor(q * (n - 1))` in sorted order.
    ///
    /// - Parameter values: finite, not empty.
    /// - Throws: `VisionError.constantImage` if there is no contrast.
    init(of values: [Float]) throws {
        let mean = Float(values.reduce(0.0) { $0 + Double($1) } / Double(values.count))
        let bright = values.filter { $0 > mean }
        let low = Self.nearestRank(values, 0.01)
        guard !bright.isEmpty else { throw VisionError.constantImage(value: low) }
        let high = Self.nearestRank(bright, 0.995)
        guard high > low, (high - low).isFinite else {
            throw VisionError.constantImage(value: low)
        }
        self.low = low
        self.high = high
    }

    /// `(value - low) / (high - low)`, kept within 0 and 1.5.
    func normalized(_ value: Float) -> Float {
        min(max((value - low) / (high - low), 0), 1.5)
    }

    /// The value at `floor(quantile * (n - 1))` in sorted order, found without sorting: two passes
    /// count the upper, then the lower 16 bits of keys that are ordered like the values.
    static func nearestRank(_ values: [Float], _ quantile: Double) -> Float {
        var rank = Int((quantile * Double(values.count - 1)).rounded(.down))
        var counts = [Int](repeating: 0, count: 1 << 16)
        func bucket(reaching rank: inout Int) -> Int {
            var index = 0
            while rank >= counts[index] {
                rank -= counts[index]
                index += 1
            }
            return index
        }
        values.withUnsafeBufferPointer { values in
            counts.withUnsafeMutableBufferPointer { counts in
                for value in values { counts[Int(key(value) >> 16)] += 1 }
            }
        }
        let upper = UInt32(bucket(reaching: &rank))
        counts = [Int](repeating: 0, count: 1 << 16)
        values.withUnsafeBufferPointer { values in
            counts.withUnsafeMutableBufferPointer { counts in
                for value in values where key(value) >> 16 == upper {
                    counts[Int(key(value) & 0xFFFF)] += 1
                }
            }
        }
        let lower = UInt32(bucket(reaching: &rank))
        return Self.value(upper << 16 | lower)
    }

    /// A key whose order as an integer is the order of the value.
    private static func key(_ value: Float) -> UInt32 {
        let bits = value.bitPattern
        return bits >> 31 == 0 ? bits | 0x8000_0000 : ~bits
    }

    private static func value(_ key: UInt32) -> Float {
        Float(bitPattern: key >> 31 == 1 ? key & 0x7FFF_FFFF : ~key)
    }
}
