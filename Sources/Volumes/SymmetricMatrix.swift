/// A real symmetric 3×3 matrix.
struct SymmetricMatrix {
    var rows: [SIMD3<Double>]

    /// Eigenvalues, descending, and their unit eigenvectors, by Jacobi's rotations (Golub and Van
    /// Loan, Matrix Computations, 8.5).
    var eigen: [(value: Double, vector: SIMD3<Double>)] {
        var a = rows
        var vectors = [SIMD3<Double>(1, 0, 0), SIMD3(0, 1, 0), SIMD3(0, 0, 1)]
        for _ in 0..<50 {
            let off = abs(a[0][1]) + abs(a[0][2]) + abs(a[1][2])
            if off <= 1e-15 * (abs(a[0][0]) + abs(a[1][1]) + abs(a[2][2])) { break }
            for (p, q) in [(0, 1), (0, 2), (1, 2)] where a[p][q] != 0 {
                let theta = (a[q][q] - a[p][p]) / (2 * a[p][q])
                let t = (theta < 0 ? -1 : 1) / (abs(theta) + (theta * theta + 1).squareRoot())
                let c = 1 / (t * t + 1).squareRoot()
                let s = t * c
                for k in 0..<3 {
                    let (x, y) = (a[k][p], a[k][q])
                    a[k][p] = c * x - s * y
                    a[k][q] = s * x + c * y
                }
                for k in 0..<3 {
                    let (x, y) = (a[p][k], a[q][k])
                    a[p][k] = c * x - s * y
                    a[q][k] = s * x + c * y
                }
                let (x, y) = (vectors[p], vectors[q])
                vectors[p] = c * x - s * y
                vectors[q] = s * x + c * y
            }
        }
        return (0..<3).map { (a[$0][$0], vectors[$0]) }
            .sorted { $0.0 > $1.0 }
            .map { (value: $0.0, vector: $0.1) }
    }
}
