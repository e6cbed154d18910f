import CNifti

/// A block of voxels, by index.
package struct VoxelBox: Hashable, Sendable {
    /// The first index along i, j, k.
    package let start: SIMD3<Int>
    /// One beyond the last index along i, j, k.
    package let end: SIMD3<Int>

    /// - Precondition: at least one voxel along each axis.
    package init(start: SIMD3<Int>, end: SIMD3<Int>) {
        precondition((end &- start).min() >= 1, "an empty box")
        self.start = start
        self.end = end
    }

    /// Voxels along i, j, k.
    package var shape: SIMD3<Int> { end &- start }

    func isInside(_ shape: SIMD3<Int>) -> Bool {
        start.min() >= 0 && (shape &- end).min() >= 0
    }

    /// The smallest box around both.
    package func union(_ other: VoxelBox) -> VoxelBox {
        VoxelBox(
            start: pointwiseMin(start, other.start), end: pointwiseMax(end, other.end))
    }

    /// The box with `margin` voxels more on both sides of each axis, as far as the grid has them.
    package func grown(by margin: SIMD3<Int>, within shape: SIMD3<Int>) -> VoxelBox {
        VoxelBox(
            start: pointwiseMax(start &- margin, .zero), end: pointwiseMin(end &+ margin, shape))
    }
}

extension Mask {
    /// The smallest box around the voxels inside; nil for an empty mask.
    package var box: VoxelBox? {
        var bounds = [Int](repeating: 0, count: 6)
        guard vp_bounds(voxels, geometry.shape.array, &bounds) != 0 else { return nil }
        return VoxelBox(
            start: SIMD3(bounds[0], bounds[1], bounds[2]),
            end: SIMD3(bounds[3] + 1, bounds[4] + 1, bounds[5] + 1))
    }

    /// The part of the mask inside a box, each voxel where it was in the world.
    package func cropped(to box: VoxelBox) -> Mask {
        cut(from: box.start, to: geometry.cropped(to: box))
    }

    /// The mask on a larger grid, of which `box` is its own; `fill` elsewhere.
    func pasted(into geometry: Geometry, at box: VoxelBox, fill: UInt8 = 0) -> Mask {
        precondition(box.shape == self.geometry.shape && box.isInside(geometry.shape))
        var whole = [UInt8](repeating: fill, count: geometry.voxelCount)
        vp_paste(voxels, box.shape.array, box.start.array, geometry.shape.array, &whole)
        return Mask(geometry: geometry, voxels: whole, header: header)
    }
}

extension SIMD3<Int> {
    var array: [Int] { [x, y, z] }
}
