import CNifti

/// A header that came with the voxels is kept: codes and matrices of sform and qform, units,
/// description. What described the source's stored numbers (scaling, window, intent of masks and
/// label maps) is not, and neither are header extensions, which may hold a patient's data.
extension VolumeFile {
    /// Writes float32.
    ///
    /// - Parameters:
    ///   - path: ends in .nii or .nii.gz.
    ///   - overwrite: whether a file that is there is replaced.
    ///   - history: how the voxels came to be; goes into a header extension.
    ///   - isCancelled: asked many times a second.
    /// - Throws: `VolumeError`, `CancellationError`; then nothing is left behind, and a file that was
    ///   there is whole.
    package static func write(
        _ volume: Volume, to path: String, overwrite: Bool = false, history: String? = nil,
        isCancelled: () -> Bool = { false }
    ) throws {
        try volume.voxels.withUnsafeBytes { voxels in
            let output = NIfTIOutput(
                geometry: volume.geometry, type: .float32,
                content: .intensities, source: volume.header, history: history)
            // Little is gained from packing noise well.
            try write(output, voxels, to: path, overwrite: overwrite, level: 1, isCancelled)
        }
    }

    /// Writes uint8, 0 and 1. Parameters and errors as for a volume.
    package static func write(
        _ mask: Mask, to path: String, overwrite: Bool = false, history: String? = nil,
        isCancelled: () -> Bool = { false }
    ) throws {
        try mask.voxels.withUnsafeBytes { voxels in
            let output = NIfTIOutput(
                geometry: mask.geometry, type: .uint8, content: .mask,
                source: mask.header, history: history)
            try write(output, voxels, to: path, overwrite: overwrite, level: 6, isCancelled)
        }
    }

    /// Writes int16, or int32 where a label needs it. Parameters and errors as for a volume.
    package static func write(
        _ labels: LabelMap, to path: String, overwrite: Bool = false, history: String? = nil,
        isCancelled: () -> Bool = { false }
    ) throws {
        let narrow = VoxelKernels.narrowed(labels.voxels)
        let output = NIfTIOutput(
            geometry: labels.geometry, type: narrow == nil ? .int32 : .int16,
            content: .labels, source: labels.header, history: history)
        if let narrow {
            try narrow.withUnsafeBytes {
                try write(output, $0, to: path, overwrite: overwrite, level: 6, isCancelled)
            }
        } else {
            try labels.voxels.withUnsafeBytes {
                try write(output, $0, to: path, overwrite: overwrite, level: 6, isCancelled)
            }
        }
    }

    /// - Parameter level: how hard to pack .nii.gz, 1 to 9.
    private static func write(
        _ output: NIfTIOutput, _ voxels: UnsafeRawBufferPointer, to path: String,
        overwrite: Bool, level: Int32, _ isCancelled: () -> Bool
    ) throws {
        let name = path.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
        let isPacked = name.lowercased().hasSuffix(".nii.gz")
        guard isPacked || name.lowercased().hasSuffix(".nii"), !name.hasPrefix(".nii") else {
            throw VolumeError(.badOutputName, path: path)
        }
        let start: [UInt8]
        do {
            start = try output.bytes()
        } catch {
            throw error.naming(path)
        }
        let file = try OutputFile(path: path, overwrite: overwrite)
        let packer = isPacked ? GzipWriter(level: level) { try file.write($0) } : nil
        func put(_ bytes: UnsafeRawBufferPointer) throws {
            if let packer { try packer.write(bytes) } else { try file.write(bytes) }
        }
        try start.withUnsafeBytes(put)
        var rest = voxels[...]
        while !rest.isEmpty {
            if isCancelled() { throw CancellationError() }
            let piece = UnsafeRawBufferPointer(rebasing: rest.prefix(pieceSize))
            try put(piece)
            rest = rest.dropFirst(piece.count)
        }
        try packer?.finish()
        try file.finish()
    }

    /// Bytes between two questions whether to stop; a tenth of a second of packing.
    private static let pieceSize = 1 << 21
}
