#if canImport(Glibc)
    import Glibc
#endif

extension Affine {
    /// Determinant of the linear part: signed volume of a unit cell (mm³ for a geometry).
    package var determinant: Double {
        (column(0) * cross(column(1), column(2))).sum()
    }

    /// Whether the linear part has an inverse, judged free of scale: the volume of the cell
    /// against the product of its edges.
    package var isInvertible: Bool {
        let edges = length(column(0)) * length(column(1)) * length(column(2))
        return edges > 0 && edges.isFinite && determinant.isFinite
            && abs(determinant) > 1e-6 * edges
    }

    package var isFinite: Bool { elements.allSatisfy(\.isFinite) }

    /// The transform that undoes this one.
    ///
    /// - Precondition: `isInvertible`, which `Geometry` guarantees for its own affine.
    package var inverse: Affine {
        let scale = determinant
        precondition(scale != 0, "an affine without an inverse")
        let (x, y, z) = (column(0), column(1), column(2))
        // Rows of the inverse are the cross products of the columns (Cramer's rule).
        let (a, b, c) = (cross(y, z) / scale, cross(z, x) / scale, cross(x, y) / scale)
        let t = translation
        return Affine(
            rows: SIMD4(a, -(a * t).sum()), SIMD4(b, -(b * t).sum()), SIMD4(c, -(c * t).sum()))
    }

    /// The orthogonal matrix nearest to the linear part (polar decomposition), after the columns
    /// were scaled to unit length; no translation. It may hold a reflection.
    ///
    /// Newton's iteration X ← (X + X⁻ᵀ)/2 (Higham 1986), which converges for every invertible X.
    ///
    /// - Precondition: `isInvertible`.
    package var nearestRotation: Affine {
        func unit(_ axis: Int) -> SIMD3<Double> { column(axis) / length(column(axis)) }
        var x = Affine(columns: (unit(0), unit(1), unit(2)), translation: .zero)
        for _ in 0..<100 {
            let inverse = x.inverse
            // The rows of the inverse are the columns of its transpose.
            let next = Affine(
                columns: (
                    (x.column(0) + inverse.row(0)) / 2, (x.column(1) + inverse.row(1)) / 2,
                    (x.column(2) + inverse.row(2)) / 2
                ),
                translation: .zero)
            let change = (0..<3).map { length(next.column($0) - x.column($0)) }.reduce(0, +)
            x = next
            if change < 1e-14 { break }
        }
        return x
    }

    func row(_ index: Int) -> SIMD3<Double> {
        SIMD3(self[index, 0], self[index, 1], self[index, 2])
    }
}

/// Euclidean length.
func length(_ v: SIMD3<Double>) -> Double { (v * v).sum().squareRoot() }

func cross(_ a: SIMD3<Double>, _ b: SIMD3<Double>) -> SIMD3<Double> {
    SIMD3(a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x)
}

/// The angle, in degrees, of a cosine that rounding may have pushed beyond 1.
func acosDegrees(_ cosine: Double) -> Double {
    acos(max(-1, min(1, cosine))) * 180 / .pi
}
