/// The grid on which voxels lie: how many, and where they are in the world.
///
/// World coordinates are right, anterior, superior (RAS) in millimetres.
package struct Geometry: Hashable, Sendable {
    /// Voxels along i, j, k; each at least 1.
    package let shape: SIMD3<Int>
    /// Carries the index of a voxel's centre to world RAS millimetres; always invertible.
    package let affine: Affine
    /// Edge lengths of a voxel along i, j, k, in mm.
    package let voxelSize: SIMD3<Double>
    /// Axis codes, growing toward.
    package let orientation: Orientation

    /// - Throws: `VolumeError` when an axis is empty, the affine is singular or not finite, or
    ///   there are more voxels than a machine counts.
    package init(shape: SIMD3<Int>, affine: Affine) throws(VolumeError) {
        guard shape.min() >= 1, Geometry.count(of: shape) != nil else {
            throw VolumeError(.emptyShape([shape.x, shape.y, shape.z]))
        }
        guard affine.isFinite, affine.isInvertible else {
            throw VolumeError(.singularAffine(affine))
        }
        self.init(checkedShape: shape, affine: affine)
    }

    /// An upright grid: voxel axes along right, anterior, superior.
    ///
    /// - Parameters:
    ///   - voxelSize: mm, each above 0.
    ///   - origin: world position of voxel (0, 0, 0), mm.
    package init(
        shape: SIMD3<Int>, voxelSize: SIMD3<Double> = SIMD3(1, 1, 1),
        origin: SIMD3<Double> = .zero
    ) {
        precondition(shape.min() >= 1 && voxelSize.min() > 0, "an empty grid")
        self.init(
            checkedShape: shape, affine: .scaling(voxelSize, translation: origin))
    }

    /// The part of the grid inside a box, each voxel where it was.
    ///
    /// - Precondition: the box lies inside the grid.
    package func cropped(to box: VoxelBox) -> Geometry {
        precondition(box.isInside(shape), "a box beyond the grid")
        var moved = affine
        let origin = world(SIMD3<Double>(box.start))
        moved.row0.w = origin.x
        moved.row1.w = origin.y
        moved.row2.w = origin.z
        return Geometry(checkedShape: box.shape, affine: moved)
    }

    /// The same voxels elsewhere in the world.
    ///
    /// - Parameter motion: Carries old world positions (RAS, mm) to new ones.
    /// - Throws: `VolumeError` where the motion flattens the grid.
    package func moved(by motion: Affine) throws(VolumeError) -> Geometry {
        try Geometry(shape: shape, affine: motion * affine)
    }

    private init(checkedShape shape: SIMD3<Int>, affine: Affine) {
        self.shape = shape
        self.affine = affine
        voxelSize = SIMD3(
            length(affine.column(0)), length(affine.column(1)), length(affine.column(2)))
        orientation = Orientation(nearestTo: affine)
    }

    package static func == (a: Geometry, b: Geometry) -> Bool {
        a.shape == b.shape && a.affine == b.affine
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(shape)
        hasher.combine(affine)
    }

    package var voxelCount: Int { shape.x * shape.y * shape.z }

    /// Volume of one voxel, mm³; right for sheared grids too.
    package var voxelVolume: Double { abs(affine.determinant) }

    /// Number of voxels, nil where it overflows.
    static func count(of shape: SIMD3<Int>) -> Int? {
        let (area, overflow) = shape.x.multipliedReportingOverflow(by: shape.y)
        let (count, overflow2) = area.multipliedReportingOverflow(by: shape.z)
        return overflow || overflow2 ? nil : count
    }

    /// Position of a voxel in arrays of voxels: i runs fastest, then j, then k.
    package func offset(_ i: Int, _ j: Int, _ k: Int) -> Int {
        i + shape.x * (j + shape.y * k)
    }

    /// World position (RAS, mm) of a voxel index, fractions allowed.
    package func world(_ index: SIMD3<Double>) -> SIMD3<Double> { affine.apply(index) }

    /// Voxel index, with fractions, of a world position (RAS, mm).
    package func index(ofWorld position: SIMD3<Double>) -> SIMD3<Double> {
        affine.inverse.apply(position)
    }

    /// The eight outermost voxel centres, as indices.
    package var corners: [SIMD3<Double>] {
        let last = SIMD3<Double>(shape &- SIMD3(1, 1, 1))
        return (0..<8).map { corner in
            SIMD3(
                corner & 1 == 0 ? 0 : last.x, corner & 2 == 0 ? 0 : last.y,
                corner & 4 == 0 ? 0 : last.z)
        }
    }

    /// Whether both grids have the same shape and no voxel centre lies further apart than the
    /// tolerance (mm). Files round their headers to single precision, so that grids that are
    /// meant to be one differ by a few micrometres.
    package func isSameGrid(as other: Geometry, tolerance: Double = 0.01) -> Bool {
        // A difference of affine maps is largest in a corner.
        shape == other.shape
            && corners.allSatisfy {
                length(affine.apply($0) - other.affine.apply($0)) <= tolerance
            }
    }

    /// For people: "181×217×181 voxels of 1×1×1 mm, LAS".
    package var summary: String {
        let size = [voxelSize.x, voxelSize.y, voxelSize.z].map { Prose.decimal($0, places: 3) }
        return "\(Prose.shape([shape.x, shape.y, shape.z])) voxels of "
            + "\(size.joined(separator: "×")) mm, \(orientation)"
    }
}
