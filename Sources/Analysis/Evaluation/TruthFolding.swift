import Volumes

/// Brings manual or FreeSurfer labels to the protocol of the 31 structures that are scored.
package enum TruthFolding {
    /// The structures that are scored, by FreeSurfer number.
    package static let scored: [Int32] = [
        2, 3, 4, 5, 7, 8, 10, 11, 12, 13, 17, 18, 26, 28,
        41, 42, 43, 44, 46, 47, 49, 50, 51, 52, 53, 54, 58, 60,
        14, 15, 16,
    ]

    /// 30 and 62 (vessels) become 0, 31 and 136 become 4, 137 becomes 5, 63 and 163 become 43, 164
    /// becomes 44 (choroid plexus into its ventricle), 72 becomes 14; 77, 80, 25, 57 and 251 to 255
    /// become the nearer of 2 and 41, by distance in mm between voxel centres, a tie going to 2;
    /// parcels of cortex and white matter (from 1000) become 3, 42, 2 and 41. Other numbers stay.
    package static func folded(_ map: LabelMap) -> LabelMap {
        let sided = NearerSide.assignments(
            in: map, of: insideWhiteMatter, left: [2], right: [41])
        var voxels = map.voxels
        voxels.withUnsafeMutableBufferPointer { voxels in
            var last: Int32 = 0
            var target: Int32 = 0
            for offset in 0..<voxels.count {
                let label = voxels[offset]
                if label == 0 { continue }
                if label != last {
                    last = label
                    target = replacement[label] ?? parcel(label) ?? label
                }
                if target != label { voxels[offset] = target }
            }
        }
        for assignment in sided {
            voxels[assignment.offset] = assignment.side == .left ? 2 : 41
        }
        return LabelMap(
            geometry: map.geometry, voxels: voxels, names: map.names, header: map.header)
    }

    private static let insideWhiteMatter: Set<Int32> = [77, 80, 25, 57, 251, 252, 253, 254, 255]

    private static func parcel(_ label: Int32) -> Int32? {
        label >= 1000 ? FreeSurferLabels.fold(label) : nil
    }

    private static let replacement: [Int32: Int32] = [
        30: 0, 62: 0, 31: 4, 136: 4, 137: 5, 63: 43, 163: 43, 164: 44, 72: 14,
    ]
}
