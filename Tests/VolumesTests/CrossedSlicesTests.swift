import Foundation
import Testing

@testable import Volumes

@Suite struct CrossedSlicesTests {
    /// Blobs with detail finer than a thick slice, on a grid of 1 mm.
    private let truth: Volume = {
        let geometry = Geometry(shape: SIMD3(40, 36, 40), origin: SIMD3(-20, -18, -20))
        let voxels = (0..<geometry.voxelCount).map { offset -> Float in
            let (i, j, k) = (offset % 40, offset / 40 % 36, offset / 1440)
            let (x, y, z) = (Double(i) - 19.5, Double(j) - 17.5, Double(k) - 19.5)
            let radius = (x * x + y * y + z * z).squareRoot()
            guard radius < 16 else { return 0 }
            return Float(100 + 25 * sin(x / 1.4) + 20 * sin(z / 1.3 + y / 3) + 15 * cos(y / 2))
        }
        return Volume(geometry: geometry, voxels: voxels)
    }()

    private func slices(_ axis: Int, by count: Int = 5) throws -> Volume {
        try truth.averaged(alongAxis: axis, by: count)
    }

    /// Root of the mean square difference within the ball, of intensities 40 to 160.
    private func error(of found: Volume, _ truth: Volume) -> Double {
        var (sum, count) = (0.0, 0)
        for (one, other) in zip(found.voxels, truth.voxels) where other > 0 {
            sum += Double((one - other) * (one - other))
            count += 1
        }
        return (sum / Double(count)).squareRoot()
    }

    @Test func slicesAreThickFromTwiceTheirWidthOn() {
        func axis(_ size: SIMD3<Double>) -> Int? {
            CrossedSlices.thickAxis(of: Geometry(shape: SIMD3(4, 4, 4), voxelSize: size))
        }
        #expect(axis(SIMD3(1, 1, 5)) == 2)
        #expect(axis(SIMD3(2, 0.5, 1)) == 0)
        #expect(axis(SIMD3(1, 1, 1.9)) == nil)
        #expect(axis(SIMD3(1, 3, 3)) == nil)
    }

    @Test func theDirectionInTheWorldDecidesWhetherSlicesCross() throws {
        let (sagittal, axial) = (try slices(0).geometry, try slices(2).geometry)
        #expect(CrossedSlices.cross(axial, sagittal))
        #expect(!CrossedSlices.cross(axial, axial))
        #expect(!CrossedSlices.cross(axial, truth.geometry))
        // The axial slices with their axes in another order still cross none of their kind.
        let (turned, _) = try slices(2).reoriented(to: #require(Orientation("SPL")))
        #expect(CrossedSlices.thickAxis(of: turned.geometry) == 0)
        #expect(!CrossedSlices.cross(axial, turned.geometry))
        #expect(CrossedSlices.cross(turned.geometry, sagittal))
        func tilted(_ degrees: Double) throws -> Geometry {
            let (cosine, sine) = (cos(degrees * .pi / 180), sin(degrees * .pi / 180))
            return try axial.moved(
                by: Affine(
                    rows: SIMD4(cosine, 0, sine, 0), SIMD4(0, 1, 0, 0), SIMD4(-sine, 0, cosine, 0)))
        }
        #expect(CrossedSlices.cross(axial, try tilted(46)))
        #expect(!CrossedSlices.cross(axial, try tilted(44)))
    }

    @Test func joinedSlicesComeNearerToTheTruthThanEither() throws {
        let (axial, sagittal) = (try slices(2), try slices(0))
        let joined = try CrossedSlices.joined([axial, sagittal])
        #expect(joined.geometry.isSameGrid(as: truth.geometry, tolerance: 1e-9))
        let alone = [axial, sagittal].map {
            error(of: $0.resampled(to: truth.geometry, interpolation: .linear), truth)
        }
        let found = error(of: joined, truth)
        #expect(found < 0.75 * (alone.min() ?? 0))
        // Their averages over the slices are the scans.
        #expect(try error(of: joined.averaged(alongAxis: 2, by: 5), axial) < 0.25 * found)
        // A third direction brings more.
        let all = try CrossedSlices.joined([axial, sagittal, try slices(1, by: 4)])
        #expect(error(of: all, truth) < found)
    }

    @Test func theFirstScanGivesAxesAndFieldOfView() throws {
        let (turned, _) = try slices(2).reoriented(to: #require(Orientation("SPL")))
        let joined = try CrossedSlices.joined([turned, try slices(0)])
        #expect(joined.geometry.orientation == Orientation("SPL"))
        #expect(joined.geometry.shape == SIMD3(40, 36, 40))
        let upright = joined.resampled(to: truth.geometry, interpolation: .nearest)
        let plain = try CrossedSlices.joined([try slices(2), try slices(0)])
        #expect(error(of: upright, plain) < 1e-3)
    }

    @Test func aTiltedScanIsCarriedThroughItsAffine() throws {
        let (cosine, sine) = (cos(0.2), sin(0.2))
        let turn = Affine(
            rows: SIMD4(cosine, sine, 0, 0.7), SIMD4(-sine, cosine, 0, -0.4), SIMD4(0, 0, 1, 0.3))
        let tilted = truth.resampled(
            to: try truth.geometry.moved(by: turn), interpolation: .cubic)
        let (axial, sagittal) = (try slices(2), try tilted.averaged(alongAxis: 0, by: 5))
        let found = error(of: try CrossedSlices.joined([axial, sagittal]), truth)
        let alone = error(of: axial.resampled(to: truth.geometry, interpolation: .linear), truth)
        #expect(found < 0.85 * alone)
    }

    @Test func whatOneScanLacksComesFromTheOther() throws {
        let axial = try slices(2)
        let whole = try slices(0)
        let lower = whole.cut(
            from: .zero, to: try whole.geometry.cut(from: .zero, shape: SIMD3(8, 36, 20)), fill: 0)
        let joined = try CrossedSlices.joined([axial, lower])
        let alone = try CrossedSlices.joined([axial])
        let (upper, above) = (truth.geometry.offset(20, 18, 33), truth.geometry.offset(21, 20, 30))
        for voxel in [upper, above] {
            #expect(abs(joined.voxels[voxel] - alone.voxels[voxel]) < 0.5)
        }
        var holed = whole.voxels
        for voxel in holed.indices where voxel % 7 == 0 { holed[voxel] = .nan }
        let patched = try CrossedSlices.joined([
            axial, Volume(geometry: whole.geometry, voxels: holed),
        ])
        #expect(patched.voxels.allSatisfy { $0.isFinite })
        let linear = axial.resampled(to: truth.geometry, interpolation: .linear)
        #expect(error(of: patched, truth) < error(of: linear, truth))
    }

    @Test func oneContrastAgreesWhateverItsScale() throws {
        let axial = try slices(2)
        let inside = Mask(geometry: axial.geometry, voxels: axial.voxels.map { $0 > 50 ? 1 : 0 })
        let bright = try slices(0).mapped { 3.5 * $0 }
        let same = try #require(try CrossedSlices.agreement(of: axial, bright, inside: inside))
        #expect(same.correlation > 0.95)
        #expect(abs(same.gain * 3.5 - 1) < 0.02)
        let inverse = try slices(0).mapped { $0 > 0 ? 200 - $0 : 0 }
        let other = try #require(try CrossedSlices.agreement(of: axial, inverse, inside: inside))
        #expect(other.correlation < 0)
        let even = try slices(0).mapped { _ in 7 }
        #expect(try CrossedSlices.agreement(of: axial, even, inside: inside) == nil)
        let far = Volume(
            geometry: Geometry(
                shape: SIMD3(8, 36, 40), voxelSize: SIMD3(5, 1, 1), origin: SIMD3(500, 0, 0)),
            voxels: bright.voxels)
        #expect(try CrossedSlices.agreement(of: axial, far, inside: inside) == nil)
    }

    @Test func joiningStopsWhenAsked() throws {
        let scans = [try slices(2), try slices(0)]
        #expect(throws: CancellationError.self) {
            try CrossedSlices.joined(scans, isCancelled: { true })
        }
    }
}
