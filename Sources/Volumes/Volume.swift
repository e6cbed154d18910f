/// A scan, or any image with one real number per voxel.
package struct Volume: Sendable {
    package let geometry: Geometry
    /// Intensities after the file's scaling; i runs fastest, then j, then k; always finite when
    /// read from a file. Length: `geometry.voxelCount`.
    package let voxels: [Float]
    /// Header of the file it came from, kept for writing on the same grid.
    package let header: SourceHeader?

    /// - Precondition: as many voxels as the geometry has.
    package init(geometry: Geometry, voxels: [Float], header: SourceHeader? = nil) {
        precondition(voxels.count == geometry.voxelCount, "voxels do not fill the grid")
        self.geometry = geometry
        self.voxels = voxels
        self.header = header
    }

    package subscript(i: Int, j: Int, k: Int) -> Float { voxels[geometry.offset(i, j, k)] }
}

/// A set of voxels.
package struct Mask: Sendable {
    package let geometry: Geometry
    /// 0 or 1; i runs fastest, then j, then k. Length: `geometry.voxelCount`.
    package let voxels: [UInt8]
    package let header: SourceHeader?

    /// - Parameter voxels: 0 outside, 1 inside; nothing else.
    /// - Precondition: as many voxels as the geometry has.
    package init(geometry: Geometry, voxels: [UInt8], header: SourceHeader? = nil) {
        precondition(voxels.count == geometry.voxelCount, "voxels do not fill the grid")
        self.geometry = geometry
        self.voxels = voxels
        self.header = header
    }

    package subscript(i: Int, j: Int, k: Int) -> Bool {
        voxels[geometry.offset(i, j, k)] != 0
    }

    /// Voxels inside.
    package var count: Int {
        voxels.withUnsafeBufferPointer { VoxelKernels.countOfNonzero($0) }
    }

    /// Volume of the voxels inside, mL (1 mL = 1000 mm³).
    package var volumeInMillilitres: Double { Double(count) * geometry.voxelVolume / 1000 }
}
