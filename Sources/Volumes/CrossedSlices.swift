/// Thick slices of one head along different axes: what one scan averages over, others resolve.
package enum CrossedSlices {
    /// A voxel at least this many times as long as it is wide is a thick slice.
    private static let leastElongation = 2.0

    /// Cosine of the least angle between the axes of slices that cross, 45°.
    private static let mostAlike = 0.5.squareRoot()

    /// Voxels of the joined image are no smaller than this, mm: the thickness of a slice is divided
    /// into parts of about the width of its voxels, or of this where they are finer.
    private static let leastPart = 1.0

    /// Rounds of back-projection after the first.
    private static let rounds = 3

    /// The axis along which voxels are at least twice as long as along both others; nil where there is
    /// none.
    package static func thickAxis(of geometry: Geometry) -> Int? {
        let size = geometry.voxelSize
        return (0..<3).first { axis in
            (0..<3).allSatisfy { $0 == axis || size[axis] >= leastElongation * size[$0] }
        }
    }

    /// Whether two grids have thick slices whose axes lie at least 45° apart.
    package static func cross(_ first: Geometry, _ second: Geometry) -> Bool {
        guard let one = thickAxis(of: first), let other = thickAxis(of: second) else {
            return false
        }
        let cosine =
            (first.affine.column(one) * second.affine.column(other)).sum()
            / (first.voxelSize[one] * second.voxelSize[other])
        return abs(cosine) <= mostAlike
    }

    /// How two scans agree where both are averaged over the slices of both.
    package struct Agreement: Sendable {
        /// Pearson's correlation of their intensities.
        package let correlation: Double

        /// What the second one's intensities are multiplied by to have the mean of the first one's.
        package let gain: Double
    }

    /// Compares two scans inside a mask on the first one's grid.
    ///
    /// - Returns: Nil where they share fewer than 100 of its voxels, or one of them is even there.
    /// - Throws: `CancellationError`, or `VolumeError` if there would be too many voxels.
    package static func agreement(
        of first: Volume, _ second: Volume, inside mask: Mask,
        isCancelled: @escaping @Sendable () -> Bool = { false }
    ) throws -> Agreement? {
        precondition(mask.geometry.shape == first.geometry.shape, "a mask of another grid")
        let (own, other) = (try Stack(first), try Stack(second))
        let ones = try other.carried(other.valid, to: own.geometry, isCancelled: isCancelled)
        let inside = zip(mask.voxels, ones).map { UInt8($0 != 0 && $1 > 0.99 ? 1 : 0) }
        let across = try other.carried(
            try other.averages(own.values, of: own.geometry, isCancelled: isCancelled),
            to: own.geometry, isCancelled: isCancelled)
        let along = try own.averages(other.values, of: other.geometry, isCancelled: isCancelled)
        let (a, b) = (Intensities(across, inside: inside), Intensities(along, inside: inside))
        guard a.count >= 100, b.sum != 0 else { return nil }
        let spreads = a.standardDeviation * b.standardDeviation
        guard spreads > 0 else { return nil }
        var covariance = 0.0
        for voxel in inside.indices where inside[voxel] != 0 {
            covariance += (Double(across[voxel]) - a.mean) * (Double(along[voxel]) - b.mean)
        }
        return Agreement(
            correlation: covariance / Double(a.count) / spreads, gain: a.mean / b.mean)
    }

    /// The image of small voxels whose averages over each scan's slices are that scan: the mean of all
    /// scans, corrected a few times by what its averages differ from them (iterative back-projection:
    /// Irani and Peleg, Graphical Models and Image Processing 53, 1991).
    ///
    /// Scans must show the same with the same intensities. Where one of them has no voxels or no
    /// finite value, the others count.
    ///
    /// - Parameter scans: At least one; its slices are not thick, or cross those of the first.
    /// - Returns: An image on the first one's axes and field of view, its thick axis divided into whole
    ///   parts.
    /// - Throws: `CancellationError`, or `VolumeError` if there would be too many voxels.
    package static func joined(
        _ scans: [Volume], isCancelled: @escaping @Sendable () -> Bool = { false }
    ) throws -> Volume {
        precondition(!scans.isEmpty, "no scan to join")
        let stacks = try scans.map { try Stack($0) }
        let grid = stacks[0].fine
        var weights = [Float](repeating: 0, count: grid.voxelCount)
        for stack in stacks {
            let cover = try stack.carried(stack.valid, to: grid, isCancelled: isCancelled)
            for voxel in weights.indices { weights[voxel] += cover[voxel] }
        }
        let ones = [Float](repeating: 1, count: grid.voxelCount)
        let shares = try stacks.map { try $0.averages(ones, of: grid, isCancelled: isCancelled) }
        var image = [Float](repeating: 0, count: grid.voxelCount)
        for round in 0...rounds {
            var correction = [Float](repeating: 0, count: grid.voxelCount)
            for (stack, share) in zip(stacks, shares) {
                var rest = stack.values
                if round > 0 {
                    let found = try stack.averages(image, of: grid, isCancelled: isCancelled)
                    for voxel in rest.indices {
                        // A slice that lies mostly outside says little of its part inside.
                        rest[voxel] =
                            share[voxel] > 0.5 && stack.valid[voxel] > 0
                            ? rest[voxel] - found[voxel] / share[voxel] : 0
                    }
                }
                let carried = try stack.carried(rest, to: grid, isCancelled: isCancelled)
                for voxel in correction.indices { correction[voxel] += carried[voxel] }
            }
            for voxel in image.indices where weights[voxel] > 0 {
                image[voxel] += correction[voxel] / weights[voxel]
            }
        }
        return Volume(geometry: grid, voxels: image)
    }

    /// A scan and its grid with the thick axis divided.
    private struct Stack {
        let geometry: Geometry
        let fine: Geometry
        /// Parts of a voxel along each axis.
        let parts: SIMD3<Int>
        /// Of the scan, 0 in the place of what is not finite.
        let values: [Float]
        /// 1 where the scan has a finite value, else 0.
        let valid: [Float]

        init(_ scan: Volume) throws {
            geometry = scan.geometry
            values = scan.voxels.map { $0.isFinite ? $0 : 0 }
            valid = scan.voxels.map { $0.isFinite ? 1 : 0 }
            var parts = SIMD3(1, 1, 1)
            if let axis = thickAxis(of: geometry) {
                var widths = geometry.voxelSize
                widths[axis] = leastPart
                parts[axis] = max(1, Int((geometry.voxelSize[axis] / widths.max()).rounded()))
            }
            self.parts = parts
            fine = try geometry.divided(by: parts)
        }

        /// Values of the scan's voxels on another grid; 0 beyond the scan.
        func carried(
            _ values: [Float], to grid: Geometry, isCancelled: @escaping @Sendable () -> Bool
        ) throws -> [Float] {
            try Volume(geometry: geometry, voxels: values)
                .resampled(to: grid, interpolation: .linear, isCancelled: isCancelled).voxels
        }

        /// Means of an image over the scan's voxels; the image counts as 0 beyond its grid.
        func averages(
            _ image: [Float], of grid: Geometry, isCancelled: @escaping @Sendable () -> Bool
        ) throws -> [Float] {
            try Volume(geometry: grid, voxels: image)
                .resampled(to: fine, interpolation: .linear, isCancelled: isCancelled)
                .shrunk(by: parts, isCancelled: isCancelled).voxels
        }
    }
}
