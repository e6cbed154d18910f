import Foundation
import Script
import SyntheticScans
import TestSupport
import Testing

@testable import Analysis
@testable import Volumes

/// Measures and images that SimpleITK defines.
@Suite struct SimpleITKTests {
    private static let reference = SimpleITKReference.recorded

    @Test func distancesVolumesAndPlaces() throws {
        let (first, second) = (
            SmoothHead().labels(), SmoothHead(motion: Self.reference.motion()).labels()
        )
        for pair in Self.reference.hausdorff {
            let (a, b) = (first.mask(of: [pair.first]), second.mask(of: [pair.second]))
            let distance = try #require(
                try MaskDistance.hausdorff(a, b, percentile: 100, isCancelled: { false }))
            #expect(abs(distance - pair.distance) < 0.1)
            #expect(abs(a.volumeInMillilitres * 1000 - pair.volume) < 1e-6)
            let center = try #require(MaskMoments(of: a)).centroid
            for axis in 0..<3 { #expect(abs(center[axis] - pair.centroid[axis]) < 1e-6) }
            let box = try #require(a.box)
            #expect(box.start.array + box.shape.array == pair.box)
        }
    }

    @Test func resampling() throws {
        let expected = Self.reference.resampled
        let grid = try Geometry(
            shape: SIMD3(expected.shape[0], expected.shape[1], expected.shape[2]),
            affine: SimpleITKReference.affine(expected.affine))
        let scan = SmoothHead().scan()
        for (kind, values) in [
            (Interpolation.linear, expected.linear), (.cubic, expected.cubic),
            (.nearest, expected.nearest),
        ] {
            let own = scan.resampled(to: grid, interpolation: kind).voxels
            var compared = 0
            for (place, value) in values.enumerated() {
                let index = place * 101
                // SimpleITK ends at the outermost centres, we half a voxel further out.
                let at = grid.world(
                    SIMD3<Double>(
                        SIMD3(
                            index % grid.shape.x, index / grid.shape.x % grid.shape.y,
                            index / (grid.shape.x * grid.shape.y))))
                let here = scan.geometry.index(ofWorld: at)
                let last = SIMD3<Double>(scan.geometry.shape) - SIMD3(repeating: 2)
                guard here.min() > 1, (last - here).min() > 0 else { continue }
                compared += 1
                #expect(abs(Double(own[index]) - value) < 1e-4 * 150 + 1e-2, "\(kind) \(index)")
            }
            #expect(compared > 50)
        }
    }

    private static let demo = "/usr/share/mricron/templates/ch2.nii.gz"

    /// N4 leaves no more of a known shading of the demo scan than SimpleITK's.
    @Test(.enabled(if: FileManager.default.fileExists(atPath: demo), "needs mricron-data"))
    func bias() throws {
        let whole = try VolumeFile.readVolume(at: Self.demo).volume
        let shape = (whole.geometry.shape &+ SIMD3(3, 3, 3)) / SIMD3(4, 4, 4)
        let grid = Geometry(shape: shape, voxelSize: SIMD3(4, 4, 4))
        var (even, shaded, shading): ([Float], [Float], [Double]) = ([], [], [])
        for k in 0..<shape.z {
            for j in 0..<shape.y {
                for i in 0..<shape.x {
                    func along(_ index: Int, _ count: Int) -> Double {
                        Double(2 * index + 1) / Double(count) - 1
                    }
                    let (x, y, z) = (
                        along(i, shape.x), along(j, shape.y), along(k, shape.z)
                    )
                    let logarithm =
                        0.25 * x + 0.2 * y * y - 0.3 * x * z
                        + 0.2 * sin(2 * y + 0.5) * cos(1.5 * z)
                    let value = whole[4 * i, 4 * j, 4 * k]
                    even.append(value)
                    shading.append(logarithm)
                    shaded.append(value * Float(exp(logarithm)))
                }
            }
        }
        let scan = Volume(geometry: grid, voxels: shaded)
        let found = try #require(try scan.biasCorrected { false })
        let inside = even.indices.filter { even[$0] > 60 }
        #expect(inside.count == Self.reference.bias.voxels)
        func spread(_ values: [Double]) -> Double {
            let mean = values.reduce(0, +) / Double(values.count)
            return (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count))
                .squareRoot()
        }
        let before = spread(inside.map { shading[$0] })
        #expect(abs(before - Self.reference.bias.before) < 1e-4)
        let left = inside.map { Double(log(shaded[$0] / found.voxels[$0])) - shading[$0] }
        #expect(spread(left) < 1.1 * Self.reference.bias.after)
    }
}
