import Foundation

extension Affine {
    /// A rotation about the origin.
    ///
    /// - Parameter vector: Along the axis, as long as the angle in radians (Rodrigues's formula).
    package init(rotationVector vector: SIMD3<Double>) {
        let angle = length(vector)
        // Both factors have limits at 0.
        let (a, b) =
            angle > 1e-6
            ? (sin(angle) / angle, (1 - cos(angle)) / (angle * angle)) : (1, 0.5)
        func image(_ e: SIMD3<Double>) -> SIMD3<Double> {
            let once = cross(vector, e)
            return e + a * once + b * cross(vector, once)
        }
        self.init(
            columns: (image(SIMD3(1, 0, 0)), image(SIMD3(0, 1, 0)), image(SIMD3(0, 0, 1))),
            translation: .zero)
    }

    package static func translation(_ shift: SIMD3<Double>) -> Affine {
        .scaling(SIMD3(1, 1, 1), translation: shift)
    }

    /// The angle, in degrees, of the rotation nearest to the linear part; 0 to 180.
    package var rotationAngle: Double {
        let r = nearestRotation
        // The sine too, since the cosine alone is blind to small angles.
        let axis = SIMD3(r[2, 1] - r[1, 2], r[0, 2] - r[2, 0], r[1, 0] - r[0, 1])
        let cosine = (r[0, 0] + r[1, 1] + r[2, 2] - 1) / 2
        return atan2(length(axis) / 2, cosine) * 180 / .pi
    }

    /// The transform that, done twice, gives this one (Denman and Beavers 1976).
    ///
    /// - Precondition: no turn by 180° and no reflection.
    package var squareRoot: Affine {
        var root = self
        var inverseRoot = Affine.identity
        for _ in 0..<60 {
            let next = root.mean(inverseRoot.inverse)
            inverseRoot = inverseRoot.mean(root.inverse)
            let change = zip(next.elements, root.elements).map { abs($0 - $1) }.max() ?? 0
            root = next
            if change < 1e-13 * (1 + length(translation)) { break }
        }
        return root
    }

    /// The transform halfway from this one to another, along the shortest way.
    ///
    /// - Precondition: the two are less than a turn by 180° apart.
    package func middle(_ other: Affine) -> Affine { self * (inverse * other).squareRoot }

    private func mean(_ other: Affine) -> Affine {
        Affine(
            rows: (row0 + other.row0) / 2, (row1 + other.row1) / 2, (row2 + other.row2) / 2)
    }
}
