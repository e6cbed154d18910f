import CNifti

/// Where a mask lies and how it is spread, every voxel counted as a point at its centre.
package struct MaskMoments: Sendable {
    /// World position (RAS, mm) of the centroid.
    package let centroid: SIMD3<Double>
    /// The principal axes, the longest first: the variance along each, mm², and its unit direction
    /// in the world (RAS), which points to the right, to anterior or to superior, whichever it is
    /// nearest to.
    package let axes: [(variance: Double, direction: SIMD3<Double>)]

    /// - Returns: nil for an empty mask.
    package init?(of mask: Mask) {
        var sums = [Int64](repeating: 0, count: 10)
        vp_moments(mask.voxels, mask.geometry.shape.array, &sums)
        guard sums[0] > 0 else { return nil }
        let s = sums.map(Double.init)
        let n = s[0]
        let mean = SIMD3(s[1], s[2], s[3]) / n
        centroid = mask.geometry.world(mean)
        // Integers are exact, so the means cancel without loss.
        func covariance(_ square: Int, _ a: Int, _ b: Int) -> Double {
            let (product, rest) = sums[square].multipliedReportingOverflow(by: sums[0])
            let (other, more) = sums[1 + a].multipliedReportingOverflow(by: sums[1 + b])
            if rest || more { return s[square] / n - mean[a] * mean[b] }
            return Double(product - other) / (n * n)
        }
        let (xx, yy, zz) = (covariance(4, 0, 0), covariance(5, 1, 1), covariance(6, 2, 2))
        let (xy, xz, yz) = (covariance(7, 0, 1), covariance(8, 0, 2), covariance(9, 1, 2))
        let index = [SIMD3(xx, xy, xz), SIMD3(xy, yy, yz), SIMD3(xz, yz, zz)]
        // A Σ Aᵀ carries the spread from indices to the world.
        let affine = mask.geometry.affine
        let rows = (0..<3).map { row in
            let left = affine.row(row)
            let product = index[0] * left.x + index[1] * left.y + index[2] * left.z
            return SIMD3(
                (product * affine.row(0)).sum(), (product * affine.row(1)).sum(),
                (product * affine.row(2)).sum())
        }
        axes = SymmetricMatrix(rows: rows).eigen.map { axis in
            let v = axis.vector
            var largest = 0
            for world in 1..<3 where abs(v[world]) > abs(v[largest]) { largest = world }
            return (max(0, axis.value), v[largest] < 0 ? -v : v)
        }
    }
}
