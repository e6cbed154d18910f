import Volumes

/// Whether two images lie on one grid, so that their voxels correspond.
enum GridCheck {
    /// - Parameters:
    ///   - first: One grid, and `firstName`, how messages call its image.
    ///   - second: The other.
    /// - Throws: `AnalysisError.differentGrids`.
    static func require(
        _ first: Geometry, _ firstName: String, _ second: Geometry, _ secondName: String
    ) throws {
        guard first.isSameGrid(as: second) else {
            throw AnalysisError.differentGrids(
                first: firstName, second: secondName, firstGrid: first.summary,
                secondGrid: second.summary)
        }
    }
}
