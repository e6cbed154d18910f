import COneDNN

/// A division that is known, and which of its leaves other words steer now.
package struct ChangedLeaves: Sendable {
    /// Indices into the leaves of the head.
    package let leaves: Set<Int>

    /// The best leaf of each voxel before the change, in the order of the layout.
    package let known: [UInt8]

    package init(leaves: Set<Int>, known: [UInt8]) {
        self.leaves = leaves
        self.known = known
    }

    /// A changed leaf whose logit on the coarse grid is this far below the best one wins nowhere
    /// nearby: the detail network seldom moves the difference of two leaves by half of that.
    static let reach: Float = 8

    /// Voxels of the coarse grid around its reach, since logits are interpolated.
    static let margin = 1

    /// Planes, rows and columns that two convolutions see around a voxel.
    static let halo = 2
}

extension LinearHead {
    /// As `labels(of:sharpenedBy:placement:layout:)`, where all but a few leaves are as they were in
    /// a division that is known: only the box in which those few win, or come near to it, is divided
    /// again.
    ///
    /// - Throws: `CancellationError` or `TensorsError`.
    package func labels(
        of field: FeatureField, sharpenedBy detail: DetailInput, placement: GridPlacement,
        layout: VoxelLayout, changing change: ChangedLeaves,
        progress: @escaping @Sendable (Double) -> Void = { _ in },
        isCancelled: @escaping @Sendable () -> Bool = { false }
    ) throws -> LabelField {
        let grid = placement.extent
        precondition(
            change.known.count == grid.count && placement.fits(field) && layout.fits(grid)
                && change.leaves.allSatisfy { 0..<leafCount ~= $0 },
            "labels: a division of another grid")
        let found = try confidence(of: field, near: change.leaves, isCancelled: isCancelled)
        var box = found.reach.map { reach in
            placement.voxels(within: reach.grown(by: ChangedLeaves.margin, within: field.extent))
        }
        if let before = layout.bounds(of: change.leaves, in: change.known, grid: grid) {
            box = box?.union(before) ?? before
        }
        guard let box else {
            return LabelField(labels: change.known, confidence: found.confidence)
        }
        let wide = box.grown(by: ChangedLeaves.halo, within: grid)
        let part = try divided(
            field, sharpenedBy: detail.cropped(to: wide, of: grid),
            placement: placement.cropped(to: wide), layout: VoxelLayout(of: wide.extent),
            progress: progress, isCancelled: isCancelled)
        var labels = change.known
        labels.withUnsafeMutableBufferPointer { labels in
            part.withUnsafeBufferPointer { part in
                for z in box.depth {
                    for y in box.height {
                        let row =
                            ((z - wide.depth.lowerBound) * wide.height.count + y
                                - wide.height.lowerBound) * wide.width.count
                            - wide.width.lowerBound
                        let target =
                            layout.first + z * layout.steps.depth + y * layout.steps.height
                        for x in box.width {
                            labels[target + x * layout.steps.width] = part[row + x]
                        }
                    }
                }
            }
        }
        return LabelField(labels: labels, confidence: found.confidence)
    }
}

extension DetailInput {
    fileprivate func cropped(to box: ExtentBox, of grid: Extent) -> DetailInput {
        let part = [UInt16](unsafeUninitializedCapacity: box.extent.count) { output, count in
            count = box.extent.count
            guard var target = output.baseAddress else { return }
            image.withUnsafeBufferPointer { image in
                for z in box.depth {
                    for y in box.height {
                        let row = (z * grid.height + y) * grid.width + box.width.lowerBound
                        guard let source = image.baseAddress else { return }
                        target.update(from: source + row, count: box.width.count)
                        target += box.width.count
                    }
                }
            }
        }
        return DetailInput(
            layers: layers, image: part, kept: kept, precision: precision, slabBytes: slabBytes)
    }
}

extension GridPlacement {
    fileprivate func cropped(to box: ExtentBox) -> GridPlacement {
        GridPlacement(
            depth: depth.cropped(to: box.depth), height: height.cropped(to: box.height),
            width: width.cropped(to: box.width))
    }

    /// The voxels of the fine grid that read some voxel of a box of the field, if any does.
    fileprivate func voxels(within box: ExtentBox) -> ExtentBox {
        ExtentBox(
            depth: depth.voxels(within: box.depth), height: height.voxels(within: box.height),
            width: width.voxels(within: box.width))
    }
}

extension AxisPlacement {
    fileprivate func voxels(within range: Range<Int>) -> Range<Int> {
        let touching = taps.indices.filter {
            range.contains(Int(taps[$0].lower)) || range.contains(Int(taps[$0].upper))
        }
        guard let first = touching.first, let last = touching.last else { return 0..<1 }
        return first..<last + 1
    }
}

extension VoxelLayout {
    /// The box around the voxels with some of these labels; nil without one.
    fileprivate func bounds(
        of leaves: Set<Int>, in labels: [UInt8], grid: Extent
    ) -> ExtentBox? {
        var wanted = [Bool](repeating: false, count: 256)
        for leaf in leaves { wanted[leaf] = true }
        var bounds = ExtentBounds()
        labels.withUnsafeBufferPointer { labels in
            wanted.withUnsafeBufferPointer { wanted in
                for z in 0..<grid.depth {
                    for y in 0..<grid.height {
                        let row = first + z * steps.depth + y * steps.height
                        for x in 0..<grid.width where wanted[Int(labels[row + x * steps.width])] {
                            bounds.include(z, y, x)
                        }
                    }
                }
            }
        }
        return bounds.box
    }
}
