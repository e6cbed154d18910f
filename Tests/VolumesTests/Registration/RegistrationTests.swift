import Foundation
import SyntheticScans
import Testing

@testable import Volumes

@Suite struct RegistrationTests {
    /// NumPy 2.4: entropies of the table, and the correlation ratio of either side.
    @Test func measuresOfAHistogramLikeNumPy() {
        var histogram = JointHistogram(bins: 4)
        histogram.counts = [4, 1, 0, 2, 0, 3, 5, 1, 2, 0, 1, 6, 1, 1, 2, 0]
        #expect(abs(histogram.information.value - 1.1921452039084153) < 1e-12)
        #expect(abs(histogram.correlation - 0.4165921221331662) < 1e-12)
        #expect(JointHistogram(bins: 4).information.value == 1)
        #expect(JointHistogram(bins: 4).correlation == 0)
    }

    private static let motion =
        Affine.translation(SIMD3(9, -6, 5))
        * Affine(rotationVector: SIMD3(8, -12, 15) * .pi / 180)

    private static func level(of moving: Volume) throws -> RegistrationLevel {
        let fixed = try RegistrationImage(SmoothHead().scan()) { false }
        return try RegistrationLevel(
            fixed: fixed, moving: RegistrationImage(moving) { false }, size: 4,
            region: fixed.head, center: .zero, limit: 20_000, bins: 32, isCancelled: { false })
    }

    /// The derivative in closed form against differences of values.
    @Test func gradientIsThatOfTheValue() throws {
        let level = try Self.level(of: SmoothHead(motion: Self.motion, isFLAIR: true).scan())
        for model in RegistrationModel.allCases {
            let motion = RegistrationMotion(model: model)
            var numbers = [Double](repeating: 0, count: motion.count)
            for index in numbers.indices { numbers[index] = 2 + Double(index % 3) }
            let gradient = motion.gradient(
                at: numbers, byEntries: level.information(motion.relative(numbers)).gradient)
            for index in numbers.indices {
                var (low, high) = (numbers, numbers)
                low[index] -= 0.05
                high[index] += 0.05
                let slope =
                    (level.information(motion.relative(high)).value
                        - level.information(motion.relative(low)).value) / 0.1
                // Points that enter and leave make the value rough.
                #expect(
                    abs(slope - gradient[index]) < 0.05 * abs(slope) + 2e-5, "\(model) \(index)")
            }
        }
    }

    /// Greatest distance, mm, between two transforms at the edges of a brain.
    private func distance(_ a: Affine, _ b: Affine) -> Double {
        var largest = 0.0
        for x in [-60.0, 60] {
            for y in [-70.0, 70] {
                for z in [-60.0, 60] {
                    let point = SIMD3(x, y, z)
                    largest = max(largest, length(a.apply(point) - b.apply(point)))
                }
            }
        }
        return largest
    }

    @Test(
        "Motions are found again, in another contrast too",
        arguments: [(false, 20.0, 30.0), (true, 28, 40), (true, 8, 12)])
    func rigid(isFLAIR: Bool, degrees: Double, millimetres: Double) throws {
        let axis = SIMD3(0.6, -0.48, 0.64)
        let motion =
            Affine.translation(SIMD3(0.64, 0.6, -0.48) * millimetres)
            * Affine(rotationVector: axis * (degrees * .pi / 180))
        // A field of view that moves along, as a scanner's is put around the head.
        let grid = Geometry(
            shape: SIMD3(44, 44, 44), voxelSize: SIMD3(5, 5, 5),
            origin: SmoothHead.geometry.world(.zero) + motion.translation)
        let moved = SmoothHead(motion: motion, isFLAIR: isFLAIR).scan(on: grid)
        let found = try Registration(
            moving: moved, fixed: SmoothHead().scan(), model: .rigid, isCancelled: { false })
        // Voxels are of 5 mm: a tenth of one, a fifth across contrasts.
        #expect(distance(found.transform, motion) < (isFLAIR ? 1 : 0.5))
        #expect((found.transform * motion.inverse).rotationAngle < 0.3)
        #expect(abs(found.transform.determinant - 1) < 1e-9)
        #expect(found.distinctness > 0.45)
        #expect(found.overlap > 0.9)
    }

    @Test func stretchesAreFoundAgain() throws {
        let motion = Self.motion * .scaling(SIMD3(1.06, 0.97, 1.03))
        let found = try Registration(
            moving: SmoothHead(motion: motion).scan(), fixed: SmoothHead().scan(),
            model: .affine, start: .identity, isCancelled: { false })
        #expect(distance(found.transform, motion) < 0.5)
        #expect(abs(found.transform.determinant - motion.determinant) < 0.005)
    }

    @Test func noiseIsNoHead() throws {
        let noise = Volume(
            geometry: SmoothHead.geometry,
            voxels: (0..<SmoothHead.geometry.voxelCount).map { index in
                Float((index &* 2_654_435_761) >> 7 & 255)
            })
        let found = try Registration(
            moving: noise, fixed: SmoothHead().scan(), model: .rigid, isCancelled: { false })
        #expect(found.distinctness < 0.2)
    }

    @Test func imagesOfOneValueHoldNothing() {
        let flat = Volume(
            geometry: SmoothHead.geometry,
            voxels: [Float](repeating: 3, count: SmoothHead.geometry.voxelCount))
        #expect(throws: RegistrationError.noContent) {
            _ = try Registration(
                moving: flat, fixed: flat, model: .rigid, isCancelled: { false })
        }
    }

    @Test func stopsWhenAsked() {
        let scan = SmoothHead().scan()
        #expect(throws: CancellationError.self) {
            _ = try Registration(moving: scan, fixed: scan, model: .rigid, isCancelled: { true })
        }
        #expect(throws: CancellationError.self) { _ = try scan.biasCorrected { true } }
        let mask = SmoothHead().labels().mask(of: [17])
        #expect(throws: CancellationError.self) { _ = try mask.distanceMap { true } }
        #expect(throws: CancellationError.self) {
            _ = try mask.dilated(by: 20, isCancelled: { true })
        }
        #expect(throws: CancellationError.self) {
            _ = try MaskDistance.hausdorff(mask, mask, percentile: 95, isCancelled: { true })
        }
    }

    /// numpy.fft.fft([1, -2, 3, 0.5, 0, 2, -1, 4])
    @Test func fourierLikeNumPy() {
        let values = [1, -2, 3, 0.5, 0, 2, -1, 4.0].map { SIMD2($0, 0) }
        let expected = [
            SIMD2(7.5, 0), SIMD2(0.6464466094, 1.3033008589), SIMD2(-1, 4.5),
            SIMD2(1.3535533906, 9.3033008589), SIMD2(-1.5, 0),
            SIMD2(1.3535533906, -9.3033008589), SIMD2(-1, -4.5),
            SIMD2(0.6464466094, -1.3033008589),
        ]
        let own = FourierTransform.forward(values)
        for (own, other) in zip(own, expected) {
            #expect(abs(own.x - other.x) < 1e-9 && abs(own.y - other.y) < 1e-9)
        }
        for (own, other) in zip(FourierTransform.backward(own), values) {
            #expect(abs(own.x - other.x) < 1e-12)
        }
    }

    @Test func centroidsOfLabelsAreThoseOfTheirMasks() throws {
        let map = SmoothHead(motion: Self.motion).labels()
        let found = map.centroids(below: 100)
        #expect(found.count == map.counts.keys.count)
        for (label, center) in found {
            let mask = map.mask(of: [label])
            let moments = try #require(MaskMoments(of: mask))
            #expect(center.count == mask.count)
            #expect(length(center.position - moments.centroid) < 1e-9)
        }
    }
}
