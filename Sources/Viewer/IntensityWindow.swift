import Volumes

/// The intensities shown between black and white.
package struct IntensityWindow: Hashable, Sendable {
    /// How a window came about.
    package enum Origin: String, Hashable, Sendable {
        case percentiles = "1st-99th percentile"
        /// Nearly all voxels are alike, so that the percentiles fall together.
        case extremes = "smallest-largest"
        case constant = "all the same"
        case empty = "no number in it"
        case chosen = "chosen"
    }

    /// What is shown black, in the scan's units.
    package var low: Float
    /// What is shown white.
    package var high: Float
    package var origin: Origin

    package init(low: Float, high: Float, origin: Origin = .chosen) {
        self.low = low
        self.high = high
        self.origin = origin
    }

    /// The 1st to the 99th percentile of a scan's voxels; voxels that are no finite number do not
    /// count.
    package init(robustFor volume: Volume) {
        self.init(robustFor: IntensitySample(of: volume), of: volume)
    }

    init(robustFor sample: IntensitySample, of volume: Volume) {
        let low = sample.percentile(1)
        let high = sample.percentile(99)
        if let low, let high, high > low {
            self.init(low: low, high: high, origin: .percentiles)
            return
        }
        // What is bright may be less than a hundredth of the scan.
        var range: (low: Float, high: Float)?
        for voxel in volume.voxels where voxel.isFinite {
            range = (min(range?.low ?? voxel, voxel), max(range?.high ?? voxel, voxel))
        }
        guard let range else {
            self.init(low: 0, high: 0, origin: .empty)
            return
        }
        let origin: Origin = range.high > range.low ? .extremes : .constant
        self.init(low: range.low, high: range.high, origin: origin)
    }

    /// Where an intensity lies between black (0) and white (1); `nil` when it is no finite number.
    /// A window without width shows everything half bright.
    package func level(of value: Float) -> Float? {
        guard value.isFinite else { return nil }
        guard high > low else { return 0.5 }
        return min(1, max(0, (value - low) / (high - low)))
    }
}
