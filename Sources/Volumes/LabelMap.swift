/// A map of numbered structures: one label per voxel.
package struct LabelMap: Sendable {
    package let geometry: Geometry
    /// Structure numbers, 0 for none; i runs fastest, then j, then k.
    /// Length: `geometry.voxelCount`.
    package let voxels: [Int32]
    /// What the numbers mean; may name more numbers than the map holds.
    package let names: [Int32: String]
    package let header: SourceHeader?

    /// - Precondition: as many voxels as the geometry has.
    package init(
        geometry: Geometry, voxels: [Int32], names: [Int32: String] = [:],
        header: SourceHeader? = nil
    ) {
        precondition(voxels.count == geometry.voxelCount, "voxels do not fill the grid")
        self.geometry = geometry
        self.voxels = voxels
        self.names = names
        self.header = header
    }

    package subscript(i: Int, j: Int, k: Int) -> Int32 { voxels[geometry.offset(i, j, k)] }

    /// Voxels per label that occurs, 0 included.
    package var counts: [Int32: Int] {
        var counts: [Int32: Int] = [:]
        voxels.withUnsafeBufferPointer { voxels in
            // Labels come in runs, and one dictionary access per run is cheap.
            var start = 0
            while start < voxels.count {
                let end = VoxelKernels.endOfRun(voxels, from: start)
                counts[voxels[start], default: 0] += end - start
                start = end
            }
        }
        return counts
    }

    /// The voxels that carry one of the labels.
    package func mask(of labels: Set<Int32>) -> Mask {
        let voxels = self.voxels.withUnsafeBufferPointer { source in
            [UInt8](unsafeUninitializedCapacity: source.count) { target, count in
                VoxelKernels.select(labels.sorted(), in: source, into: target)
                count = source.count
            }
        }
        return Mask(geometry: geometry, voxels: voxels, header: header)
    }
}
