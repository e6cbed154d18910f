extension VolumeFile {
    /// Reads a scan.
    ///
    /// - Parameters:
    ///   - path: .nii, .nii.gz, .hdr or .img, .mgz or .mgh.
    ///   - orientation: taken only when the file states none; then the voxel sizes of the header
    ///     are laid along these axes with the origin in the middle, and a warning says so.
    /// - Throws: `VolumeError`.
    package static func readVolume(
        at path: String, assuming orientation: Orientation? = nil
    ) throws -> LoadedVolume {
        throw VolumeError(.unknownFormat, path: path)
    }

    /// Reads a label map with what there is to say about it.
    package static func loadLabelMap(
        at path: String, assuming orientation: Orientation? = nil
    ) throws -> LoadedLabelMap {
        throw VolumeError(.unknownFormat, path: path)
    }

    /// Reads a label map.
    package static func readLabelMap(at path: String) throws -> LabelMap {
        try loadLabelMap(at: path).labelMap
    }

    /// Describes a file, also one that cannot be used as a scan.
    package static func describe(at path: String) throws -> VolumeDescription {
        throw VolumeError(.unknownFormat, path: path)
    }
}
