import Volumes

extension LabelMapSegmenter {
    /// A label map on a scan's grid.
    ///
    /// FreeSurfer writes its maps on a 256³ grid of its own; such a map is carried over by the
    /// nearest voxel, through the affines of both.
    ///
    /// - Returns: The map, and a note when it had to be resampled.
    /// - Throws: `AnalysisError.labelMapElsewhere` when less than half of the labelled volume falls
    ///   into the scan.
    package static func aligned(
        _ map: LabelMap, name: String, to scan: Geometry, scanName: String
    ) throws -> (map: LabelMap, note: String?) {
        if map.geometry.isSameGrid(as: scan) {
            // The scan's own affine, so that results agree to the last digit.
            let same = LabelMap(
                geometry: scan, voxels: map.voxels, names: map.names, header: map.header)
            return (same, nil)
        }
        let resampled = map.resampled(to: scan)
        func labelledVolume(_ map: LabelMap) -> Double {
            let background = map.counts[0] ?? 0
            return Double(map.voxels.count - background) * map.geometry.voxelVolume
        }
        let all = labelledVolume(map)
        guard all > 0, labelledVolume(resampled) >= 0.5 * all else {
            throw AnalysisError.labelMapElsewhere(map: name, scan: scanName)
        }
        return (
            resampled,
            "the label map \(name) lies on another grid (\(map.geometry.summary)); it was carried "
                + "onto that of \(scanName) by the nearest voxel"
        )
    }
}
