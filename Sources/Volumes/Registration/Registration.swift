import Foundation

/// Aligns two images by what their intensities tell of each other, whatever their contrasts.
///
/// Normalised mutual information of the joint histogram (Studholme, Hill and Hawkes 1999), spread by
/// a cubic B-spline (Mattes et al. 2003), is raised by BFGS from coarse to fine.
package struct Registration: Sendable {
    package let model: RegistrationModel
    /// From world positions (RAS, mm) in the fixed image to those in the moving one.
    package let transform: Affine
    /// Which part of the spread of one image's intensities the other one's explain, as a correlation;
    /// 0 to 1.
    package let fit: Double
    /// Which part of the fixed image's region the moving image covers; 0 to 1.
    package let overlap: Double

    /// By how much the images tell more of each other than when one of them is moved by 10 mm or 15°, as
    /// a part of what they tell; 0 for no more.
    package let distinctness: Double

    /// One resolution.
    private struct Step {
        /// Of voxels, mm.
        let size: Double
        let points: Int
        let bins: Int
    }

    private static let steps = [
        Step(size: 4, points: 40_000, bins: 32), Step(size: 2, points: 120_000, bins: 48),
        Step(size: 1, points: 240_000, bins: 64),
    ]

    /// - Parameters:
    ///   - start: What to begin with, fixed to moving; nil for a search.
    ///   - region: Where in the fixed image the fit counts; nil for all that is not background.
    /// - Throws: `RegistrationError`, `CancellationError`.
    package init(
        moving: Volume, fixed: Volume, model: RegistrationModel, start: Affine? = nil,
        region: Mask? = nil, isCancelled: @escaping @Sendable () -> Bool
    ) throws {
        let fixed = try RegistrationImage(fixed, isCancelled: isCancelled)
        let moving = try RegistrationImage(moving, isCancelled: isCancelled)
        let region = region ?? fixed.head
        guard let center = MaskMoments(of: region)?.centroid else {
            throw RegistrationError.noContent
        }
        func level(_ step: Step) throws -> RegistrationLevel {
            try RegistrationLevel(
                fixed: fixed, moving: moving, size: step.size, region: region, center: center,
                limit: step.points, bins: step.bins, isCancelled: isCancelled)
        }
        var current =
            try start
            ?? RegistrationSearch(
                fixed: fixed, moving: moving,
                level: try level(Step(size: 8, points: 8000, bins: 24))
            ).best(isCancelled: isCancelled)
        var last: RegistrationLevel?
        for (number, step) in Self.steps.enumerated() {
            let level = try level(step)
            if number == 0 {
                current = try Self.refined(
                    current, .rigid, level, size: step.size, isCancelled: isCancelled)
            }
            if number > 0 || model == .affine {
                current = try Self.refined(
                    current, model, level, size: step.size, isCancelled: isCancelled)
            }
            if number == 1 { last = level }
        }
        guard let last else { preconditionFailure("no middle step") }
        let (histogram, share) = last.histogram(current * .translation(center))
        guard share > 0 else { throw RegistrationError.noOverlap }
        self.model = model
        transform = current
        fit = histogram.correlation
        overlap = share
        distinctness = Self.distinctness(current, last, best: histogram.information.value)
    }

    /// The same from the other side: what was moved stays where it is.
    package var inverse: Registration {
        Registration(inverting: self)
    }

    private init(inverting other: Registration) {
        model = other.model
        transform = other.transform.inverse
        fit = other.fit
        overlap = other.overlap
        distinctness = other.distinctness
    }

    private static func distinctness(
        _ transform: Affine, _ level: RegistrationLevel, best: Double
    ) -> Double {
        let base = transform * .translation(level.center)
        var values: [Double] = []
        for axis in 0..<3 {
            for sign in [-1.0, 1] {
                var unit = SIMD3<Double>.zero
                unit[axis] = sign
                let turn = Affine(rotationVector: unit * (15 * .pi / 180))
                for motion in [Affine.translation(unit * 10), turn] {
                    let (histogram, share) = level.histogram(base * motion)
                    if share > 0.25 { values.append(histogram.information.value) }
                }
            }
        }
        guard !values.isEmpty, best > 1 else { return 0 }
        let mean = values.reduce(0, +) / Double(values.count)
        return (best - mean) / (best - 1)
    }

    /// A transform made better at one resolution.
    static func refined(
        _ start: Affine, _ model: RegistrationModel, _ level: RegistrationLevel, size: Double,
        isCancelled: @escaping @Sendable () -> Bool
    ) throws -> Affine {
        let motion = RegistrationMotion(model: model)
        let base = start * .translation(level.center)
        let descent = QuasiNewton(firstStep: size / 2, tolerance: size / 200, iterations: 40)
        let best = try descent.minimum(from: [Double](repeating: 0, count: motion.count)) {
            if isCancelled() { throw CancellationError() }
            let relative = motion.relative($0)
            let (value, entries) = level.information(base * relative)
            // Through the start's linear part, from the moving world back to the relative one.
            var own = [Double](repeating: 0, count: 12)
            for row in 0..<3 {
                for column in 0..<4 {
                    for world in 0..<3 {
                        own[4 * row + column] += base[world, row] * entries[4 * world + column]
                    }
                }
            }
            let gradient = motion.gradient(at: $0, byEntries: own)
            return (-value, gradient.map { -$0 })
        }
        return base * motion.relative(best.parameters) * .translation(-level.center)
    }
}
