import Dispatch
import Synchronization

extension VoxelKernels {
    /// Runs a body over all planes of an image, in thin slabs on all cores.
    ///
    /// - Parameters:
    ///   - isCancelled: Asked before each slab.
    ///   - body: Gets a range of planes; slabs write to disjoint voxels.
    /// - Throws: `CancellationError`; then some slabs were left out.
    static func inSlabs(
        of planes: Int, isCancelled: @escaping @Sendable () -> Bool,
        body: @Sendable (Range<Int>) -> Void
    ) throws(CancellationError) {
        // Thin slabs keep all cores busy to the end, and stop soon.
        let thickness = max(1, min(8, planes / 16))
        let isStopped = Atomic(false)
        DispatchQueue.concurrentPerform(iterations: (planes + thickness - 1) / thickness) { slab in
            if isStopped.load(ordering: .relaxed) { return }
            if isCancelled() {
                isStopped.store(true, ordering: .relaxed)
                return
            }
            body(slab * thickness..<min((slab + 1) * thickness, planes))
        }
        if isStopped.load(ordering: .relaxed) { throw CancellationError() }
    }
}

/// Runs what only a wish to stop can end early, without one.
package func uncancelled<Result>(
    _ body: (@escaping @Sendable () -> Bool) throws -> Result
) -> Result {
    do {
        return try body { false }
    } catch {
        preconditionFailure("stopped though nobody asked: \(error)")
    }
}
