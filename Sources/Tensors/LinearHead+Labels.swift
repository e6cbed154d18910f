import COneDNN
import Synchronization

/// What `LinearHead.labels` finds.
package struct LabelField: Sendable {
    /// The best leaf of each voxel, in the order of the layout.
    package let labels: [UInt8]

    /// For each leaf, the mean of its softmax probability over the voxels of the field where it is
    /// the best; nil where there is none.
    package let confidence: [Float?]
}

extension LinearHead {
    /// The best leaf of each voxel of a fine grid: logits are interpolated linearly along each axis
    /// from the field's voxels, what the detail network says is added, then the largest wins, the
    /// first of equals.
    ///
    /// - Parameters:
    ///   - placement: where the grid's voxels lie in the field.
    ///   - layout: where they go in the result.
    ///   - progress: gets the share that is done, from any thread.
    ///   - isCancelled: asked from any thread, for each plane and layer.
    /// - Throws: `CancellationError` or `TensorsError`.
    package func labels(
        of field: FeatureField, sharpenedBy detail: DetailInput, placement: GridPlacement,
        layout: VoxelLayout, progress: @escaping @Sendable (Double) -> Void = { _ in },
        isCancelled: @escaping @Sendable () -> Bool = { false }
    ) throws -> LabelField {
        let confidence = try confidence(of: field, near: [], isCancelled: isCancelled).confidence
        let labels = try divided(
            field, sharpenedBy: detail, placement: placement, layout: layout, progress: progress,
            isCancelled: isCancelled)
        return LabelField(labels: labels, confidence: confidence)
    }

    /// The labels alone.
    func divided(
        _ field: FeatureField, sharpenedBy detail: DetailInput, placement: GridPlacement,
        layout: VoxelLayout, progress: @escaping @Sendable (Double) -> Void,
        isCancelled: @escaping @Sendable () -> Bool
    ) throws -> [UInt8] {
        let grid = placement.extent
        precondition(
            field.channels == featureCount && detail.layers.context.featureCount == featureCount
                && self.detail.count == detail.layers.outputStride * stride
                && placement.fits(field) && layout.fits(grid)
                && detail.image.count == grid.count
                && (detail.kept.map { $0.count == field.extent.count } ?? true),
            "labels: grids do not match")
        let plan = try DetailPlan(
            detail.layers, grid: grid, precision: detail.precision, slabBytes: detail.slabBytes)
        return try [UInt8](unsafeUninitializedCapacity: grid.count) { labels, count in
            count = grid.count
            try detail.image.withUnsafeBufferPointer { image in
                let pass = DetailPass(
                    head: self, detail: detail, plan: plan, field: field,
                    placement: placement, layout: layout, image: image, labels: labels,
                    isCancelled: isCancelled)
                try pass.run(progress: progress)
            }
        }
    }
}

/// What all threads share: read-only, but for the labels, of which each thread writes its own.
private struct DetailPass: @unchecked Sendable {
    let head: LinearHead
    let detail: DetailInput
    let plan: DetailPlan
    let field: FeatureField
    let placement: GridPlacement
    let layout: VoxelLayout
    let image: UnsafeBufferPointer<UInt16>
    let labels: UnsafeMutableBufferPointer<UInt8>
    let isCancelled: @Sendable () -> Bool

    /// What one thread works in; slabs hand it on.
    private final class Workplace: @unchecked Sendable {
        let arena: Arena
        let context: SliceLogits
        let logits: SliceLogits
        let row: UnsafeMutablePointer<Float>

        init(_ pass: DetailPass) throws {
            arena = try Arena(byteCount: pass.plan.byteCount)
            let extent = pass.field.extent
            context = SliceLogits(count: extent.slice * pass.detail.layers.context.stride)
            logits = SliceLogits(count: extent.slice * pass.head.stride)
            let stride = max(pass.head.stride + 1, pass.detail.layers.context.stride)
            row = .allocate(capacity: extent.width * stride)
        }

        deinit { row.deallocate() }
    }

    func run(progress: @escaping @Sendable (Double) -> Void) throws {
        let free = Mutex<[Workplace]>([])
        let failure = Mutex<(any Error)?>(nil)
        let done = Atomic<Int>(0)
        Threads.parallel(plan.slabs.count) { index in
            guard failure.withLock({ $0 == nil }) else { return }
            do {
                let place = try free.withLock { $0.popLast() } ?? Workplace(self)
                try label(plan.slabs[index], in: place)
                free.withLock { $0.append(place) }
                let count = done.wrappingAdd(1, ordering: .relaxed).newValue
                progress(Double(count) / Double(plan.slabs.count))
            } catch {
                failure.withLock { $0 = $0 ?? error }
            }
        }
        if let error = failure.withLock({ $0 }) { throw error }
    }

    private func label(_ slab: DetailPlan.Slab, in place: Workplace) throws {
        let (arena, layers) = (place.arena, detail.layers)
        let isBrain = detail.precision == .bfloat16
        for plane in slab.input {
            try check()
            placement.withPlane(plane, of: field, in: place.context, compute: layers.context.apply)
            {
                vp_detail_input(
                    $0, $1, Int32(layers.context.stride), Int32(layers.context.imageLane),
                    image.baseAddress.map { $0 + plane * plan.input.extent.slice },
                    arena.address(of: plan.input, slice: plane - slab.input.lowerBound), isBrain,
                    place.row)
            }
        }
        try check()
        try convolve(slab.first, from: plan.input, to: plan.middle, arena)
        try check()
        try convolve(slab.second, from: plan.middle, to: plan.output, arena)
        for plane in slab.planes {
            try check()
            let values = arena.address(of: plan.output, slice: plane - slab.planes.lowerBound)
            label(plane, values: values, isBrain: isBrain, in: place)
        }
    }

    private func label(
        _ plane: Int, values: UnsafeMutableRawPointer, isBrain: Bool, in place: Workplace
    ) {
        let tap = placement.depth.taps[plane]
        let target = labels.baseAddress.map {
            $0 + layout.first + plane * layout.steps.depth
        }
        head.detail.withUnsafeBufferPointer { weights in
            var added = vp_detail()
            added.values = UnsafeRawPointer(values)
            added.brain = isBrain
            added.channels = Int32(detail.layers.outputStride)
            added.weights = weights.baseAddress
            withKept(tap) { low, high in
                added.kept = (low, high)
                placement.withPlane(
                    plane, of: field, in: place.logits,
                    compute: { head.apply(to: $0, voxels: $1, into: $2) },
                    { position, logits in
                        head.withHead {
                            vp_label_plane(
                                $0, position, logits, &added, target, layout.steps.height,
                                layout.steps.width, place.row)
                        }
                    })
            }
        }
    }

    private func withKept(
        _ tap: vp_tap, _ body: (UnsafePointer<Float>?, UnsafePointer<Float>?) -> Void
    ) {
        guard let kept = detail.kept else { return body(nil, nil) }
        kept.withUnsafeBufferPointer { kept in
            let slice = field.extent.slice
            body(
                kept.baseAddress.map { $0 + Int(tap.lower) * slice },
                kept.baseAddress.map { $0 + Int(tap.upper) * slice })
        }
    }

    private func convolve(
        _ layer: SlabConvolution, from source: Region, to destination: Region, _ arena: Arena
    ) throws {
        var arguments = vp_dnn_arguments()
        arguments.source = UnsafeRawPointer(arena.address(of: source))
        arguments.destination = arena.address(of: destination)
        arguments.weights = layer.weights.handle
        arguments.scratch = arena.address(of: plan.scratch)
        try (layer.bias ?? []).withUnsafeBufferPointer { bias in
            arguments.bias = bias.baseAddress
            try layer.operation.run(arguments)
        }
    }

    private func check() throws {
        if isCancelled() { throw CancellationError() }
    }
}
