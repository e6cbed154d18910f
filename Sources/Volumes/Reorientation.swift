extension Geometry {
    /// The same voxels in the world, counted in another order.
    package func reoriented(by permutation: AxisPermutation) -> Geometry {
        var newShape = SIMD3<Int>()
        var columns = [SIMD3<Double>]()
        var origin = affine.translation
        for axis in 0..<3 {
            let from = permutation.sourceAxis[axis]
            newShape[axis] = shape[from]
            let column = affine.column(from)
            if permutation.isFlipped[axis] {
                columns.append(-column)
                origin += column * Double(shape[from] - 1)
            } else {
                columns.append(column)
            }
        }
        let moved = Affine(columns: (columns[0], columns[1], columns[2]), translation: origin)
        do {
            return try Geometry(shape: newShape, affine: moved)
        } catch {
            preconditionFailure("a permutation made a usable grid unusable: \(error)")
        }
    }
}

extension Volume {
    /// The same scan with its axes permuted and flipped; nothing is interpolated.
    ///
    /// - Returns: the volume, and the permutation that led to it; `reoriented(by:)` of a mask or
    ///   label map with its `inverse` leads back to this grid.
    package func reoriented(to orientation: Orientation) -> (Volume, AxisPermutation) {
        let permutation = AxisPermutation(from: geometry.orientation, to: orientation)
        return (reoriented(by: permutation), permutation)
    }

    package func reoriented(by permutation: AxisPermutation) -> Volume {
        guard !permutation.isIdentity else { return self }
        return Volume(
            geometry: geometry.reoriented(by: permutation),
            voxels: VoxelKernels.permuted(voxels, shape: geometry.shape, by: permutation),
            header: header)
    }
}

extension Mask {
    package func reoriented(to orientation: Orientation) -> (Mask, AxisPermutation) {
        let permutation = AxisPermutation(from: geometry.orientation, to: orientation)
        return (reoriented(by: permutation), permutation)
    }

    package func reoriented(by permutation: AxisPermutation) -> Mask {
        guard !permutation.isIdentity else { return self }
        return Mask(
            geometry: geometry.reoriented(by: permutation),
            voxels: VoxelKernels.permuted(voxels, shape: geometry.shape, by: permutation),
            header: header)
    }
}

extension LabelMap {
    package func reoriented(to orientation: Orientation) -> (LabelMap, AxisPermutation) {
        let permutation = AxisPermutation(from: geometry.orientation, to: orientation)
        return (reoriented(by: permutation), permutation)
    }

    package func reoriented(by permutation: AxisPermutation) -> LabelMap {
        guard !permutation.isIdentity else { return self }
        return LabelMap(
            geometry: geometry.reoriented(by: permutation),
            voxels: VoxelKernels.permuted(voxels, shape: geometry.shape, by: permutation),
            names: names, header: header)
    }
}
