import Foundation
import Volumes

/// A head of ellipsoids with soft edges, known at every point of the world, so that it can be scanned
/// on any grid, moved, and in several contrasts, without an image being interpolated.
///
/// `Tests/AnalysisTests/Reference/make_sitk_reference.py` has the same numbers.
package struct SmoothHead {
    struct Part {
        let label: Int32
        let center: SIMD3<Double>
        let radii: SIMD3<Double>
        /// Added inside, in either contrast.
        let t1: Double
        let flair: Double
    }

    /// FreeSurfer's number of the left side and of the right one, the left side's middle (RAS, mm), radii,
    /// and what the part adds to the intensity.
    private static let paired: [(Int32, Int32, SIMD3<Double>, SIMD3<Double>, Double, Double)] = [
        (17, 53, SIMD3(-28, -18, -16), SIMD3(9, 18, 9), -20, 40),
        (4, 43, SIMD3(-10, 4, 16), SIMD3(7, 22, 10), -60, -50),
        (10, 49, SIMD3(-12, -14, 4), SIMD3(9, 13, 9), 20, 15),
        (12, 51, SIMD3(-27, 6, 2), SIMD3(7, 14, 9), 35, 25),
        (8, 47, SIMD3(-24, -52, -34), SIMD3(22, 20, 18), 15, 50),
        (2, 41, SIMD3(-26, 2, 14), SIMD3(24, 50, 30), 50, -25),
    ]

    static let parts: [Part] =
        paired.flatMap { left, right, center, radii, t1, flair in
            [
                Part(label: left, center: center, radii: radii, t1: t1, flair: flair),
                Part(
                    label: right, center: center * SIMD3(-1, 1, 1), radii: radii, t1: t1,
                    flair: flair),
            ]
        } + [
            Part(
                label: 16, center: SIMD3(0, -26, -38), radii: SIMD3(13, 13, 22), t1: 30, flair: -30)
        ]
    static let head = SIMD3(72.0, 88, 78)

    /// Where a point of the head (RAS, mm) lies in the world.
    package var motion = Affine.identity
    package var isFLAIR = false

    package init(motion: Affine = .identity, isFLAIR: Bool = false) {
        self.motion = motion
        self.isFLAIR = isFLAIR
    }

    /// 40×48×40 voxels of 5 mm around the origin.
    package static let geometry = Geometry(
        shape: SIMD3(40, 48, 40), voxelSize: SIMD3(5, 5, 5), origin: SIMD3(-97.5, -117.5, -97.5))

    package func scan(on grid: Geometry = geometry) -> Volume {
        let back = motion.inverse * grid.affine
        return Volume(
            geometry: grid,
            voxels: Self.indices(of: grid).map { Float(intensity(at: back.apply($0))) })
    }

    package func labels(on grid: Geometry = geometry) -> LabelMap {
        let back = motion.inverse * grid.affine
        return LabelMap(
            geometry: grid, voxels: Self.indices(of: grid).map { Self.label(at: back.apply($0)) })
    }

    private static func indices(of grid: Geometry) -> [SIMD3<Double>] {
        let shape = grid.shape
        return (0..<grid.voxelCount).map {
            SIMD3<Double>(
                SIMD3($0 % shape.x, $0 / shape.x % shape.y, $0 / (shape.x * shape.y)))
        }
    }

    private static func distance(_ point: SIMD3<Double>, _ radii: SIMD3<Double>) -> Double {
        let scaled = point / radii
        return (scaled * scaled).sum().squareRoot()
    }

    private func intensity(at point: SIMD3<Double>) -> Double {
        func inside(_ distance: Double) -> Double { 1 / (1 + exp((distance - 1) * 10)) }
        let base = (isFLAIR ? 80 : 60) * inside(Self.distance(point, Self.head))
        return Self.parts.reduce(base) { sum, part in
            sum + (isFLAIR ? part.flair : part.t1)
                * inside(Self.distance(point - part.center, part.radii))
        }
    }

    private static func label(at point: SIMD3<Double>) -> Int32 {
        for part in parts where distance(point - part.center, part.radii) < 1 { return part.label }
        if distance(point, head * 0.85) < 1 { return point.x < 0 ? 3 : 42 }
        return 0
    }
}
