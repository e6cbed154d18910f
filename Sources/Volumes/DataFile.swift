/// Bytes in a file of their own.
package enum DataFile {
    /// - Parameter overwrite: whether a file that is there is replaced.
    /// - Throws: `VolumeError`; then nothing is left behind, and a file that was there is whole.
    package static func write(
        _ bytes: UnsafeRawBufferPointer, to path: String, overwrite: Bool = false
    ) throws {
        let file = try OutputFile(path: path, overwrite: overwrite)
        try file.write(bytes)
        try file.finish()
    }
}
