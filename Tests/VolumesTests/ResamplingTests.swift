import Testing

@testable import Volumes

@Suite struct ResamplingTests {
    /// Of values around 100 with a spread of 30: single precision of a few sums and products.
    static let tolerance: Float = 1e-3

    private func source() throws -> Volume {
        let reference = Reference.shared.resampling
        return Volume(
            geometry: try geometry(reference.shape, reference.affine), voxels: reference.values)
    }

    private func geometry(_ shape: [Int], _ affine: [Double]) throws -> Geometry {
        try Geometry(
            shape: SIMD3(shape[0], shape[1], shape[2]),
            affine: #require(Affine(elements: affine)))
    }

    @Test(arguments: 0..<3)
    func likeSciPy(_ index: Int) throws {
        let expected = Reference.shared.resampling.cases[index]
        let target = try geometry(expected.shape, expected.affine)
        let linear = try source().resampled(to: target, interpolation: .linear)
        let worst = zip(linear.voxels, expected.linear).map { abs($0 - $1) }.max() ?? .infinity
        #expect(worst < Self.tolerance)
        let nearest = try source().resampled(to: target, interpolation: .nearest)
        #expect(nearest.voxels == expected.nearest)
    }

    @Test func ontoItselfChangesNothing() throws {
        let volume = try source()
        // A hair's breadth away, so that the work is done.
        let grid = volume.geometry
        let near = try Geometry(
            shape: grid.shape,
            affine: Affine(
                columns: (grid.affine.column(0), grid.affine.column(1), grid.affine.column(2)),
                translation: grid.affine.translation + SIMD3(repeating: 1e-9)))
        let again = volume.resampled(to: near, interpolation: .linear)
        for (a, b) in zip(again.voxels, volume.voxels) { #expect(abs(a - b) < 1e-3) }
        #expect(volume.resampled(to: near, interpolation: .nearest).voxels == volume.voxels)
    }

    @Test func labelsStayLabels() throws {
        let grid = Geometry(shape: SIMD3(8, 8, 8))
        let labels = LabelMap(
            geometry: grid, voxels: (0..<512).map { Int32($0 % 8 < 4 ? 2 : 53) }, names: [2: "a"])
        let fine = Geometry(
            shape: SIMD3(21, 21, 21), voxelSize: SIMD3(0.4, 0.4, 0.4),
            origin: SIMD3(-0.2, -0.2, -0.2))
        let moved = labels.resampled(to: fine)
        #expect(Set(moved.voxels).isSubset(of: [0, 2, 53]))
        #expect(moved.names == labels.names)
        let mask = labels.mask(of: [53]).resampled(to: fine)
        #expect(mask.voxels.allSatisfy { $0 <= 1 })
        #expect(mask.voxels == moved.mask(of: [53]).voxels)
        #expect(abs(mask.volumeInMillilitres - 0.256) < 0.03)
    }

    @Test func outsideIsZero() {
        let volume = Volume(
            geometry: Geometry(shape: SIMD3(3, 3, 3)), voxels: [Float](repeating: 5, count: 27))
        let shifted = Geometry(shape: SIMD3(3, 3, 3), origin: SIMD3(2, 0, 0))
        for interpolation in Interpolation.allCases {
            let moved = volume.resampled(to: shifted, interpolation: interpolation)
            #expect(moved[0, 1, 1] == 5 && moved[1, 1, 1] == 0 && moved[2, 2, 2] == 0)
        }
    }
}
