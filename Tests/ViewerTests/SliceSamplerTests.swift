import Testing
import Volumes

@testable import Viewer

/// The two ways of reading a slice, along the axes of a grid and point by point, give the same
/// numbers to the last bit.
@Suite("Slices along the axes of a grid and across them")
struct SliceSamplerTests {
    private static let orders = [
        [0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0],
    ]

    /// - Parameter shear: So little that no point moves, and the grid counts as oblique.
    private func geometry(_ order: [Int], shear: Double = 0) throws -> Geometry {
        var columns = [SIMD3<Double>](repeating: .zero, count: 3)
        for (axis, size) in [0.7, -1.3, 0.9].enumerated() {
            columns[axis][order[axis]] = size
            columns[axis][order[(axis + 1) % 3]] = shear
        }
        return try Geometry(
            shape: SIMD3(23, 17, 19),
            affine: Affine(
                columns: (columns[0], columns[1], columns[2]),
                translation: SIMD3(-7.31, 9.17, -3.77)))
    }

    private func frames(_ geometry: Geometry, pixel: Double) -> [SliceFrame] {
        let box = WorldBox(around: geometry)
        return SlicePlane.allCases.flatMap { plane in
            DisplayConvention.allCases.map { convention in
                SliceFrame(
                    plane: plane, center: box.center + 0.123, columns: Int(30 / pixel),
                    rows: Int(26 / pixel), pixelSize: SIMD2(pixel, 1.2 * pixel),
                    convention: convention)
            }
        }
    }

    @Test(arguments: orders) func bothWaysAgree(order: [Int]) throws {
        let (upright, oblique) = (try geometry(order), try geometry(order, shear: 1e-40))
        let voxels = (0..<upright.voxelCount).map { index -> Float in
            if index % 13 == 5 { return index % 2 == 0 ? .nan : .infinity }
            return Float(index * 7919 % 1009) / 3
        }
        let inside = (0..<upright.voxelCount).map { UInt8($0 * 31 % 17 < 5 ? 1 : 0) }
        for pixel in [0.31, 2.9] {
            for frame in frames(upright, pixel: pixel) {
                let along = SliceSampler(frame: frame, geometry: upright)
                let across = SliceSampler(frame: frame, geometry: oblique)
                #expect(along.voxelAxes != nil && across.voxelAxes == nil)
                let values = along.values(of: Volume(geometry: upright, voxels: voxels))
                #expect(values.contains { $0.isFinite })
                #expect(
                    values.map(\.bitPattern)
                        == across.values(of: Volume(geometry: oblique, voxels: voxels))
                        .map(\.bitPattern))
                let covered = along.coverage(
                    of: SliceOverlay(mask: Mask(geometry: upright, voxels: inside), name: ""))
                #expect(covered.contains { $0 > 0 })
                #expect(
                    covered
                        == across.coverage(
                            of: SliceOverlay(
                                mask: Mask(geometry: oblique, voxels: inside), name: "")))
            }
        }
    }

    /// Only pixels near a mask are looked at; a single voxel in a corner is not missed.
    @Test(arguments: orders) func smallMasksAreSeen(order: [Int]) throws {
        let grid = try geometry(order)
        for index in [SIMD3(0, 0, 0), SIMD3(22, 16, 18), SIMD3(11, 3, 7)] {
            var voxels = [UInt8](repeating: 0, count: grid.voxelCount)
            voxels[grid.offset(index.x, index.y, index.z)] = 1
            let overlay = SliceOverlay(mask: Mask(geometry: grid, voxels: voxels), name: "")
            let center = grid.world(SIMD3<Double>(index))
            for plane in SlicePlane.allCases {
                let frame = SliceFrame(
                    plane: plane, center: center, columns: 40, rows: 40,
                    pixelSize: SIMD2(0.1, 0.1), convention: .radiological)
                let area = SliceSampler(frame: frame, geometry: grid).coverage(of: overlay)
                    .reduce(0, +)
                let axis = try #require(order.firstIndex(of: plane.axis))
                let face = [0.7, 1.3, 0.9].enumerated().reduce(1.0) {
                    $1.offset == axis ? $0 : $0 * $1.element
                }
                // The face of the voxel, in pixels; they are whole or not at all in it.
                #expect(abs(Double(area) - face * 100) < 25)
            }
        }
    }

    @Test func ranksAreThoseOfSortedNumbers() {
        for count in [1, 2, 3, 10, 1000] {
            for kinds in [1, 3, 1_000_003] {
                let numbers = (0..<count).map { $0 * 7919 % kinds }
                let sorted = numbers.sorted()
                for rank in Set([0, count / 500, count / 3, count - 1]) {
                    var copy = numbers
                    #expect(copy.element(atRank: rank) == sorted[rank])
                    #expect(copy.sorted() == sorted)
                }
            }
        }
    }
}
