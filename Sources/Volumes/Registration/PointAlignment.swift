/// Points of one image and where the same points are in another.
package struct PointAlignment: Sendable {
    package struct Pair: Sendable {
        /// World positions, RAS, mm.
        package let from: SIMD3<Double>
        package let to: SIMD3<Double>
        package let weight: Double

        package init(from: SIMD3<Double>, to: SIMD3<Double>, weight: Double) {
            self.from = from
            self.to = to
            self.weight = weight
        }
    }

    package let pairs: [Pair]

    package init(_ pairs: [Pair]) { self.pairs = pairs }

    /// The transform in closed form that brings the points nearest to their counterparts, those that
    /// disagree with the others counted less: weights of 1 / (1 + (distance / scale)²), where the scale
    /// is twice the median distance, found anew in a few rounds.
    ///
    /// - Returns: The transform and the median distance that remains, mm; nil for fewer than four
    ///   points or points in a plane.
    package func best(_ model: RegistrationModel) -> (transform: Affine, residual: Double)? {
        guard pairs.count >= 4 else { return nil }
        var weights = pairs.map(\.weight)
        var found: (Affine, Double)?
        for _ in 0..<8 {
            guard let transform = fit(weights, model) else { return found }
            let distances = pairs.map { length(transform.apply($0.from) - $0.to) }
            let median = medianDistance(after: transform)
            found = (transform, median)
            let scale = max(0.5, 2 * median)
            weights = zip(pairs, distances).map {
                $0.weight / (1 + ($1 / scale) * ($1 / scale))
            }
        }
        return found
    }

    /// Median distance, mm, between counterparts after a transform.
    ///
    /// - Precondition: at least one pair.
    package func medianDistance(after transform: Affine) -> Double {
        pairs.map { length(transform.apply($0.from) - $0.to) }.sorted()[pairs.count / 2]
    }

    private func fit(_ weights: [Double], _ model: RegistrationModel) -> Affine? {
        let sum = weights.reduce(0, +)
        guard sum > 0 else { return nil }
        var (from, to) = (SIMD3<Double>.zero, SIMD3<Double>.zero)
        for (pair, weight) in zip(pairs, weights) {
            from += pair.from * (weight / sum)
            to += pair.to * (weight / sum)
        }
        // Sums of products, as columns.
        var crossed = [SIMD3<Double>](repeating: .zero, count: 3)
        var squared = crossed
        for (pair, weight) in zip(pairs, weights) {
            let (p, q) = (pair.from - from, pair.to - to)
            for axis in 0..<3 {
                crossed[axis] += q * (p[axis] * weight)
                squared[axis] += p * (p[axis] * weight)
            }
        }
        let products = Affine(columns: (crossed[0], crossed[1], crossed[2]), translation: .zero)
        let linear: Affine
        switch model {
        case .rigid:
            guard let rotation = products.bestRotation else { return nil }
            linear = rotation
        case .affine:
            let spread = Affine(
                columns: (squared[0], squared[1], squared[2]), translation: .zero)
            guard spread.isInvertible else { return nil }
            linear = products * spread.inverse
        }
        return Affine.translation(to) * linear * .translation(-from)
    }
}

extension Affine {
    /// The rotation R that makes the trace of Rᵀ times the linear part largest (Kabsch 1978); no
    /// translation. nil where fewer than two directions are told apart.
    fileprivate var bestRotation: Affine? {
        // H = U S Vᵀ, from the eigenvectors of Hᵀ H.
        let columns = (0..<3).map { column($0) }
        let square = (0..<3).map { row in
            SIMD3(
                (columns[row] * columns[0]).sum(), (columns[row] * columns[1]).sum(),
                (columns[row] * columns[2]).sum())
        }
        let v = SymmetricMatrix(rows: square).eigen.map(\.vector)
        var u = v.map { applyToDirection($0) }
        guard length(u[0]) > 0, length(u[1]) > 1e-9 * length(u[0]) else { return nil }
        u[0] /= length(u[0])
        u[1] -= u[0] * (u[0] * u[1]).sum()
        u[1] /= length(u[1])
        // The third axis of both is the one that makes no reflection.
        u[2] = cross(u[0], u[1])
        let w = cross(v[0], v[1])
        func image(_ axis: Int) -> SIMD3<Double> {
            u[0] * v[0][axis] + u[1] * v[1][axis] + u[2] * w[axis]
        }
        return Affine(columns: (image(0), image(1), image(2)), translation: .zero)
    }
}
