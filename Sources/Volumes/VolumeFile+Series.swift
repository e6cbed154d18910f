import CNifti

/// Volumes on one grid from one file.
package struct LoadedSeries: Sendable {
    /// At least one; in the order of the file.
    package let volumes: [Volume]
    /// What a reader should know before trusting them.
    package let warnings: [String]
}

extension VolumeFile {
    /// Reads a scan, or all volumes of a file with a fourth axis.
    ///
    /// - Parameter path: as for `readVolume`.
    /// - Returns: intensities scaled as the header asks; what is NaN or infinite is 0.
    /// - Throws: `VolumeError`.
    package static func readSeries(at path: String) throws -> LoadedSeries {
        var file = try ScanFile(path: path, takesSeries: true)
        let geometry = try file.geometry()
        let count = file.header.voxelCount / geometry.voxelCount
        var summary = vp_summary()
        let (volumes, extra) = try file.withVoxels { bytes in
            try Memory.check(bytes.count + 4 * file.header.voxelCount, path: path)
            let length = bytes.count / count
            return (0..<count).map { number in
                let own = UnsafeRawBufferPointer(
                    rebasing: bytes[number * length..<(number + 1) * length])
                let voxels = [Float](unsafeUninitializedCapacity: geometry.voxelCount) {
                    file.header.convert(own, into: $0.baseAddress, &summary)
                    $1 = geometry.voxelCount
                }
                return Volume(geometry: geometry, voxels: voxels)
            }
        }
        file.header.note(summary, extraBytes: extra)
        return LoadedSeries(
            volumes: volumes, warnings: file.header.warnings.map(\.message))
    }
}
