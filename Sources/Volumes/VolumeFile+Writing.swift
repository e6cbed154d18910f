extension VolumeFile {
    /// Writes float32.
    package static func write(
        _ volume: Volume, to path: String, overwrite: Bool = false, history: String? = nil
    ) throws {
        throw VolumeError(.badOutputName, path: path)
    }

    /// Writes uint8, 0 and 1.
    package static func write(
        _ mask: Mask, to path: String, overwrite: Bool = false, history: String? = nil
    ) throws {
        throw VolumeError(.badOutputName, path: path)
    }

    /// Writes int16, or int32 where a label needs it.
    package static func write(
        _ labels: LabelMap, to path: String, overwrite: Bool = false, history: String? = nil
    ) throws {
        throw VolumeError(.badOutputName, path: path)
    }
}
