import Foundation
import Tensors
import Volumes

/// What the trunk made of one scan, or of several that were fused: all that later prompts need.
package struct EncodedScan: Sendable {
    /// Tells encodings apart; features themselves are never compared.
    package let identifier = UUID()

    /// The scan's own grid, on which results are given; of several scans, the first one's.
    package let geometry: Geometry

    /// For masks that are saved on the scan's grid.
    package let header: SourceHeader?

    /// Where the features lie.
    package let grid: WorkingGrid

    /// What leaves are told by, on the working grid: depth, height and width are z, y and x in RAS.
    package let features: FeatureField

    /// What cortical parcels are told by, on the same grid.
    package let parcels: FeatureField

    /// The scan's normalised intensities on its own grid in RAS order, as binary16 bits:
    /// [depth, height, width].
    package let image: [UInt16]

    /// Of several scans: the share of the first one's detail that counts at each voxel of the
    /// working grid.
    package let kept: [Float]?

    /// Of the trunk that made the features; they are stored as binary16 in either case.
    package let precision: Precision

    /// Bytes of memory this takes.
    package var byteCount: Int {
        features.byteCount + parcels.byteCount + 2 * image.count + 4 * (kept?.count ?? 0)
    }
}
