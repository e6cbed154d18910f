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
        for overlay in overlays { profiles.append(contentsOf: SliceProfile.all(of: overlay.mask)) }
        var world = geometry.world(Self.middleVoxel(of: geometry))
        for axis in 0..<3 {
            let own = profiles.filter { $0.axis == axis && $0.total > 0 }
            // With masks on several grids, the largest decides: their slices do not coincide.
            guard let largest = own.max(by: { $0.total < $1.total }) else { continue }
            let sameGrid = own.filter { $0.step == largest.step && $0.origin == largest.origin }
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

/// How much of a mask lies in each slice across a world axis.
struct SliceProfile {
    let axis: Int
    /// World coordinate (mm) of slice 0, and the distance of slices.
    let origin: Double
    let step: Double
    /// Voxels by the number of the slice.
    private(set) var counts: [Int: Int] = [:]
    private var sum = 0.0

    var total: Int { counts.values.reduce(0, +) }

    /// The profiles across x, y and z. On a grid along the world axes its slices are the grid's; on
    /// an oblique one they are as far apart as the grid's nearest axis goes along the world's.
    static func all(of mask: Mask) -> [SliceProfile] {
        let geometry = mask.geometry
        var profiles = (0..<3).map { axis in
            let voxelAxis =
                geometry.orientation.directions
                .firstIndex { $0.worldAxis == axis } ?? axis
            let along = abs(geometry.affine[axis, voxelAxis])
            let step = along > 0 ? along : geometry.voxelSize[voxelAxis]
            return SliceProfile(axis: axis, origin: geometry.affine.translation[axis], step: step)
        }
        mask.voxels.withUnsafeBufferPointer { voxels in
            var offset = 0
            for k in 0..<geometry.shape.z {
                for j in 0..<geometry.shape.y {
                    for i in 0..<geometry.shape.x {
                        if voxels[offset] != 0 {
                            let world = geometry.world(SIMD3(Double(i), Double(j), Double(k)))
                            for axis in 0..<3 { profiles[axis].add(world[axis]) }
                        }
                        offset += 1
                    }
                }
            }
        }
        return profiles
    }

    private init(axis: Int, origin: Double, step: Double) {
        self.axis = axis
        self.origin = origin
        self.step = step
    }

    private mutating func add(_ coordinate: Double) {
        counts[Int(((coordinate - origin) / step).rounded()), default: 0] += 1
        sum += coordinate
    }

    static func merged(_ profiles: [SliceProfile]) -> SliceProfile {
        var result = profiles[0]
        for profile in profiles.dropFirst() {
            result.counts.merge(profile.counts, uniquingKeysWith: +)
            result.sum += profile.sum
        }
        return result
    }

    /// World coordinate (mm) of the slice to show; see `SliceFocus`.
    var middle: Double {
        let center = sum / Double(max(1, total))
        // Between two slices the lower one, also when rounding has moved it a trace: the order of
        // the voxels in the file must not matter.
        let nearest = Int(((center - origin) / step - 1e-6).rounded())
        let most = counts.values.max() ?? 0
        if let count = counts[nearest], 2 * count >= most {
            return origin + Double(nearest) * step
        }
        let largest = counts.filter { $0.value == most }.keys
            .min { (abs($0 - nearest), $0) < (abs($1 - nearest), $1) }
        return origin + Double(largest ?? nearest) * step
    }
}
