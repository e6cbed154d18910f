/// Text in a file of its own.
package enum TextFile {
    /// Writes UTF-8.
    ///
    /// - Parameter overwrite: whether a file that is there is replaced.
    /// - Throws: `VolumeError`; then nothing is left behind, and a file that was there is whole.
    package static func write(
        _ text: String, to path: String, overwrite: Bool = false
    ) throws {
        var text = text
        let file = try OutputFile(path: path, overwrite: overwrite)
        try text.withUTF8 { try file.write(UnsafeRawBufferPointer($0)) }
        try file.finish()
    }
}
