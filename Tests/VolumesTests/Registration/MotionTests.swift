import Testing

@testable import Volumes

@Suite struct MotionTests {
    private func largest(_ a: Affine, _ b: Affine) -> Double {
        zip(a.elements, b.elements).map { abs($0 - $1) }.max() ?? 0
    }

    /// SciPy 1.17: Rotation.from_rotvec([0.3, -0.5, 0.8]).as_matrix()
    private static let turned = Affine(
        rows: SIMD4(0.59017506, -0.74466024, -0.3117283, 0),
        SIMD4(0.606517, 0.66385145, -0.43753672, 0),
        SIMD4(0.53275748, 0.06915475, 0.84343766, 0))

    @Test func rotationsLikeSciPy() {
        let own = Affine(rotationVector: SIMD3(0.3, -0.5, 0.8))
        #expect(largest(own, Self.turned) < 1e-7)
        #expect(abs(own.rotationAngle - 0.98994949 * 180 / .pi) < 1e-6)
    }

    @Test(arguments: [0, 1e-9, 1e-4, 0.3, 1.5, 3])
    func anglesOfRotations(_ angle: Double) {
        let own = Affine(rotationVector: SIMD3(2, -1, 2) / 3 * angle)
        #expect(abs(own.rotationAngle - angle * 180 / .pi) < 1e-9)
    }

    /// SciPy 1.17: linalg.sqrtm of the same 4×4 matrix.
    @Test func squareRootLikeSciPy() {
        let motion = Affine(
            rows: SIMD4(0.9, -0.3, 0.1, 12), SIMD4(0.2, 1.05, -0.2, -7),
            SIMD4(-0.1, 0.25, 0.95, 30))
        let root = motion.squareRoot
        let expected = Affine(
            rows: SIMD4(0.95780448, -0.15294058, 0.04357646, 5.55582137),
            SIMD4(0.09730661, 1.0377651, -0.10111424, -2.93265385),
            SIMD4(-0.05753778, 0.11941214, 0.98213113, 15.47317613))
        #expect(largest(root, expected) < 1e-6)
        #expect(largest(root * root, motion) < 1e-9)
    }

    @Test func theMiddleIsAsFarFromBoth() {
        let a = Affine.translation(SIMD3(3, 4, 5)) * Self.turned
        let b = Affine.translation(SIMD3(-20, 1, 8)) * Affine(rotationVector: SIMD3(0.2, 0.1, 0))
        let middle = a.middle(b)
        #expect(largest(a.inverse * middle, middle.inverse * b) < 1e-6)
        #expect(largest(middle, b.middle(a)) < 1e-6)
    }

    /// SciPy 1.17: Rotation.align_vectors of the points about their weighted middles.
    @Test func pointsAreAligned() throws {
        let from: [SIMD3<Double>] = [
            SIMD3(0, 0, 0), SIMD3(60, 0, 5), SIMD3(-10, 70, 0), SIMD3(5, 12, 55),
            SIMD3(30, -40, 20),
        ]
        let motion = Affine.translation(SIMD3(12, -30, 4)) * Self.turned
        let pairs = from.map { PointAlignment.Pair(from: $0, to: motion.apply($0), weight: 2) }
        let rigid = try #require(PointAlignment(pairs).best(.rigid))
        #expect(largest(rigid.transform, motion) < 1e-5)
        #expect(rigid.residual < 1e-5)
        // One point that is wrong moves nothing much.
        let wrong = pairs + [.init(from: SIMD3(20, 20, 20), to: SIMD3(200, 0, 0), weight: 2)]
        let robust = try #require(PointAlignment(wrong).best(.rigid))
        #expect(largest(robust.transform, motion) < 0.05)
        let stretched = pairs.map {
            PointAlignment.Pair(from: $0.from, to: $0.to * SIMD3(1.1, 0.9, 1), weight: 1)
        }
        let affine = try #require(PointAlignment(stretched).best(.affine))
        #expect(affine.residual < 1e-9)
        #expect(abs(affine.transform.determinant - 0.99) < 1e-7)
        #expect(PointAlignment(Array(pairs.prefix(3))).best(.rigid) == nil)
    }

    /// Written by SimpleITK 2.5.7 for an AffineTransform with a centre; its images of two points.
    @Test func readsITKsTransforms() throws {
        let text = """
            #Insight Transform File V1.0
            #Transform 0
            Transform: AffineTransform_double_3_3
            Parameters: 0.9 -0.1 0.2 0.05 1.1 -0.3 0.15 0.25 0.95 5 -6 7
            FixedParameters: 10 20 30

            """
        let transform = try #require(ITKTransformFile.transform(reading: text))
        // LPS (1, 2, 3) → (3.3, 1.85, 5.5): in RAS the first two are turned round.
        let image = transform.apply(SIMD3(-1, -2, 3))
        #expect(length(image - SIMD3(-3.3, -1.85, 5.5)) < 1e-9)
        let again = try #require(
            ITKTransformFile.transform(reading: ITKTransformFile.text(of: transform)))
        #expect(largest(again, transform) < 1e-12)
        for bad in ["", text.replacing("0.9 ", with: ""), text.replacing("0.9", with: "x")] {
            #expect(ITKTransformFile.transform(reading: bad) == nil)
        }
    }
}
