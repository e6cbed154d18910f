extension VolumeError {
    var proseOfFile: String {
        switch problem {
        case .missing:
            return "no such file. Check the path"
        case .notAFile(let kind):
            return "this is a \(kind), not a file. Name a scan: .nii, .nii.gz, .hdr with .img, "
                + ".mgz or .mgh"
        case .unreadable(let reason):
            return "cannot be read (\(reason)). Check the permissions and the disk"
        case .empty:
            return "the file is empty (0 bytes). Copy or export it again"
        case .unknownFormat:
            return "not a NIfTI or MGH file. Scans are read from .nii, .nii.gz, .hdr with .img, "
                + ".mgz and .mgh"
        case .dicom:
            return "this is a DICOM file. Convert its folder to NIfTI first, for example with "
                + "dcm2niix"
        case .analyze:
            return "this is an Analyze 7.5 header, which does not say which side is left. "
                + "Convert it to NIfTI with a tool that knows where it came from"
        case .partnerMissing(let partner):
            return "its other half, \(partner), is missing. A scan in two files needs .hdr and "
                + ".img side by side"
        case .damaged(let reason):
            return "the compressed data are damaged (\(reason)). Copy or export the file again"
        case .tooLarge(let bytes, let memory):
            return "needs \(Prose.bytes(bytes)) of memory, and this machine has "
                + "\(Prose.bytes(memory)). Crop or resample the scan first"
        default:
            return ""
        }
    }

    var proseOfHeader: String {
        switch problem {
        case .truncatedHeader(let bytes, let expected):
            return "ends after \(bytes) bytes, inside the header (\(expected) bytes). "
                + "Copy or export it again"
        case .truncated(let bytes, let expected):
            return "holds \(bytes) bytes, but its header describes \(expected). "
                + "The file is cut short or its header is wrong: copy or export it again"
        case .badDimensionCount(let count):
            return "the header says \(count) dimensions; 3 are needed. The header is damaged, or "
                + "the file is no scan"
        case .badDimension(let axis, let size):
            return "the header gives axis \(axis + 1) a size of \(size). The header is damaged: "
                + "export the file again"
        case .dimensionsOverflow(let shape):
            return "the header gives a shape of \(Prose.shape(shape)), more than any file can "
                + "hold. The header is damaged: export the file again"
        case .badDataOffset(let offset, let minimum):
            return "the header says that voxels begin at byte \(Prose.decimal(offset, places: 3))"
                + "; a whole number of at least \(minimum) is needed. The header is damaged: "
                + "export the file again"
        case .unsupportedType(let code, let name):
            return "voxels are of type \(name) (code \(code)), which is not one real number per "
                + "voxel. Convert the scan to integers or float32"
        case .notThreeDimensional(let shape):
            return Self.proseOfShape(shape)
        case .badVoxelSize(let axis, let size):
            return "voxel size along axis \(axis + 1) is \(Prose.decimal(size, places: 6)) mm. "
                + "Put the true size into the header (pixdim), or export the file again"
        case .noOrientation:
            return "the header does not say how the scan lies (qform_code and sform_code are 0, "
                + "or the RAS flag of an MGH file is off), so left and right cannot be told. "
                + "Convert it again from the original, or state the orientation you are sure of"
        case .singularAffine(let affine):
            let rows = (0..<3).map { row in
                let numbers = (0..<4).map { Prose.decimal(affine[row, $0], places: 4) }
                return "[\(numbers.joined(separator: " "))]"
            }
            return "the affine \(rows.joined(separator: " ")) maps the voxels onto a plane or "
                + "line, or holds no finite numbers. Repair sform or qform, or export again"
        case .emptyShape(let shape):
            return "a grid of \(Prose.shape(shape)) voxels is not possible: each axis needs at "
                + "least one voxel"
        default:
            return ""
        }
    }

    private static func proseOfShape(_ shape: [Int]) -> String {
        guard shape.count > 3 else {
            return "shape \(Prose.shape(shape)) is a flat picture; a scan in 3-D is needed"
        }
        let volumes = shape[3...].reduce(1, *)
        return "shape \(Prose.shape(shape)) holds \(volumes) volumes; one 3-D volume is needed. "
            + "Take one of them out, for example with \"fslroi IN OUT 0 1\" (the first), or "
            + "average them"
    }

    var proseOfVoxels: String {
        switch problem {
        case .notLabels(let value, let voxel):
            return "value \(Prose.decimal(value, places: 6)) at voxel "
                + "(\(voxel.map(String.init).joined(separator: ", "))) is not a whole number "
                + "that fits in 32 bits, so this is no label map. Load it as a scan instead"
        case .badLabelNames(let reason):
            return "not a table of label names (\(reason)). It must be JSON such as "
                + "{\"17\": \"Left-Hippocampus\"}"
        case .differentGrids(let first, let second):
            return "different grids: \(first) and \(second). Resample one onto the other first"
        default:
            return ""
        }
    }

    var proseOfWriting: String {
        switch problem {
        case .exists:
            return "exists already, and was left as it is. Choose another name, or allow "
                + "overwriting"
        case .badOutputName:
            return "a volume is written as .nii or .nii.gz. Choose such a name"
        case .folderMissing(let folder):
            return "the folder \(folder) does not exist. Create it, or choose another"
        case .unwritable(let reason):
            return "cannot be written (\(reason)). Check the folder and its permissions"
        case .diskFull:
            return "the disk is full; nothing was written. Free some space, or choose another "
                + "folder"
        default:
            return ""
        }
    }
}
