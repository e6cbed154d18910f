import Testing

@testable import Volumes

@Suite struct DistanceTransformTests {
    @Test(arguments: 0..<3)
    func likeSciPy(_ index: Int) throws {
        let expected = Reference.shared.distances[index]
        let grid = Geometry(
            shape: SIMD3(expected.shape[0], expected.shape[1], expected.shape[2]),
            voxelSize: SIMD3(expected.size[0], expected.size[1], expected.size[2]))
        let squared = try DistanceTransform.squared(
            to: 3, in: expected.marks, geometry: grid, isCancelled: { false })
        #expect(squared.count == expected.squared.count)
        for (own, other) in zip(squared, expected.squared) {
            #expect(abs(Double(own) - other) <= 1e-6 * max(1, other))
        }
    }

    @Test func withoutAMarkAllIsFar() throws {
        let grid = Geometry(shape: SIMD3(3, 2, 2))
        let marks = [UInt8](repeating: 1, count: 12)
        let squared = try DistanceTransform.squared(
            to: 2, in: marks, geometry: grid, isCancelled: { false })
        #expect(squared.allSatisfy { $0 == .infinity })
    }
}
