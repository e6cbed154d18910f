import Volumes

/// For every voxel of a scan, the leaf that the network finds most likely there.
package struct LeafMap: Sendable {
    /// The scan's own grid; of `coarseLabels`, the working grid.
    package let geometry: Geometry

    /// Of the scan, for masks that are saved.
    package let header: SourceHeader?

    /// Index into the leaves asked for; x is the fastest axis, as in a volume.
    package let indices: [UInt8]

    /// For each leaf, the mean of its probability over the voxels of the working grid where it is
    /// the most likely; nil where there is none.
    package let confidence: [Float?]

    /// Number of leaves asked for.
    package var leafCount: Int { confidence.count }

    /// The union of some leaves.
    package func mask(leafIndices: Set<Int>) -> Mask {
        precondition(
            leafIndices.allSatisfy { 0..<leafCount ~= $0 }, "a leaf that was not asked for")
        var selected = [UInt8](repeating: 0, count: 256)
        for leaf in leafIndices { selected[leaf] = 1 }
        let voxels = [UInt8](unsafeUninitializedCapacity: indices.count) { output, count in
            count = indices.count
            selected.withUnsafeBufferPointer { selected in
                indices.withUnsafeBufferPointer { indices in
                    for voxel in 0..<indices.count {
                        output[voxel] = selected[Int(indices[voxel])]
                    }
                }
            }
        }
        return Mask(geometry: geometry, voxels: voxels, header: header)
    }

    /// Voxels of each leaf.
    package var counts: [Int] {
        var counts = [Int](repeating: 0, count: 256)
        counts.withUnsafeMutableBufferPointer { counts in
            indices.withUnsafeBufferPointer { indices in
                for leaf in indices { counts[Int(leaf)] += 1 }
            }
        }
        return Array(counts[..<leafCount])
    }
}
