import Volumes

/// Tells a CT by its scale: air is -1000 and bone some hundreds, which no MR scanner writes.
enum HounsfieldUnits {
    /// At least a twentieth of the voxels near air, none far below it, and some above soft tissue.
    static func areLikely(in volume: Volume) -> Bool {
        var (air, highest, lowest) = (0, -Float.infinity, Float.infinity)
        for value in volume.voxels where value.isFinite {
            if value >= -1100, value <= -900 { air += 1 }
            highest = max(highest, value)
            lowest = min(lowest, value)
        }
        return air * 20 >= volume.voxels.count && highest >= 300 && highest < 40_000
            && lowest >= -4096
    }
}
