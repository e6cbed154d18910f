import Volumes

/// How much of a mask lies in each slice across a world axis.
struct SliceProfile {
    let axis: Int
    /// World coordinate (mm) of slice 0, and the distance of slices.
    private let origin: Double
    private let step: Double
    /// The number of the first slice that the grid reaches.
    private let first: Int
    /// Voxels by slice, from the first.
    private var counts: [Int]
    private(set) var total = 0
    private var sum = 0.0

    /// The profiles across x, y and z. On a grid along the world axes its slices are the grid's; on
    /// an oblique one they are as far apart as the grid's nearest axis goes along the world's.
    static func all(of overlay: SliceOverlay) -> [SliceProfile] {
        let geometry = overlay.mask.geometry
        var profiles = (0..<3).map { SliceProfile(axis: $0, of: geometry) }
        // Most of a grid is no mask.
        guard let box = overlay.box else { return profiles }
        overlay.mask.voxels.withUnsafeBufferPointer { voxels in
            for k in box.start.z..<box.end.z {
                for j in box.start.y..<box.end.y {
                    for i in box.start.x..<box.end.x where voxels[geometry.offset(i, j, k)] != 0 {
                        let world = geometry.world(SIMD3(Double(i), Double(j), Double(k)))
                        for axis in 0..<3 { profiles[axis].add(world[axis]) }
                    }
                }
            }
        }
        return profiles
    }

    private init(axis: Int, of geometry: Geometry) {
        self.axis = axis
        let voxelAxis =
            geometry.orientation.directions.firstIndex { $0.worldAxis == axis } ?? axis
        let along = abs(geometry.affine[axis, voxelAxis])
        step = along > 0 ? along : geometry.voxelSize[voxelAxis]
        origin = geometry.affine.translation[axis]
        let box = WorldBox(around: geometry)
        first = Int(((box.lower[axis] - origin) / step).rounded(.down))
        let last = Int(((box.upper[axis] - origin) / step).rounded(.up))
        counts = Array(repeating: 0, count: last - first + 1)
    }

    private mutating func add(_ coordinate: Double) {
        counts[Int(((coordinate - origin) / step).rounded()) - first] += 1
        total += 1
        sum += coordinate
    }

    func hasSlices(of other: SliceProfile) -> Bool {
        step == other.step && origin == other.origin && first == other.first
            && counts.count == other.counts.count
    }

    /// - Precondition: at least one; all with the same slices.
    static func merged(_ profiles: [SliceProfile]) -> SliceProfile {
        var result = profiles[0]
        for profile in profiles.dropFirst() {
            for index in result.counts.indices { result.counts[index] += profile.counts[index] }
            result.total += profile.total
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
        let most = counts.max() ?? 0
        let index = nearest - first
        if counts.indices.contains(index), 2 * counts[index] >= most {
            return origin + Double(nearest) * step
        }
        let largest = counts.indices.filter { counts[$0] == most }.map { $0 + first }
            .min { (abs($0 - nearest), $0) < (abs($1 - nearest), $1) }
        return origin + Double(largest ?? nearest) * step
    }
}
