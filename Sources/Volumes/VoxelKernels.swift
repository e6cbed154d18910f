import CNifti

/// The loops over all voxels, in C because they must be fast in debug builds too.
enum VoxelKernels {
    static func countOfNonzero(_ voxels: UnsafeBufferPointer<UInt8>) -> Int {
        guard let base = voxels.baseAddress else { return 0 }
        return vp_count_nonzero(base, voxels.count)
    }

    /// End of the run of equal values that begins at `start`.
    static func endOfRun(_ voxels: UnsafeBufferPointer<Int32>, from start: Int) -> Int {
        guard let base = voxels.baseAddress else { return start }
        return vp_end_of_run(base, start, voxels.count)
    }

    /// 1 where the label is one of `labels` (ascending), else 0.
    static func select(
        _ labels: [Int32], in source: UnsafeBufferPointer<Int32>,
        into target: UnsafeMutableBufferPointer<UInt8>
    ) {
        precondition(target.count >= source.count)
        guard let from = source.baseAddress, let to = target.baseAddress else { return }
        vp_select(from, source.count, labels, labels.count, to)
    }
}
