import Testing

@testable import Volumes

@Suite struct VoxelBlocksTests {
    private let volume: Volume = {
        let geometry = Geometry(
            shape: SIMD3(4, 5, 7), voxelSize: SIMD3(1, 2, 0.5), origin: SIMD3(3, -4, 9))
        let voxels = (0..<140).map { offset -> Float in
            let (i, j, k) = (offset % 4, offset / 4 % 5, offset / 20)
            return Float(i + 10 * j + 100 * k)
        }
        return Volume(geometry: geometry, voxels: voxels)
    }()

    @Test(arguments: [0, 1, 2])
    func aBlockHasTheMeanOfItsVoxelsAndLiesInTheirMiddle(_ axis: Int) throws {
        let thick = try volume.averaged(alongAxis: axis, by: 2)
        var shape = SIMD3(4, 5, 7)
        shape[axis] /= 2
        #expect(thick.geometry.shape == shape)
        // The intensity is linear in the indices, so that the mean is the intensity of the middle.
        let slope = [Float(1), 10, 100][axis]
        #expect(thick.voxels[0] == slope / 2)
        let lasts: [Float] = [3, 40, 600]
        let others = lasts.indices.filter { $0 != axis }.map { lasts[$0] }.reduce(0, +)
        let middleOfLast = Float(2 * (shape[axis] - 1)) + 0.5
        #expect(thick.voxels.last == slope * middleOfLast + others)
        var middle = SIMD3(0.0, 0, 0)
        middle[axis] = 0.5
        #expect(thick.geometry.world(.zero) == volume.geometry.world(middle))
    }

    @Test(arguments: [0, 1, 2])
    func dividedVoxelsFillThoseTheyCameFrom(_ axis: Int) throws {
        let geometry = volume.geometry
        var parts = SIMD3(1, 1, 1)
        parts[axis] = 3
        let fine = try geometry.divided(by: parts)
        #expect(fine.shape[axis] == 3 * geometry.shape[axis])
        #expect(try fine.joined(alongAxis: axis, by: 3).isSameGrid(as: geometry, tolerance: 1e-9))
    }
}
