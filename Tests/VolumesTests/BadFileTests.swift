import Foundation
import Testing

@testable import Volumes

@Suite struct BadFileTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func readProblem(_ bytes: [UInt8], as name: String = "bad.nii") throws
        -> VolumeError.Problem?
    {
        let path = try folder.write(bytes, to: name)
        return problem { try VolumeFile.readVolume(at: path) }
    }

    private func readProblem(_ file: Bytes) throws -> VolumeError.Problem? {
        try readProblem(file.bytes)
    }

    // MARK: The file

    @Test func missing() {
        #expect(problem { try VolumeFile.readVolume(at: folder.file("no.nii")) } == .missing)
        #expect(problem { try VolumeFile.readVolume(at: folder.file("no.img")) } == .missing)
        #expect(problem { try VolumeFile.readVolume(at: folder.file("a/b/no.nii")) } == .missing)
    }

    @Test func folderOrPipe() throws {
        #expect(
            problem { try VolumeFile.readVolume(at: folder.path) } == .notAFile(kind: "folder"))
        let pipe = folder.file("pipe.nii")
        #expect(mkfifo(pipe, 0o600) == 0)
        #expect(
            problem { try VolumeFile.readVolume(at: pipe) }
                == .notAFile(kind: "device or pipe"))
    }

    @Test func emptyAndForeignFiles() throws {
        #expect(try readProblem([]) == .empty)
        #expect(try readProblem(Array("hello, world".utf8)) == .unknownFormat)
        #expect(try readProblem([1]) == .unknownFormat)
        #expect(try readProblem([UInt8](repeating: 0x20, count: 4000)) == .unknownFormat)
        let dicom = [UInt8](repeating: 0, count: 128) + Array("DICM".utf8)
        #expect(try readProblem(dicom + dicom, as: "a.dcm") == .dicom)
    }

    @Test func analyzeHeader() throws {
        let file = try Bytes("qform_only.nii").setting(UInt32(0), at: 344)
        #expect(try readProblem(file) == .analyze)
    }

    @Test func pairWithoutPartner() throws {
        let header = try folder.write(Reference.bytes("pair.hdr"), to: "half.hdr")
        #expect(
            problem { try VolumeFile.readVolume(at: header) }
                == .partnerMissing(partner: folder.file("half.img")))
        let image = try folder.write(Reference.bytes("pair.img"), to: "other.img")
        #expect(
            problem { try VolumeFile.readVolume(at: image) }
                == .partnerMissing(partner: folder.file("other.hdr")))
    }

    @Test func damagedGzip() throws {
        var bytes = try Reference.bytes("blob.nii.gz")
        bytes[bytes.count / 2] ^= 0x55
        let found = try readProblem(bytes, as: "bad.nii.gz")
        let isDamage =
            switch found {
            case .damaged, .truncated: true
            default: false
            }
        #expect(isDamage, "\(String(describing: found))")
        // The last eight bytes are checksum and length.
        bytes = try Reference.bytes("blob.nii.gz")
        bytes[bytes.count - 8] ^= 1
        guard case .damaged = try readProblem(bytes, as: "sum.nii.gz") else {
            Issue.record("a wrong checksum went unnoticed")
            return
        }
        guard
            case .damaged = try readProblem(
                Array(Reference.bytes("blob.nii.gz").dropLast(3)), as: "cut.nii.gz")
        else {
            Issue.record("a missing checksum went unnoticed")
            return
        }
    }

    // MARK: Lengths

    @Test(arguments: [
        "qform_only.nii", "blob.nii.gz", "mgh_int16.mgh", "mgh_int16.mgz", "pair.hdr",
    ])
    func everyTruncationIsAnError(_ name: String) throws {
        let bytes = try Reference.bytes(name)
        if name == "pair.hdr" {
            _ = try folder.write(Reference.bytes("pair.img"), to: "cut.img")
        }
        let steps = bytes.count > 2000 ? 7 : 1
        // A header of a pair ends with the extension flag, which nobody needs.
        let end = name == "pair.hdr" ? 348 : bytes.count - (name == "mgh_int16.mgh" ? 20 : 0)
        for length in stride(from: 0, to: end, by: steps) {
            let found = try readProblem(
                Array(bytes[..<length]), as: name == "pair.hdr" ? "cut.hdr" : "cut-" + name)
            #expect(found != nil, "cut to \(length) bytes")
        }
    }

    @Test func truncationSaysHowManyBytes() throws {
        let bytes = try Reference.bytes("qform_only.nii")
        #expect(
            try readProblem(Array(bytes[..<200])) == .truncatedHeader(bytes: 200, expected: 348))
        #expect(
            try readProblem(Array(bytes.dropLast(5)))
                == .truncated(bytes: bytes.count - 5, expected: bytes.count))
    }

    @Test func lyingShapeOfPackedFile() throws {
        // Ten times the depth: the unpacked length cannot be right.
        let unpacked = try UnpackedFile(path: Reference.path("blob.nii.gz")).prefix(1 << 20)
        var file = try Bytes("qform_only.nii")
        file.bytes = unpacked
        file = file.setting(Int16(160), at: 46)
        var packed: [UInt8] = []
        let writer = GzipWriter(level: 6) { packed.append(contentsOf: $0) }
        try file.bytes.withUnsafeBytes { try writer.write($0) }
        try writer.finish()
        #expect(
            try readProblem(packed, as: "lie.nii.gz")
                == .truncated(bytes: unpacked.count, expected: 352 + 24 * 20 * 160 * 2))
    }

    @Test func hugeShapesNeedNoMemory() throws {
        var file = try Bytes("qform_only.nii")
        for axis in 0..<3 { file = file.setting(Int16.max, at: 42 + 2 * axis) }
        let bytes = 352 + 32767 * 32767 * 32767
        #expect(try readProblem(file) == .truncated(bytes: file.bytes.count, expected: bytes))
        for axis in 0..<7 { file = file.setting(Int16.max, at: 42 + 2 * axis) }
        file = file.setting(Int16(7), at: 40)
        #expect(
            try readProblem(file)
                == .dimensionsOverflow([Int](repeating: 32767, count: 7)))
    }

    @Test func extraBytesAreSaid() throws {
        let bytes = try Reference.bytes("qform_only.nii") + [1, 2, 3]
        let path = try folder.write(bytes, to: "long.nii")
        let loaded = try VolumeFile.readVolume(at: path)
        #expect(
            loaded.warnings == [
                "3 bytes follow the voxels that the header describes; they were ignored."
            ])
    }

    // MARK: What the header says

    @Test func dimensions() throws {
        let file = try Bytes("qform_only.nii")
        #expect(try readProblem(file.setting(Int16(0), at: 40)) == .badDimensionCount(0))
        #expect(try readProblem(file.setting(Int16(9), at: 40)) == .badDimensionCount(9))
        #expect(
            try readProblem(file.setting(Int16(-3), at: 44)) == .badDimension(axis: 1, size: -3))
        #expect(try readProblem(file.setting(Int16(0), at: 46)) == .badDimension(axis: 2, size: 0))
        #expect(
            try readProblem(file.setting(Int16(2), at: 40))
                == .notThreeDimensional(shape: [6, 5]))
    }

    @Test func series() throws {
        let path = Reference.path("series.nii.gz")
        #expect(
            problem { try VolumeFile.readVolume(at: path) }
                == .notThreeDimensional(shape: [6, 5, 4, 3]))
        let description = try VolumeFile.describe(at: path)
        #expect(description.shape == [6, 5, 4, 3] && description.range != nil)
        #expect(description.text.contains("holds 3 volumes"))
    }

    @Test func types() throws {
        let file = try Bytes("qform_only.nii")
        #expect(
            try readProblem(file.setting(Int16(7), at: 70))
                == .unsupportedType(code: 7, name: "unknown"))
        var colours = file.setting(Int16(128), at: 70).setting(Int16(24), at: 72)
        colours.bytes += [UInt8](repeating: 0, count: 240)
        #expect(try readProblem(colours) == .unsupportedType(code: 128, name: "RGB colours"))
    }

    @Test func wrongBitsPerVoxelAreSaid() throws {
        let path = try folder.write(
            Bytes("qform_only.nii").setting(Int16(32), at: 72).bytes, to: "bits.nii")
        #expect(try VolumeFile.readVolume(at: path).warnings.count == 1)
    }

    @Test(arguments: [Float(0), 100, 351, 352.5, -1, .nan, .infinity])
    func dataOffset(_ offset: Float) throws {
        let found = try readProblem(Bytes("qform_only.nii").setting(offset, at: 108))
        guard case .badDataOffset(_, minimum: 352) = found else {
            Issue.record("\(String(describing: found))")
            return
        }
    }

    @Test func dataOffsetBeyondTheEnd() throws {
        let file = try Bytes("qform_only.nii").setting(Float(1e6), at: 108)
        #expect(
            try readProblem(file) == .truncated(bytes: file.bytes.count, expected: 1_000_120))
    }

    @Test(arguments: [Float(0), .nan, .infinity, -.infinity])
    func voxelSize(_ size: Float) throws {
        for name in ["qform_only.nii", "forms_disagree.nii"] {
            let found = try readProblem(Bytes(name).setting(size, at: 84))
            guard case .badVoxelSize(axis: 1, _) = found else {
                Issue.record("\(name): \(String(describing: found))")
                continue
            }
        }
    }

    @Test func negativeVoxelSizeCountsAsPositive() throws {
        let path = try folder.write(
            Bytes("qform_only.nii").setting(Float(-2.5), at: 88).bytes, to: "negative.nii")
        let loaded = try VolumeFile.readVolume(at: path)
        #expect(loaded.warnings == [VolumeWarning.negativeVoxelSize.message])
        let expected = try Reference.file("qform_only.nii")
        #expect(loaded.volume.geometry.deviation(from: expected.affine) < 1e-4)
    }

    @Test func singularSform() throws {
        var file = try Bytes("forms_disagree.nii")
        for offset in stride(from: 280, to: 296, by: 4) {
            file = file.setting(Float(0), at: offset)
        }
        guard case .singularAffine = try readProblem(file) else {
            Issue.record("a singular affine was taken")
            return
        }
        guard
            case .singularAffine = try readProblem(
                Bytes("forms_disagree.nii").setting(Float.nan, at: 284))
        else {
            Issue.record("an affine with NaN was taken")
            return
        }
    }

    @Test func qformThatIsNotFinite() throws {
        for offset in [256, 272] {
            guard
                case .singularAffine = try readProblem(
                    Bytes("qform_only.nii").setting(Float.nan, at: offset))
            else {
                Issue.record("NaN at \(offset) was taken")
                continue
            }
        }
    }

    @Test func implausibleVoxelSizeIsSaid() throws {
        let path = try folder.write(
            Bytes("qform_only.nii").setting(Float(300), at: 80).bytes, to: "huge.nii")
        let warnings = try VolumeFile.readVolume(at: path).warnings
        #expect(warnings.count == 1 && warnings[0].contains("implausible"))
    }

    @Test func scalingThatIsNotFiniteIsIgnored() throws {
        let values = try Reference.file("qform_only.nii").values
        for (slope, intercept, warns) in [
            (Float.nan, Float.nan, false), (.infinity, 0, true), (2, .nan, true), (0, 5, false),
        ] {
            let file = try Bytes("qform_only.nii").setting(slope, at: 112)
                .setting(intercept, at: 116)
            let path = try folder.write(file.bytes, to: "slope.nii")
            let loaded = try VolumeFile.readVolume(at: path)
            #expect(loaded.volume.voxels == values)
            #expect(loaded.warnings.isEmpty == !warns)
        }
    }

    @Test func mghWithoutOrientation() throws {
        var bytes = try Reference.bytes("mgh_int16.mgh")
        bytes[29] = 0
        #expect(try readProblem(bytes, as: "flag.mgh") == .noOrientation(shape: [5, 4, 3]))
        let loaded = try VolumeFile.readVolume(
            at: folder.file("flag.mgh"), assuming: Orientation("RAS"))
        #expect(loaded.volume.geometry.orientation == .ras)
    }

    @Test func mghSeriesAndTypes() throws {
        var bytes = try Reference.bytes("mgh_int16.mgh")
        bytes[19] = 2
        bytes += [UInt8](repeating: 0, count: 200)
        #expect(
            try readProblem(bytes, as: "series.mgh")
                == .notThreeDimensional(shape: [5, 4, 3, 2]))
        bytes[23] = 7
        #expect(
            try readProblem(bytes, as: "type.mgh")
                == .unsupportedType(code: 7, name: "MGH type 7"))
    }
}
