import Foundation
import Testing

@testable import Volumes

@Suite struct VolumeFileWritingTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func load(_ name: String) throws -> Volume {
        try VolumeFile.readVolume(at: Reference.path(name)).volume
    }

    /// Header and what follows, unpacked.
    private func bytes(_ path: String) throws -> [UInt8] {
        try UnpackedFile(path: path).prefix(1 << 24)
    }

    private func mask(_ volume: Volume) -> Mask {
        Mask(
            geometry: volume.geometry, voxels: volume.voxels.map { $0 > 100 ? 1 : 0 },
            header: volume.header)
    }

    @Test(arguments: VolumeFileReadingTests.names, [".nii", ".nii.gz"])
    func whatIsWrittenIsReadBack(_ name: String, _ ending: String) throws {
        let volume = try load(name)
        let path = folder.file("out" + ending)
        try VolumeFile.write(volume, to: path)
        let back = try VolumeFile.readVolume(at: path)
        #expect(back.volume.voxels == volume.voxels)
        #expect(back.volume.geometry.shape == volume.geometry.shape)
        #expect(back.volume.geometry.isSameGrid(as: volume.geometry, tolerance: 1e-4))
        #expect(back.description.dataType == "float32")
        #expect(back.description.scaling == nil)

        let mask = mask(volume)
        try VolumeFile.write(mask, to: path, overwrite: true)
        let maskBack = try VolumeFile.readVolume(at: path)
        #expect(maskBack.volume.voxels == mask.voxels.map(Float.init))
        #expect(maskBack.description.dataType == "uint8")
        #expect(maskBack.volume.geometry.isSameGrid(as: volume.geometry, tolerance: 1e-4))
        #expect(try folder.contents == ["out" + ending])
    }

    @Test(arguments: ["forms_disagree.nii", "uint8_little.nii", "int16_little.nii.gz"])
    func keepsTheSourcesHeader(_ name: String) throws {
        var file = Bytes(bytes: try bytes(Reference.path(name)))
        let isNIfTI2 = file.bytes[0] == 28
        let description = Array("from a scanner".utf8)
        let at = isNIfTI2 ? 240 : 148
        file.bytes.replaceSubrange(at..<at + description.count, with: description)
        let source = try folder.write(file.bytes, to: "source.nii")
        let volume = try VolumeFile.readVolume(at: source).volume
        let path = folder.file("out.nii")
        try VolumeFile.write(mask(volume), to: path)
        let (before, after) = (try bytes(source), try bytes(path))
        #expect(after[0] == before[0], "NIfTI version")
        // Forms, codes, quaternion, description, voxel size, unit.
        let kept =
            isNIfTI2
            ? [16..<48, 104..<136, 240..<320, 344..<496, 500..<504]
            : [76..<92, 123..<124, 148..<228, 252..<328]
        for range in kept { #expect(after[range] == before[range], "bytes \(range)") }
    }

    @Test func spendsScalingAndWindow() throws {
        let original = Bytes(bytes: try bytes(Reference.path("qform_only.nii")))
        let file = original.setting(Float(3), at: 112).setting(Float(-20), at: 116)
            .setting(Float(900), at: 124).setting(Int16(1002), at: 68)
        let volume = try VolumeFile.readVolume(
            at: folder.write(file.bytes, to: "source.nii")
        ).volume
        let path = folder.file("out.nii")
        try VolumeFile.write(mask(volume), to: path)
        let header = try #require(try NIfTIHeader(bytes(path)))
        #expect(header.slope == 1 && header.intercept == 0)
        #expect(header.fields.float(at: 124) == 0)
        #expect(header.fields.int16(at: 68) == 0)
    }

    @Test func otherGridGetsItsOwnForms() throws {
        let volume = try load("forms_disagree.nii")
        let target = Geometry(shape: SIMD3(7, 9, 1), voxelSize: SIMD3(2, 1.5, 3))
        let path = folder.file("out.nii.gz")
        try VolumeFile.write(volume.resampled(to: target, interpolation: .linear), to: path)
        let back = try VolumeFile.readVolume(at: path)
        #expect(back.volume.geometry == target)
        #expect(back.warnings.filter { $0.contains("disagree") }.isEmpty)
        #expect(back.description.qformCode == 2 && back.description.sformCode == 2)
    }

    @Test func reorientedScanAgreesWithItself() throws {
        let volume = try load("qform_only.nii")
        for orientation in Orientation.all {
            let path = folder.file("\(orientation).nii")
            try VolumeFile.write(volume.reoriented(to: orientation).0, to: path)
            let back = try VolumeFile.readVolume(at: path)
            #expect(back.warnings.isEmpty, "\(orientation)")
            #expect(back.volume.geometry.orientation == orientation)
            let again = back.volume.reoriented(to: volume.geometry.orientation).0
            #expect(again.voxels == volume.voxels)
            #expect(again.geometry.isSameGrid(as: volume.geometry, tolerance: 1e-4))
        }
    }

    @Test func shearGoesIntoTheSformOnly() throws {
        let affine = Affine(
            columns: (SIMD3(1, 0, 0), SIMD3(0.2, 1, 0), SIMD3(0, 0, 1)), translation: .zero)
        let geometry = try Geometry(shape: SIMD3(2, 2, 2), affine: affine)
        let path = folder.file("sheared.nii")
        try VolumeFile.write(
            Volume(geometry: geometry, voxels: [1, 2, 3, 4, 5, 6, 7, 8]), to: path)
        let back = try VolumeFile.readVolume(at: path)
        #expect(back.description.qformCode == 0 && back.description.sformCode == 1)
        #expect(back.volume.geometry.isSameGrid(as: geometry, tolerance: 1e-6))
    }

    @Test func labelsTakeTheNarrowestType() throws {
        let grid = Geometry(shape: SIMD3(2, 1, 2))
        for (values, type) in [
            ([0, 17, -3, 32767] as [Int32], "int16"), ([0, 32768, 1, 2], "int32"),
        ] {
            let path = folder.file("\(type).nii.gz")
            try VolumeFile.write(LabelMap(geometry: grid, voxels: values), to: path)
            let back = try VolumeFile.loadLabelMap(at: path)
            #expect(back.labelMap.voxels == values)
            #expect(back.description.dataType == type)
        }
    }

    @Test func wideGridsNeedNIfTI2() throws {
        let grid = Geometry(shape: SIMD3(40000, 1, 1))
        let path = folder.file("wide.nii.gz")
        try VolumeFile.write(
            Mask(geometry: grid, voxels: [UInt8](repeating: 1, count: 40000)), to: path)
        #expect(try VolumeFile.describe(at: path).format == .nifti2)
    }

    @Test(arguments: ["qform_only.nii", "int16_little.nii.gz"])
    func historyIsAHeaderExtension(_ name: String) throws {
        let history = "mask = segment(t1, \"hippocampus\")\nweights 3f2a — größer"
        let path = folder.file("out.nii.gz")
        try VolumeFile.write(load(name), to: path, history: history)
        let bytes = try bytes(path)
        let start = bytes[0] == 28 ? 540 : 348
        #expect(Array(bytes[start..<start + 4]) == [1, 0, 0, 0])
        let fields = HeaderBytes(bytes: bytes, isBigEndian: false)
        let size = fields.int32(at: start + 4)
        #expect(size % 16 == 0)
        #expect(fields.int32(at: start + 8) == 6)
        let text = bytes[(start + 12)..<(start + 4 + size)].prefix { $0 != 0 }
        #expect(String(decoding: text, as: UTF8.self) == history)
        #expect(try VolumeFile.readVolume(at: path).volume.voxels == load(name).voxels)
    }

    // MARK: What must not happen

    @Test func neverReplacesUnasked() throws {
        let volume = try load("qform_only.nii")
        let path = try folder.write(Array("precious".utf8), to: "out.nii")
        #expect(problem { try VolumeFile.write(volume, to: path) } == .exists)
        #expect(try FileReader(path: path).bytes() == Array("precious".utf8))
        try VolumeFile.write(volume, to: path, overwrite: true)
        #expect(try VolumeFile.readVolume(at: path).volume.voxels == volume.voxels)
        #expect(try folder.contents == ["out.nii"])
    }

    @Test func neverReplacesWhatAppearedMeanwhile() throws {
        let path = folder.file("out.bin")
        let file = try OutputFile(path: path, overwrite: false)
        try Array("ours".utf8).withUnsafeBytes { try file.write($0) }
        _ = try folder.write(Array("theirs".utf8), to: "out.bin")
        #expect(problem { try file.finish() } == .exists)
        #expect(try FileReader(path: path).bytes() == Array("theirs".utf8))
    }

    @Test func badNamesAndFolders() throws {
        let volume = try load("qform_only.nii")
        for name in ["out.img", "out", ".nii", ".nii.gz", "out.mgz"] {
            #expect(
                problem { try VolumeFile.write(volume, to: folder.file(name)) } == .badOutputName)
        }
        #expect(
            problem { try VolumeFile.write(volume, to: folder.file("no/out.nii")) }
                == .folderMissing(folder: folder.file("no/")))
        #expect(try folder.contents.isEmpty)
    }

    @Test func abandonedFileLeavesNothing() throws {
        do {
            let file = try OutputFile(path: folder.file("out.bin"), overwrite: false)
            try Array("half".utf8).withUnsafeBytes { try file.write($0) }
            #expect(try folder.contents.count == 1)
        }
        #expect(try folder.contents.isEmpty)
    }

    @Test func fullDeviceIsSaid() throws {
        let descriptor = open("/dev/full", O_WRONLY)
        try #require(descriptor >= 0)
        defer { close(descriptor) }
        let found = problem {
            try [UInt8](repeating: 1, count: 10).withUnsafeBytes {
                try OutputFile.write($0, to: descriptor, path: "x")
            }
        }
        #expect(found == .diskFull)
    }

    /// A real full disk, where we may mount one.
    @Test func fullDiskLeavesNothing() throws {
        let disk = folder.file("disk")
        try FileManager.default.createDirectory(
            atPath: disk, withIntermediateDirectories: false)
        guard mount("none", disk, "tmpfs", 0, "size=64k") == 0 else { return }
        defer { umount(disk) }
        let grid = Geometry(shape: SIMD3(64, 64, 64))
        var random = SplitMix(seed: 1)
        let volume = Volume(
            geometry: grid,
            voxels: (0..<grid.voxelCount).map { _ in Float.random(in: 0...1, using: &random) })
        for name in ["out.nii", "out.nii.gz"] {
            let path = disk + "/" + name
            #expect(problem { try VolumeFile.write(volume, to: path) } == .diskFull)
            #expect(try FileManager.default.contentsOfDirectory(atPath: disk).isEmpty)
        }
        // What was there stays whole.
        let small = Volume(geometry: Geometry(shape: SIMD3(2, 2, 2)), voxels: .init(0..<8))
        let path = disk + "/kept.nii"
        try VolumeFile.write(small, to: path)
        #expect(
            problem { try VolumeFile.write(volume, to: path, overwrite: true) } == .diskFull)
        #expect(try VolumeFile.readVolume(at: path).volume.voxels == small.voxels)
    }
}

extension Bytes {
    init(bytes: [UInt8]) { self.bytes = bytes }
}

extension [Float] {
    fileprivate init(_ range: Range<Int>) { self = range.map(Float.init) }
}
