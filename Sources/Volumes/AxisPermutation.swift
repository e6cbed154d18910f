/// A permutation of voxel axes with flips: a change of orientation that moves voxels and
/// interpolates nothing.
package struct AxisPermutation: Hashable, Sendable {
    /// For each target axis, the source axis that it takes.
    package let sourceAxis: SIMD3<Int>
    /// For each target axis, whether it runs against its source axis.
    package let isFlipped: SIMDMask<SIMD3<Int>.MaskStorage>

    package static func == (a: AxisPermutation, b: AxisPermutation) -> Bool {
        a.sourceAxis == b.sourceAxis && a.isFlipped == b.isFlipped
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(sourceAxis)
        for axis in 0..<3 { hasher.combine(isFlipped[axis]) }
    }

    package init(from source: Orientation, to target: Orientation) {
        var axes = SIMD3<Int>()
        var flips = SIMDMask<SIMD3<Int>.MaskStorage>()
        for (axis, direction) in target.directions.enumerated() {
            for (other, candidate) in source.directions.enumerated()
            where candidate.worldAxis == direction.worldAxis {
                axes[axis] = other
                flips[axis] = candidate != direction
            }
        }
        sourceAxis = axes
        isFlipped = flips
    }

    private init(sourceAxis: SIMD3<Int>, isFlipped: SIMDMask<SIMD3<Int>.MaskStorage>) {
        self.sourceAxis = sourceAxis
        self.isFlipped = isFlipped
    }

    package var isIdentity: Bool {
        sourceAxis == SIMD3(0, 1, 2) && !isFlipped[0] && !isFlipped[1] && !isFlipped[2]
    }

    /// The way back.
    package var inverse: AxisPermutation {
        var axes = SIMD3<Int>()
        var flips = SIMDMask<SIMD3<Int>.MaskStorage>()
        for axis in 0..<3 {
            axes[sourceAxis[axis]] = axis
            flips[sourceAxis[axis]] = isFlipped[axis]
        }
        return AxisPermutation(sourceAxis: axes, isFlipped: flips)
    }

    /// Carries a source index to the target index of the same voxel.
    package func targetIndex(of source: SIMD3<Int>, sourceShape: SIMD3<Int>) -> SIMD3<Int> {
        var target = SIMD3<Int>()
        for axis in 0..<3 {
            let from = sourceAxis[axis]
            target[axis] = isFlipped[axis] ? sourceShape[from] - 1 - source[from] : source[from]
        }
        return target
    }
}
