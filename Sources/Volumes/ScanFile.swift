/// A file of a volume in memory, header judged, voxels not yet read.
struct ScanFile {
    /// As the caller named it.
    let path: String
    var header: FileHeader
    let checksum: String
    /// The file that holds the voxels.
    private let voxelFile: UnpackedFile

    /// - Parameters:
    ///   - orientation: taken only when the header states none.
    ///   - takesSeries: whether a fourth axis, of volumes on one grid, is welcome.
    /// - Throws: `VolumeError` that names the file.
    init(
        path: String, assuming orientation: Orientation? = nil, takesSeries: Bool = false
    ) throws {
        self.path = path
        let file = try UnpackedFile(path: ScanFile.headerPath(for: path))
        let start = try file.prefix(NIfTIHeader.length2)
        do throws(VolumeError) {
            if let nifti = try NIfTIHeader(start) {
                header = try FileHeader(
                    nifti, assuming: orientation, takesSeries: takesSeries)
                if nifti.isPair {
                    voxelFile = try ScanFile.partner(of: file.path)
                } else {
                    voxelFile = file
                }
            } else if FileHeader.isMGH(start) {
                header = try FileHeader(
                    mgh: start, assuming: orientation, takesSeries: takesSeries)
                voxelFile = file
            } else {
                let isDICOM = start.count >= 132 && Array(start[128..<132]) == Array("DICM".utf8)
                throw VolumeError(isDICOM ? .dicom : .unknownFormat)
            }
        } catch {
            throw error.naming(path)
        }
        var checksum = Checksum()
        checksum.update(file.stored)
        if voxelFile.path != file.path { checksum.update(voxelFile.stored) }
        self.checksum = checksum.hexadecimal
    }

    var isCompressed: Bool { voxelFile.isCompressed }

    /// The grid, if the file holds a scan.
    func geometry() throws -> Geometry {
        do {
            return try header.geometry.get()
        } catch {
            throw error.naming(path)
        }
    }

    /// Hands the unpacked voxels over, once their number is known to be right.
    ///
    /// - Returns: what the body returns, and the bytes beyond the voxels.
    func withVoxels<Result>(
        _ body: (UnsafeRawBufferPointer) throws -> Result
    ) throws -> (Result, extraBytes: Int) {
        var (bytes, extra) = try voxelFile.unpacked(header.dataEnd)
        // FreeSurfer appends scan parameters and tags.
        if header.format == .mgh { extra = 0 }
        let range = header.dataOffset..<header.dataEnd
        let result = try bytes.withUnsafeBytes {
            try body(UnsafeRawBufferPointer(rebasing: $0[range]))
        }
        return (result, extra)
    }

    /// The header's file when the path names the image of a pair.
    private static func headerPath(for path: String) throws -> String {
        guard let stem = stem(of: path, image: true) else { return path }
        guard FileReader.exists(path) else { throw VolumeError(.missing, path: path) }
        for candidate in [stem + ".hdr", stem + ".hdr.gz"] where FileReader.exists(candidate) {
            return candidate
        }
        throw VolumeError(.partnerMissing(partner: stem + ".hdr"), path: path)
    }

    /// The image that belongs to a header.
    private static func partner(of path: String) throws(VolumeError) -> UnpackedFile {
        let stem = stem(of: path, image: false) ?? path
        for candidate in [stem + ".img", stem + ".img.gz"] where FileReader.exists(candidate) {
            return try UnpackedFile(path: candidate)
        }
        throw VolumeError(.partnerMissing(partner: stem + ".img"), path: path)
    }

    /// The path without its extension, or nil when the extension is another.
    private static func stem(of path: String, image: Bool) -> String? {
        let endings = image ? [".img", ".img.gz"] : [".hdr", ".hdr.gz", ".nii", ".nii.gz"]
        let ending = endings.first { path.lowercased().hasSuffix($0) }
        return ending.map { String(path.dropLast($0.count)) }
    }
}
