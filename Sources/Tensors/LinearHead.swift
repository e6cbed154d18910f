import COneDNN

/// A linear map from the features of a voxel to one logit per leaf, whose best leaf is the label.
package struct LinearHead: Sendable {
    /// Labels are bytes, and rows are padded.
    package static let mostLeaves = 255

    package let featureCount: Int
    package let leafCount: Int

    /// Leaves rounded up to the lanes of the kernels.
    private let stride: Int

    /// [features, stride], padding 0; then [stride] biases, padding very low.
    private let padded: [Float]

    /// - Parameters:
    ///   - weights: [leaves, features].
    ///   - biases: [leaves].
    package init(weights: Matrix, biases: [Float]) {
        precondition(
            weights.rows == biases.count && 1...Self.mostLeaves ~= weights.rows,
            "a head of \(weights.rows) leaves")
        featureCount = weights.columns
        leafCount = weights.rows
        let lanes = Int(VP_LANES)
        stride = (weights.rows + lanes - 1) / lanes * lanes
        var padded = [Float](repeating: 0, count: (weights.columns + 1) * stride)
        for leaf in 0..<stride {
            guard leaf < weights.rows else {
                padded[weights.columns * stride + leaf] = -1e30
                continue
            }
            for feature in 0..<weights.columns {
                padded[feature * stride + leaf] = weights[leaf, feature]
            }
            padded[weights.columns * stride + leaf] = biases[leaf]
        }
        self.padded = padded
    }

    /// Logits of some voxels of a field.
    ///
    /// - Returns: [voxels, leaves].
    package func logits(of field: FeatureField, voxels: Range<Int>) -> Matrix {
        let scratch = SliceLogits(voxels: voxels.count, stride: stride)
        field.bits.withUnsafeBufferPointer { bits in
            let part = UnsafeBufferPointer(
                rebasing: bits[voxels.lowerBound * featureCount..<voxels.upperBound * featureCount])
            apply(to: part, into: scratch, tally: nil)
        }
        let values = (0..<voxels.count).flatMap { voxel in
            scratch.logits[voxel * stride..<voxel * stride + leafCount]
        }
        return Matrix(rows: voxels.count, columns: leafCount, values: values)
    }

    private func withHead<Result>(_ body: (UnsafePointer<vp_head>) -> Result) -> Result {
        padded.withUnsafeBufferPointer { padded in
            var head = vp_head(
                features: Int32(featureCount), leaves: Int32(leafCount), stride: Int32(stride),
                weights: padded.baseAddress,
                biases: padded.baseAddress.map { $0 + featureCount * stride })
            return body(&head)
        }
    }

    private func apply(
        to bits: UnsafeBufferPointer<UInt16>, into slice: SliceLogits, tally: Tally?
    ) {
        precondition(bits.count == slice.best.count * featureCount, "a slice of another size")
        withHead { head in
            vp_head_apply(
                head, bits.baseAddress, slice.best.count, slice.logits.baseAddress,
                slice.best.baseAddress, tally?.posteriors.baseAddress, tally?.wins.baseAddress)
        }
    }
}

/// What `LinearHead.labels` finds.
package struct LabelField: Sendable {
    /// The best leaf of each voxel, in the order of the layout.
    package let labels: [UInt8]

    /// For each leaf, the mean of its softmax probability over the voxels of the field where it is
    /// the best; nil where there is none.
    package let confidence: [Float?]
}

extension LinearHead {
    /// The best leaf of each voxel of a grid: logits are interpolated linearly along each axis from
    /// the field's voxels, then the largest wins, the first of equals.
    ///
    /// - Parameters:
    ///   - placement: where the grid's voxels lie in the field, axis by axis.
    ///   - layout: where they go in the result.
    ///   - isCancelled: asked for each slice of the field.
    /// - Throws: `CancellationError`.
    package func labels(
        of field: FeatureField,
        placement: (depth: AxisPlacement, height: AxisPlacement, width: AxisPlacement),
        layout: VoxelLayout, isCancelled: @escaping @Sendable () -> Bool = { false }
    ) throws -> LabelField {
        let extent = field.extent
        let grid = Extent(
            depth: placement.depth.count, height: placement.height.count,
            width: placement.width.count)
        precondition(
            field.channels == featureCount && placement.depth.sourceCount == extent.depth
                && placement.height.sourceCount == extent.height
                && placement.width.sourceCount == extent.width && layout.fits(grid),
            "labels: grids do not match")
        let parts = min(extent.depth, Threads.count * 4)
        let tallies = (0..<parts).map { _ in Tally(leaves: leafCount) }
        let labels = try [UInt8](unsafeUninitializedCapacity: grid.count) { labels, count in
            count = grid.count
            field.bits.withUnsafeBufferPointer { bits in
                let pass = LabelPass(
                    head: self, extent: extent, bits: bits, placement: placement,
                    layout: layout, labels: labels, isCancelled: isCancelled)
                Threads.parallel(parts) { part in
                    pass.run(
                        slices: extent.depth * part / parts..<extent.depth * (part + 1) / parts,
                        tally: tallies[part])
                }
            }
            if isCancelled() { throw CancellationError() }
        }
        return LabelField(labels: labels, confidence: Tally.means(of: tallies))
    }

    /// What all threads share: read-only, but for the labels, of which each thread writes its own.
    private struct LabelPass: @unchecked Sendable {
        let head: LinearHead
        let extent: Extent
        let bits: UnsafeBufferPointer<UInt16>
        let placement: (depth: AxisPlacement, height: AxisPlacement, width: AxisPlacement)
        let layout: VoxelLayout
        let labels: UnsafeMutableBufferPointer<UInt8>
        let isCancelled: @Sendable () -> Bool

        /// Labels the planes that lie on or above these slices and below the next.
        func run(slices: Range<Int>, tally: Tally) {
            var lower = SliceLogits(voxels: extent.slice, stride: head.stride)
            var upper = SliceLogits(voxels: extent.slice, stride: head.stride)
            let scratch = UnsafeMutableBufferPointer<Float>.allocate(
                capacity: 2 * head.stride + extent.width)
            defer { scratch.deallocate() }
            var upperSlice = -1
            for slice in slices {
                if isCancelled() { return }
                if upperSlice == slice {
                    swap(&lower, &upper)
                } else {
                    compute(slice, into: lower, tally: tally)
                }
                upperSlice = -1
                for (plane, tap) in placement.depth.taps.enumerated() where tap.lower == slice {
                    if tap.upper != tap.lower, upperSlice < 0 {
                        upperSlice = slice + 1
                        // A slice counts in the part it belongs to.
                        compute(
                            upperSlice, into: upper,
                            tally: slices.contains(upperSlice) ? tally : nil)
                    }
                    label(plane, tap: tap, lower, tap.upper == tap.lower ? lower : upper, scratch)
                }
            }
        }

        private func compute(_ slice: Int, into logits: SliceLogits, tally: Tally?) {
            let count = extent.slice * head.featureCount
            head.apply(
                to: UnsafeBufferPointer(rebasing: bits[slice * count..<(slice + 1) * count]),
                into: logits, tally: tally)
        }

        private func label(
            _ plane: Int, tap: vp_tap, _ lower: SliceLogits, _ upper: SliceLogits,
            _ scratch: UnsafeMutableBufferPointer<Float>
        ) {
            guard let target = labels.baseAddress, let scratch = scratch.baseAddress else { return }
            var logits: [UnsafePointer<Float>?] = [
                UnsafePointer(lower.logits.baseAddress), UnsafePointer(upper.logits.baseAddress),
            ]
            var best: [UnsafePointer<UInt8>?] = [
                UnsafePointer(lower.best.baseAddress), UnsafePointer(upper.best.baseAddress),
            ]
            head.withHead { head in
                vp_head_plane(
                    head, &logits, &best, tap.fraction, Int32(extent.width),
                    placement.height.taps, Int32(placement.height.count),
                    placement.width.taps, Int32(placement.width.count),
                    target + layout.first + plane * layout.steps.depth, layout.steps.height,
                    layout.steps.width, scratch)
            }
        }
    }
}
