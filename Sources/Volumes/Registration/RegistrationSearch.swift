import Foundation

/// Finds roughly where one image lies in another when nothing is known: many turns and heights at a
/// coarse resolution, the best of them made better.
struct RegistrationSearch {
    let fixed: RegistrationImage
    let moving: RegistrationImage
    /// A coarse one.
    let level: RegistrationLevel

    /// Turns about each axis, degrees.
    private static let turns = [-40.0, -20, 0, 20, 40]
    /// Shifts along the body, mm: one image may hold a neck, the other only a brain.
    private static let heights = [-35.0, 0, 35]
    private static let size = 8.0
    /// How many of the rough starts are made better.
    private static let kept = 10

    /// The best transform, fixed to moving, of a grid of turns about the middle of the heads and of
    /// leaving the world as it is.
    func best(isCancelled: @escaping @Sendable () -> Bool) throws -> Affine {
        let starts = try grid(isCancelled) + [.identity]
        var best: (transform: Affine, value: Double)?
        for start in starts {
            let transform = try Registration.refined(
                start, .rigid, level, size: Self.size, isCancelled: isCancelled)
            let value = value(transform)
            if value > best?.value ?? 0 { best = (transform, value) }
        }
        guard let best else { throw RegistrationError.noOverlap }
        return best.transform
    }

    private func grid(_ isCancelled: @escaping @Sendable () -> Bool) throws -> [Affine] {
        guard let from = MaskMoments(of: fixed.head)?.centroid,
            let to = MaskMoments(of: moving.head)?.centroid
        else { throw RegistrationError.noContent }
        var found: [(transform: Affine, value: Double)] = []
        for x in Self.turns {
            for y in Self.turns {
                if isCancelled() { throw CancellationError() }
                for z in Self.turns {
                    let turn = Affine(rotationVector: SIMD3(x, y, z) * .pi / 180)
                    for height in Self.heights {
                        let transform =
                            Affine.translation(to + SIMD3(0, 0, height)) * turn
                            * .translation(-from)
                        found.append((transform, value(transform)))
                    }
                }
            }
        }
        return found.sorted { $0.value > $1.value }.prefix(Self.kept).map(\.transform)
    }

    /// How alike the images are; less where little of the fixed one is covered, 0 where too little.
    private func value(_ transform: Affine) -> Double {
        let (histogram, share) = level.histogram(transform * .translation(level.center))
        guard share > 0.25 else { return 0 }
        return 1 + (histogram.information.value - 1) * min(1, 0.5 + share)
    }
}
