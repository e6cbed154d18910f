import Foundation
import Tensors
import Volumes

/// How one axis of a scan is brought near the working spacing: by an integer, so that no voxel is
/// shifted by a fraction that depends on its place.
package enum AxisScale: Sendable, Hashable {
    /// The mean of this many neighbours; 1 leaves the axis alone. The last block averages what is
    /// left.
    case averaging(Int)

    /// This many samples for one voxel, by linear interpolation (2 or more).
    case interpolating(Int)

    /// The integer that brings a spacing nearest to the working spacing, in ratio.
    ///
    /// - Parameters:
    ///   - spacing: in mm, above 0.
    ///   - working: in mm, above 0.
    package init(spacing: Double, working: Double) {
        func nearest(_ ratio: Double) -> Int {
            let low = max(1, ratio.rounded(.down))
            return Int(abs(log(ratio / low)) <= abs(log(ratio / (low + 1))) ? low : low + 1)
        }
        if spacing < working {
            self = .averaging(nearest(min(working / spacing, 1e6)))
        } else {
            let samples = nearest(min(spacing / working, 1e6))
            self = samples == 1 ? .averaging(1) : .interpolating(samples)
        }
    }

    /// Voxels along the axis of the working grid.
    package func count(of scanCount: Int) -> Int {
        switch self {
        case .averaging(let block): (scanCount + block - 1) / block
        case .interpolating(let samples): scanCount * samples
        }
    }

    /// Step of the working grid in voxels of the scan.
    package var step: Double {
        switch self {
        case .averaging(let block): Double(block)
        case .interpolating(let samples): 1 / Double(samples)
        }
    }

    /// Where the working grid's first voxel has its centre, in voxels of the scan.
    package var firstCentre: Double { (step - 1) / 2 }

    /// Where a voxel of the scan has its centre, in voxels of the working grid.
    package func position(ofScanVoxel index: Int) -> Double {
        (Double(index) - firstCentre) / step
    }
}

/// The grid the trunk works on: the scan in RAS order, each axis scaled by an integer toward the
/// working spacing.
package struct WorkingGrid: Sendable, Hashable {
    /// The scan's grid in RAS order, which permutation and flips alone lead to.
    package let scan: Geometry

    /// From the scan's own axes to RAS.
    package let permutation: AxisPermutation

    /// Of the x, y and z axis in RAS.
    package let scales: [AxisScale]

    /// Voxels along x, y and z in RAS.
    package let shape: SIMD3<Int>

    /// - Parameters:
    ///   - geometry: of the scan, in its own order.
    ///   - workingSpacing: in mm.
    package init(for geometry: Geometry, workingSpacing: Double) {
        permutation = AxisPermutation(from: geometry.orientation, to: .ras)
        let scan = geometry.reoriented(by: permutation)
        let scales = (0..<3).map {
            AxisScale(spacing: scan.voxelSize[$0], working: workingSpacing)
        }
        self.scan = scan
        self.scales = scales
        shape = SIMD3(
            scales[0].count(of: scan.shape.x), scales[1].count(of: scan.shape.y),
            scales[2].count(of: scan.shape.z))
    }

    /// Depth, height and width are z, y and x: this is where volume order becomes tensor order.
    package var extent: Extent { Extent(depth: shape.z, height: shape.y, width: shape.x) }

    /// From voxels of the working grid to world coordinates (RAS, mm).
    package var affine: Affine {
        let steps = SIMD3(scales[0].step, scales[1].step, scales[2].step)
        let centres = SIMD3(
            scales[0].firstCentre, scales[1].firstCentre, scales[2].firstCentre)
        return scan.affine * Affine.scaling(steps, translation: centres)
    }

    /// Where the scan's voxels, in RAS order, lie among the working grid's.
    var placement: GridPlacement {
        func placement(_ axis: Int) -> AxisPlacement {
            AxisPlacement(count: scan.shape[axis], sourceCount: shape[axis]) {
                scales[axis].position(ofScanVoxel: $0)
            }
        }
        return GridPlacement(depth: placement(2), height: placement(1), width: placement(0))
    }

    /// Where the voxels of the scan in RAS order lie in the scan's own order.
    var layout: VoxelLayout {
        var own = SIMD3<Int>()
        for axis in 0..<3 { own[permutation.sourceAxis[axis]] = scan.shape[axis] }
        let strides = [1, own.x, own.x * own.y]
        var steps = [0, 0, 0]
        var first = 0
        for axis in 0..<3 {
            let stride = strides[permutation.sourceAxis[axis]]
            steps[axis] = permutation.isFlipped[axis] ? -stride : stride
            if permutation.isFlipped[axis] { first += stride * (scan.shape[axis] - 1) }
        }
        return VoxelLayout(
            first: first, steps: (depth: steps[2], height: steps[1], width: steps[0]))
    }
}
