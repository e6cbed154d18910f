import Foundation
import Testing

@testable import Volumes

@Suite struct VolumeFileReadingTests {
    static let names = Reference.shared.files.keys.sorted()

    @Test(arguments: names)
    func readsWhatNibabelReads(_ name: String) throws {
        let expected = try Reference.file(name)
        let loaded = try VolumeFile.readVolume(at: Reference.path(name))
        let geometry = loaded.volume.geometry
        #expect([geometry.shape.x, geometry.shape.y, geometry.shape.z] == expected.shape)
        // Headers hold single precision; a qform goes through a quaternion.
        #expect(geometry.deviation(from: expected.affine) < 1e-4)
        #expect(geometry.orientation.description == expected.codes)
        #expect(loaded.volume.voxels == expected.values)
        #expect(loaded.checksum == expected.sha256)
        if let type = expected.type { #expect(loaded.description.dataType == type) }
        if let isBigEndian = expected.bigEndian {
            #expect(loaded.description.isBigEndian == isBigEndian)
        }
        if let source = expected.source {
            #expect(loaded.description.orientationSource.rawValue == source)
        }
    }

    @Test(arguments: names)
    func describesLikeReading(_ name: String) throws {
        let loaded = try VolumeFile.readVolume(at: Reference.path(name))
        let description = try VolumeFile.describe(at: Reference.path(name))
        #expect(description.problem == nil)
        #expect(description.geometry == loaded.volume.geometry)
        #expect(description.range == loaded.description.range)
        #expect(description.warnings == loaded.warnings)
        let (low, high) = (loaded.volume.voxels.min(), loaded.volume.voxels.max())
        #expect(description.range.map { Float($0.lowerBound) } == low)
        #expect(description.range.map { Float($0.upperBound) } == high)
    }

    @Test func readsPairFromEitherHalf() throws {
        let fromHeader = try VolumeFile.readVolume(at: Reference.path("pair.hdr"))
        let fromImage = try VolumeFile.readVolume(at: Reference.path("pair.img"))
        #expect(fromHeader.volume.voxels == fromImage.volume.voxels)
        #expect(fromHeader.checksum == fromImage.checksum)
    }

    @Test func acceptsTrailingAxisOfOne() throws {
        let loaded = try VolumeFile.readVolume(at: Reference.path("trailing_one.nii.gz"))
        #expect(loaded.volume.geometry.shape == SIMD3(6, 5, 4))
    }

    @Test func readsPackedFileWhateverItsName() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(Reference.bytes("blob.nii.gz"), to: "blob.nii")
        #expect(
            try VolumeFile.readVolume(at: path).volume.voxels
                == Reference.file("blob.nii.gz").values)
    }

    @Test func readsSeveralGzipMembers() throws {
        let folder = try TemporaryFolder()
        let plain = try Reference.bytes("qform_only.nii")
        var packed: [UInt8] = []
        for part in [plain[..<100], plain[100..<400], plain[400...]] {
            let writer = GzipWriter(level: 6) { packed.append(contentsOf: $0) }
            try Array(part).withUnsafeBytes { try writer.write($0) }
            try writer.finish()
        }
        let path = try folder.write(packed, to: "members.nii.gz")
        let loaded = try VolumeFile.readVolume(at: path)
        #expect(try loaded.volume.voxels == Reference.file("qform_only.nii").values)
        #expect(loaded.warnings.isEmpty)
    }

    @Test func countsWhatIsNotFinite() throws {
        let loaded = try VolumeFile.readVolume(at: Reference.path("not_finite.nii"))
        #expect(loaded.volume.voxels.allSatisfy { $0.isFinite })
        #expect(loaded.volume[0, 0, 0] == 0 && loaded.volume[1, 1, 1] == 0)
        #expect(loaded.description.nonFiniteCount == 3)
        #expect(loaded.warnings == ["3 of 27 voxels are NaN or infinite; they are read as 0."])
    }

    @Test func saysHowFarTheFormsDisagree() throws {
        let expected = try Reference.file("forms_disagree.nii")
        let loaded = try VolumeFile.readVolume(at: Reference.path("forms_disagree.nii"))
        let millimetres = try #require(expected.millimetres)
        #expect(
            loaded.warnings == [
                VolumeWarning.formsDisagree(millimetres: millimetres, degrees: 3).message
            ])
        #expect(loaded.warnings[0].contains("3 degrees"))
    }

    @Test func saysWhenTheFormsAreMirrored() throws {
        let loaded = try VolumeFile.readVolume(at: Reference.path("forms_mirrored.nii"))
        #expect(loaded.warnings == [VolumeWarning.formsMirrored.message])
    }

    @Test func refusesToGuessOrientation() throws {
        let path = Reference.path("no_orientation.nii")
        #expect(
            problem { try VolumeFile.readVolume(at: path) } == .noOrientation(shape: [6, 5, 4]))
        #expect(try VolumeFile.describe(at: path).problem != nil)
    }

    @Test func takesOrientationFromCaller() throws {
        let path = Reference.path("no_orientation.nii")
        let orientation = try #require(Orientation("LIA"))
        let loaded = try VolumeFile.readVolume(at: path, assuming: orientation)
        #expect(loaded.volume.geometry.orientation == orientation)
        #expect(loaded.volume.geometry.world(SIMD3(2.5, 2, 1.5)) == .zero)
        #expect(loaded.warnings.count == 1 && loaded.warnings[0].contains("LIA"))
        // A header that states an orientation is not overruled.
        let stated = try VolumeFile.readVolume(
            at: Reference.path("qform_only.nii"), assuming: orientation)
        #expect(stated.description.orientationSource == .qform)
    }

    @Test(arguments: [
        (UInt8(3), Float(1000), "micrometre"), (UInt8(1), Float(0.001), "metre"),
    ])
    func convertsUnits(_ unit: UInt8, _ factor: Float, _ name: String) throws {
        let folder = try TemporaryFolder()
        // The qform's sizes are pixdim; its offset is scaled along.
        var file = try Bytes("qform_only.nii")
        let original = try VolumeFile.readVolume(at: Reference.path("qform_only.nii"))
        for offset in [80, 84, 88, 268, 272, 276] {
            let value = file.bytes.withUnsafeBytes {
                $0.loadUnaligned(fromByteOffset: offset, as: Float.self)
            }
            file = file.setting(value * factor, at: offset)
        }
        let path = try folder.write(file.setting(unit, at: 123).bytes, to: "unit.nii")
        let loaded = try VolumeFile.readVolume(at: path)
        #expect(
            loaded.volume.geometry.deviation(from: original.volume.geometry.affine.elements)
                < 1e-4)
        #expect(loaded.warnings == ["the header's unit is \(name); lengths were converted to mm."])
    }

    @Test func disbelievesUnitThatMakesNoSense() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(
            Bytes("qform_only.nii").setting(UInt8(1), at: 123).bytes, to: "metres.nii")
        let loaded = try VolumeFile.readVolume(at: path)
        #expect(loaded.warnings.count == 1 && loaded.warnings[0].contains("read as mm"))
        #expect(abs(loaded.volume.geometry.voxelSize.z - 2.5) < 1e-6)
    }

    @Test func descriptionHoldsNoFreeText() throws {
        let folder = try TemporaryFolder()
        var file = try Bytes("qform_only.nii")
        let secret = Array("MUELLER^ANNA".utf8)
        for offset in [14, 148, 228, 328] {
            file.bytes.replaceSubrange(offset..<offset + secret.count, with: secret)
        }
        let path = try folder.write(file.bytes, to: "patient.nii")
        let text = try VolumeFile.describe(at: path).text
        #expect(!text.contains("MUELLER"))
        for word in ["6×5×4", "uint8", "qform", "mm"] { #expect(text.contains(word)) }
    }

    @Test(.enabled(if: FileManager.default.fileExists(atPath: demo)))
    func readsDemoScan() throws {
        let loaded = try VolumeFile.readVolume(at: Self.demo)
        #expect(loaded.volume.geometry.summary == "181×217×181 voxels of 1×1×1 mm, RAS")
        #expect(loaded.volume.geometry.affine.translation == SIMD3(-90, -125, -71))
        #expect(loaded.warnings.isEmpty)
    }

    static let demo = "/usr/share/mricron/templates/ch2.nii.gz"
}
