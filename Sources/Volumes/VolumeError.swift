/// Why a volume could not be read, written or used: facts first, prose in `message`.
package struct VolumeError: Error, Hashable, Sendable {
    package let problem: Problem
    /// The file concerned, if one was.
    package let path: String?

    package init(_ problem: Problem, path: String? = nil) {
        self.problem = problem
        self.path = path
    }

    /// The same problem, with the file named unless one is named already.
    func naming(_ path: String) -> VolumeError {
        VolumeError(problem, path: self.path ?? path)
    }

    package enum Problem: Hashable, Sendable {
        // The file
        case missing
        case notAFile(kind: String)
        case unreadable(reason: String)
        case empty
        case unknownFormat
        case dicom
        case analyze
        case partnerMissing(partner: String)
        case damaged(reason: String)
        case tooLarge(bytes: Int, memory: Int)

        // What the header says
        case truncatedHeader(bytes: Int, expected: Int)
        case truncated(bytes: Int, expected: Int)
        case badDimensionCount(Int)
        case badDimension(axis: Int, size: Int)
        case dimensionsOverflow([Int])
        case badDataOffset(Double, minimum: Int)
        case unsupportedType(code: Int, name: String)
        case notThreeDimensional(shape: [Int])
        case badVoxelSize(axis: Int, size: Double)
        case noOrientation(shape: [Int])
        case singularAffine(Affine)
        case emptyShape([Int])

        // The voxels
        case notLabels(value: Double, voxel: [Int])
        case badLabelNames(reason: String)
        case differentGrids(first: String, second: String)

        // Writing
        case exists
        case badOutputName
        case folderMissing(folder: String)
        case unwritable(reason: String)
        case diskFull
    }
}

extension VolumeError: CustomStringConvertible {
    package var description: String { message }

    /// What was wrong, where, and what to do.
    package var message: String {
        guard let path else { return prose }
        return "\(path): \(prose)"
    }

    /// The message without the file.
    var prose: String {
        switch problem {
        case .missing, .notAFile, .unreadable, .empty, .unknownFormat, .dicom, .analyze,
            .partnerMissing, .damaged, .tooLarge:
            proseOfFile
        case .exists, .badOutputName, .folderMissing, .unwritable, .diskFull:
            proseOfWriting
        case .notLabels, .badLabelNames, .differentGrids:
            proseOfVoxels
        default:
            proseOfHeader
        }
    }
}
