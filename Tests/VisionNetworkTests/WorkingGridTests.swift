import Testing
import Volumes

@testable import VisionNetwork

@Suite struct WorkingGridTests {
    @Test(arguments: [
        (0.4, AxisScale.averaging(5)), (0.7, .averaging(3)), (0.8, .averaging(3)),
        (0.9375, .averaging(2)), (1.0, .averaging(2)), (1.3, .averaging(2)),
        // 1.5 mm is nearer to 2 mm than 3 mm is, in ratio.
        (1.5, .averaging(1)), (2.0, .averaging(1)), (2.5, .averaging(1)), (3.0, .interpolating(2)),
        (4.0, .interpolating(2)), (5.0, .interpolating(3)), (6.5, .interpolating(3)),
        (0.001, .averaging(2000)),
    ])
    func scaleComesNearestToTheWorkingSpacing(spacing: Double, scale: AxisScale) {
        #expect(AxisScale(spacing: spacing, working: 2) == scale)
    }

    @Test func firstVoxelLiesInTheMiddleOfTheFirstBlock() throws {
        // LPS at 1 x 0.7 x 5 mm.
        let geometry = try Geometry(
            shape: SIMD3(11, 9, 4),
            affine: Affine(
                columns: (SIMD3(-1, 0, 0), SIMD3(0, -0.7, 0), SIMD3(0, 0, 5)),
                translation: SIMD3(50, 60, -70)))
        let grid = WorkingGrid(for: geometry, workingSpacing: 2)
        #expect(grid.scales == [.averaging(2), .averaging(3), .interpolating(3)])
        #expect(grid.shape == SIMD3(6, 3, 12))
        // In RAS the first voxel is the scan's last along x and y: world 40, 54.4, -70.
        let first = grid.affine.apply(.zero)
        let expected = SIMD3(40 + 0.5, 54.4 + 0.7, -70 - 5.0 / 3)
        #expect(abs((first - expected).sum()) < 1e-9)
        let next = grid.affine.apply(SIMD3(1, 1, 1)) - first
        #expect(abs((next - SIMD3(2, 2.1, 5.0 / 3)).sum()) < 1e-9)
    }

    @Test(arguments: [
        AxisScale.averaging(1), .averaging(2), .averaging(3), .interpolating(2), .interpolating(5),
    ])
    func positionsAgreeWithTheAffine(scale: AxisScale) {
        for index in 0..<10 {
            let position = scale.position(ofScanVoxel: index)
            #expect(abs(position * scale.step + scale.firstCentre - Double(index)) < 1e-12)
        }
    }

    @Test func averagesBlocksAndWhatIsLeftOfTheLast() {
        let geometry = Geometry(shape: SIMD3(5, 1, 1), voxelSize: SIMD3(1, 2, 2))
        let grid = WorkingGrid(for: geometry, workingSpacing: 2)
        let volume = Volume(geometry: geometry, voxels: [1, 3, .infinity, 4, 9])
        #expect(grid.samples(of: grid.voxels(of: volume)) == [2, 2, 9])
    }

    @Test func interpolatesCoarseAxes() {
        let geometry = Geometry(shape: SIMD3(1, 2, 1), voxelSize: SIMD3(2, 4, 2))
        let grid = WorkingGrid(for: geometry, workingSpacing: 2)
        let volume = Volume(geometry: geometry, voxels: [0, 8])
        #expect(grid.samples(of: grid.voxels(of: volume)) == [0, 2, 6, 8])
    }

    @Test func percentilesFollowTheNearestRank() throws {
        let values = (0..<1000).map { Float(($0 * 7919) % 1000) - 300 } + [-0.0, 1e-30, -1e30]
        let sorted = values.sorted()
        for quantile in [0, 0.01, 0.3, 0.5, 0.995, 1] {
            let rank = Int((quantile * Double(values.count - 1)).rounded(.down))
            #expect(IntensityRange.nearestRank(values, quantile) == sorted[rank])
        }
        // Mean 2: above it are 3 and 100, whose 99.5th percentile by rank is 3.
        let range = try IntensityRange(of: [-97, 2, 2, 2, 3, 100])
        #expect(range.low == -97)
        #expect(range.high == 3)
        #expect(range.normalized(53) == 1.5)
        #expect(range.normalized(-100) == 0)
    }
}
