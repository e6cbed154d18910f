/// A 4×4 affine transform of points, row-major, whose last row is 0 0 0 1.
///
/// In a `Geometry` it carries voxel indices (i, j, k) to world coordinates: right, anterior,
/// superior (RAS) in millimetres.
package struct Affine: Hashable, Sendable {
    /// The upper three rows; each holds three linear coefficients and the translation.
    package var row0: SIMD4<Double>
    package var row1: SIMD4<Double>
    package var row2: SIMD4<Double>

    package init(rows row0: SIMD4<Double>, _ row1: SIMD4<Double>, _ row2: SIMD4<Double>) {
        self.row0 = row0
        self.row1 = row1
        self.row2 = row2
    }

    /// - Parameters:
    ///   - columns: where the unit steps along the three axes lead.
    ///   - translation: where the origin goes.
    package init(
        columns: (SIMD3<Double>, SIMD3<Double>, SIMD3<Double>), translation: SIMD3<Double>
    ) {
        let (x, y, z) = columns
        row0 = SIMD4(x.x, y.x, z.x, translation.x)
        row1 = SIMD4(x.y, y.y, z.y, translation.y)
        row2 = SIMD4(x.z, y.z, z.z, translation.z)
    }

    /// - Parameter elements: 16 numbers, row-major; the last four must be 0 0 0 1.
    /// - Returns: nil when there are not 16 numbers or the last row is another.
    package init?(elements: [Double]) {
        guard elements.count == 16, elements[12...] == [0, 0, 0, 1] else { return nil }
        row0 = SIMD4(elements[0], elements[1], elements[2], elements[3])
        row1 = SIMD4(elements[4], elements[5], elements[6], elements[7])
        row2 = SIMD4(elements[8], elements[9], elements[10], elements[11])
    }

    package static let identity = Affine(
        rows: SIMD4(1, 0, 0, 0), SIMD4(0, 1, 0, 0), SIMD4(0, 0, 1, 0))

    /// Diagonal scaling, then a shift.
    package static func scaling(
        _ factors: SIMD3<Double>, translation: SIMD3<Double> = .zero
    ) -> Affine {
        Affine(
            columns: (
                SIMD3(factors.x, 0, 0), SIMD3(0, factors.y, 0), SIMD3(0, 0, factors.z)
            ),
            translation: translation)
    }

    /// Row-major, 16 numbers.
    package var elements: [Double] {
        [row0, row1, row2, SIMD4(0, 0, 0, 1)].flatMap { [$0.x, $0.y, $0.z, $0.w] }
    }

    package subscript(row: Int, column: Int) -> Double {
        switch row {
        case 0: row0[column]
        case 1: row1[column]
        case 2: row2[column]
        default: column == 3 ? 1 : 0
        }
    }

    /// Where a unit step along the axis leads, without the translation.
    package func column(_ axis: Int) -> SIMD3<Double> {
        SIMD3(row0[axis], row1[axis], row2[axis])
    }

    package var translation: SIMD3<Double> { SIMD3(row0.w, row1.w, row2.w) }

    /// The image of a point.
    package func apply(_ point: SIMD3<Double>) -> SIMD3<Double> {
        let p = SIMD4(point, 1)
        return SIMD3((row0 * p).sum(), (row1 * p).sum(), (row2 * p).sum())
    }

    /// The image of a direction: no translation.
    package func applyToDirection(_ direction: SIMD3<Double>) -> SIMD3<Double> {
        let d = SIMD4(direction, 0)
        return SIMD3((row0 * d).sum(), (row1 * d).sum(), (row2 * d).sum())
    }

    /// `first` is applied to the point before `second`: `(second * first).apply(p)`.
    package static func * (second: Affine, first: Affine) -> Affine {
        Affine(
            columns: (
                second.applyToDirection(first.column(0)),
                second.applyToDirection(first.column(1)),
                second.applyToDirection(first.column(2))
            ),
            translation: second.apply(first.translation))
    }
}
