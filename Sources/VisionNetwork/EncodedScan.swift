import Foundation
import Tensors
import Volumes

/// What the trunk made of one scan: all that later prompts need.
package struct EncodedScan: Sendable {
    /// Tells encodings apart; features themselves are never compared.
    package let identifier = UUID()

    /// The scan's own grid, on which results are given.
    package let geometry: Geometry

    /// For masks that are saved on the scan's grid.
    package let header: SourceHeader?

    /// Where the features lie.
    package let grid: WorkingGrid

    /// Features of the working grid, depth, height and width being z, y and x in RAS.
    package let features: FeatureField

    /// Of the trunk that made the features; they are stored as binary16 in either case.
    package let precision: Precision

    /// Bytes of memory this takes.
    package var byteCount: Int { features.byteCount }
}
