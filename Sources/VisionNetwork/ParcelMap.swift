import Tensors
import Volumes

/// The parcels that share the voxels of one leaf, such as those of the left cerebral cortex.
package struct ParcelGroup: Sendable, Hashable {
    /// Index into the leaves asked for.
    package let leaf: Int

    /// Indices into the parcels asked for, each below 255.
    package let parcels: [Int]

    package init(leaf: Int, parcels: [Int]) {
        self.leaf = leaf
        self.parcels = parcels
    }
}

/// For every voxel of a scan that lies in the cortex, the parcel that the network finds most likely.
package struct ParcelMap: Sendable {
    /// What stands for voxels outside of the cortex.
    package static let outside = LabelRegion.outside

    /// The scan's own grid.
    package let geometry: Geometry

    /// Of the scan, for masks that are saved.
    package let header: SourceHeader?

    /// Index into the parcels asked for, or `outside`; x is the fastest axis, as in a volume.
    package let indices: [UInt8]

    /// For each parcel, the mean of its probability among those of its group over the voxels where
    /// it is the most likely; nil where there is none.
    package let confidence: [Float?]
}
