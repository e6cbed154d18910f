/// What a file's header said, kept so that results can be written beside it on the same grid.
///
/// Only writing looks inside; free text of a header goes nowhere else.
package struct SourceHeader: Hashable, Sendable {
    package enum Format: String, Sendable {
        case nifti1 = "NIfTI-1"
        case nifti2 = "NIfTI-2"
        case mgh = "MGH"
    }

    package let format: Format
    /// A NIfTI-2 header (540 bytes) in this machine's byte order, empty for MGH.
    let bytes: [UInt8]
    /// The grid that was read from the header.
    package let geometry: Geometry
    /// Whether the header's own sform and qform, in mm, say where that grid lies: then they are
    /// written as they were.
    let isExact: Bool
}
