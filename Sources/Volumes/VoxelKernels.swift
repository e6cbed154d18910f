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

    /// The labels in 16 bits, or nil when one does not fit.
    static func narrowed(_ labels: [Int32]) -> [Int16]? {
        var (low, high): (Int32, Int32) = (0, 0)
        vp_range(labels, labels.count, &low, &high)
        guard low >= Int32(Int16.min), high <= Int32(Int16.max) else { return nil }
        return [Int16](unsafeUninitializedCapacity: labels.count) { target, count in
            if let base = target.baseAddress { vp_narrow(labels, labels.count, base) }
            count = labels.count
        }
    }
}
