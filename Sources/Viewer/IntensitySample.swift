import Volumes

/// The finite intensities of a scan in ascending order: all of them, or evenly spread ones of a
/// scan with more than 200 000 voxels.
package struct IntensitySample: Sendable {
    /// Ascending, in the scan's units.
    let sorted: [Float]

    package init(of volume: Volume) {
        self.init(volume.voxels)
    }

    init(_ voxels: [Float]) {
        let limit = 200_000
        // An odd step does not fall on the same column of every row.
        let step = voxels.count <= limit ? 1 : (voxels.count / limit + 1) | 1
        var sample: [Float] = []
        sample.reserveCapacity(voxels.count / step + 1)
        for index in stride(from: 0, to: voxels.count, by: step) where voxels[index].isFinite {
            sample.append(voxels[index])
        }
        sample.sort()
        sorted = sample
    }

    /// A percentile as numpy has it (linear between ranks); nil where no voxel is a number.
    func percentile(_ percent: Double) -> Float? {
        guard !sorted.isEmpty else { return nil }
        let rank = Double(sorted.count - 1) * percent / 100
        let below = Int(rank)
        let above = min(below + 1, sorted.count - 1)
        let share = Float(rank - Double(below))
        return sorted[below] + (sorted[above] - sorted[below]) * share
    }

    /// The share of the voxels below an intensity, 0 to 1.
    func share(below value: Float) -> Float {
        var (low, high) = (0, sorted.count)
        while low < high {
            let middle = (low + high) / 2
            if sorted[middle] < value { low = middle + 1 } else { high = middle }
        }
        return Float(low) / Float(max(1, sorted.count))
    }
}
