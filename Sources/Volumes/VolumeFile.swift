/// Reads and writes files of volumes.
///
/// Orientation: the sform is used when its code is above 0, else the qform; a file with neither
/// is refused, because left and right cannot be told, unless the caller says which orientation
/// to assume.
package enum VolumeFile {}

/// A volume and what was found while it was read.
package struct LoadedVolume: Sendable {
    package let volume: Volume
    /// What a reader should know before trusting the scan, one sentence or two each.
    package let warnings: [String]
    /// SHA-256 of the file's bytes, 64 hexadecimal digits; of a header and image pair, the
    /// bytes of the header followed by those of the image.
    package let checksum: String
    package let description: VolumeDescription
}

/// A label map and what was found while it was read.
package struct LoadedLabelMap: Sendable {
    package let labelMap: LabelMap
    package let warnings: [String]
    /// SHA-256 of the file's bytes, as for `LoadedVolume`.
    package let checksum: String
    package let description: VolumeDescription
}
