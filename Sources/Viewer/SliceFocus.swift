import Volumes

/// The point through which slices are laid.
package struct SliceFocus: Hashable, Sendable {
    /// RAS, mm.
    package let world: SIMD3<Double>
    /// The nearest voxel of the scan, from 0.
    package let voxel: SIMD3<Int>

    /// - Parameter world: RAS, mm; voxels beyond the scan's edge become its outermost.
    package init(world: SIMD3<Double>, in geometry: Geometry) {
        self.world = world
        let index = geometry.index(ofWorld: world).rounded(.toNearestOrAwayFromZero)
        var voxel = SIMD3<Int>()
        for axis in 0..<3 {
            let last = geometry.shape[axis] - 1
            voxel[axis] = Int(min(Double(last), max(0, index[axis])))
        }
        self.voxel = voxel
    }

    /// The middle of the masks, or of the scan when they are empty.
    ///
    /// Along each world axis it is the slice at the masks' centre of mass, if at least half as
    /// much of the masks lies in it as in their largest slice; else the largest slice, the one
    /// nearest to the centre if there are several. So the slice always shows the mask: the centre
    /// of both hippocampi lies between them.
    package init(middleOf overlays: [SliceOverlay], in geometry: Geometry) {
        var profiles: [SliceProfile] = []
        for overlay in overlays { profiles.append(contentsOf: SliceProfile.all(of: overlay)) }
        var world = geometry.world(Self.middleVoxel(of: geometry))
        for axis in 0..<3 {
            let own = profiles.filter { $0.axis == axis && $0.total > 0 }
            // With masks on several grids, the largest decides: their slices do not coincide.
            guard let largest = own.max(by: { $0.total < $1.total }) else { continue }
            let sameGrid = own.filter { $0.hasSlices(of: largest) }
            world[axis] = SliceProfile.merged(sameGrid).middle
        }
        self.init(world: world, in: geometry)
    }

    /// The middle voxel; of two, the one further left, posterior or inferior, so that the order of
    /// the voxels in the file does not matter.
    private static func middleVoxel(of geometry: Geometry) -> SIMD3<Double> {
        var voxel = SIMD3<Double>()
        for (axis, direction) in geometry.orientation.directions.enumerated() {
            let middle = Double(geometry.shape[axis] - 1) / 2
            voxel[axis] = middle.rounded(direction.isPositive ? .down : .up)
        }
        return voxel
    }
}
