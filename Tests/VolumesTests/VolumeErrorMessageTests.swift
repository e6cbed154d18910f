import Testing

@testable import Volumes

/// Every message a user can see.
@Suite struct VolumeErrorMessageTests {
    static let table: [(VolumeError.Problem, String)] = [
        (.missing, "no such file. Check the path"),
        (
            .notAFile(kind: "folder"),
            "this is a folder, not a file. Name a scan: .nii, .nii.gz, .hdr with .img, .mgz or "
                + ".mgh"
        ),
        (
            .unreadable(reason: "Permission denied"),
            "cannot be read (Permission denied). Check the permissions and the disk"
        ),
        (.empty, "the file is empty (0 bytes). Copy or export it again"),
        (
            .unknownFormat,
            "not a NIfTI or MGH file. Scans are read from .nii, .nii.gz, .hdr with .img, .mgz and "
                + ".mgh"
        ),
        (
            .dicom,
            "this is a DICOM file. Convert its folder to NIfTI first, for example with dcm2niix"
        ),
        (
            .analyze,
            "this is an Analyze 7.5 header, which does not say which side is left. Convert it to "
                + "NIfTI with a tool that knows where it came from"
        ),
        (
            .partnerMissing(partner: "a.img"),
            "its other half, a.img, is missing. A scan in two files needs .hdr and .img side by "
                + "side"
        ),
        (
            .damaged(reason: "incorrect data check"),
            "the compressed data are damaged (incorrect data check). Copy or export the file again"
        ),
        (
            .tooLarge(bytes: 90_000_000_000, memory: 24_500_000_000),
            "needs 90 GB of memory, and this machine has 24.5 GB. Crop or resample the scan first"
        ),
        (
            .truncatedHeader(bytes: 200, expected: 348),
            "ends after 200 bytes, inside the header (348 bytes). Copy or export it again"
        ),
        (
            .truncated(bytes: 400, expected: 472),
            "holds 400 bytes, but its header describes 472. The file is cut short or its header "
                + "is wrong: copy or export it again"
        ),
        (
            .badDimensionCount(9),
            "the header says 9 dimensions; 3 are needed. The header is damaged, or the file is no "
                + "scan"
        ),
        (
            .badDimension(axis: 1, size: -3),
            "the header gives axis 2 a size of -3. The header is damaged: export the file again"
        ),
        (
            .dimensionsOverflow([32767, 32767]),
            "the header gives a shape of 32767×32767, more than any file can hold. The header is "
                + "damaged: export the file again"
        ),
        (
            .badDataOffset(100, minimum: 352),
            "the header says that voxels begin at byte 100; a whole number of at least 352 is "
                + "needed. The header is damaged: export the file again"
        ),
        (
            .unsupportedType(code: 128, name: "RGB colours"),
            "voxels are of type RGB colours (code 128), which is not one real number per voxel. "
                + "Convert the scan to integers or float32"
        ),
        (
            .notThreeDimensional(shape: [64, 64, 30, 120]),
            "shape 64×64×30×120 holds 120 volumes; one 3-D volume is needed. Take one of them "
                + "out, for example with \"fslroi IN OUT 0 1\" (the first), or average them"
        ),
        (
            .notThreeDimensional(shape: [64, 64]),
            "shape 64×64 is a flat picture; a scan in 3-D is needed"
        ),
        (
            .badVoxelSize(axis: 2, size: 0),
            "voxel size along axis 3 is 0 mm. Put the true size into the header (pixdim), or "
                + "export the file again"
        ),
        (
            .noOrientation(shape: [6, 5, 4]),
            "the header does not say how the scan lies (qform_code and sform_code are 0, or the "
                + "RAS flag of an MGH file is off), so left and right cannot be told. Convert it "
                + "again from the original, or state the orientation you are sure of"
        ),
        (
            .singularAffine(.scaling(SIMD3(1, 1, 0))),
            "the affine [1 0 0 0] [0 1 0 0] [0 0 0 0] maps the voxels onto a plane or line, or "
                + "holds no finite numbers. Repair sform or qform, or export again"
        ),
        (
            .emptyShape([3, 0, 2]),
            "a grid of 3×0×2 voxels is not possible: each axis needs at least one voxel"
        ),
        (
            .notLabels(value: 3.75, voxel: [1, 2, 3]),
            "value 3.75 at voxel (1, 2, 3) is not a whole number that fits in 32 bits, so this is "
                + "no label map. Load it as a scan instead"
        ),
        (
            .badLabelNames(reason: "no JSON object"),
            "not a table of label names (no JSON object). It must be JSON such as "
                + "{\"17\": \"Left-Hippocampus\"}"
        ),
        (
            .differentGrids(first: "A", second: "B"),
            "different grids: A and B. Resample one onto the other first"
        ),
        (
            .exists,
            "exists already, and was left as it is. Choose another name, or allow overwriting"
        ),
        (.badOutputName, "a volume is written as .nii or .nii.gz. Choose such a name"),
        (
            .folderMissing(folder: "out/"),
            "the folder out/ does not exist. Create it, or choose another"
        ),
        (
            .unwritable(reason: "Read-only file system"),
            "cannot be written (Read-only file system). Check the folder and its permissions"
        ),
        (
            .diskFull,
            "the disk is full; nothing was written. Free some space, or choose another folder"
        ),
    ]

    @Test(arguments: table)
    func message(_ problem: VolumeError.Problem, _ prose: String) {
        #expect(VolumeError(problem).message == prose)
        #expect(VolumeError(problem, path: "scan.nii").message == "scan.nii: " + prose)
    }

    @Test func numbersReadWell() {
        #expect(Prose.decimal(1, places: 3) == "1")
        #expect(Prose.decimal(0.9375, places: 3) == "0.938")
        #expect(Prose.decimal(-12.5, places: 2) == "-12.5")
        #expect(Prose.decimal(1e-9, places: 3) == "1e-09")
        #expect(Prose.decimal(-1e-9, places: 3, small: false) == "0")
        #expect(Prose.decimal(-0.0, places: 3) == "0")
        #expect(Prose.decimal(.nan, places: 3) == "NaN")
        #expect(Prose.decimal(1e300, places: 3) == "1e+300")
        #expect(Prose.bytes(999) == "999 bytes")
        #expect(Prose.bytes(3_510_351) == "3.5 MB")
    }
}
