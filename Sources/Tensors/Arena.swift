import COneDNN
import Foundation

/// One block of memory that holds all activations of a run: the only place that owns such memory.
///
/// One run uses it at a time.
package final class Arena {
    /// Of the block and of each region, in bytes.
    static let alignment = 64

    /// Bytes of a large page, where the system has them.
    private static let hugePage = 1 << 21

    package let byteCount: Int
    private let start: UnsafeMutableRawPointer

    /// - Parameter byteCount: as `ArenaPlanner` says.
    /// - Throws: `TensorsError.outOfMemory`.
    package init(byteCount: Int) throws {
        self.byteCount = byteCount
        var block: UnsafeMutableRawPointer?
        let isLarge = byteCount >= 4 * Self.hugePage
        let alignment = isLarge ? Self.hugePage : Self.alignment
        guard posix_memalign(&block, alignment, max(byteCount, Self.alignment)) == 0,
            let block
        else { throw TensorsError(.outOfMemory(bytes: byteCount)) }
        // A tenth of the trunk's time goes into touching small pages for the first time.
        if isLarge { vp_advise_huge_pages(block, byteCount) }
        start = block
    }

    deinit { free(start) }

    /// Address of a region's slice.
    func address(of region: Region, slice: Int = 0) -> UnsafeMutableRawPointer {
        precondition(
            region.offset + region.byteCount <= byteCount && slice <= region.extent.depth,
            "a region of another arena")
        return start + region.offset + slice * region.sliceBytes
    }

    /// Fills a region with channels-last float32 values.
    package func write(_ values: [Float], to region: Region) {
        precondition(values.count == region.count, "values do not fill the region")
        values.withUnsafeBufferPointer { write($0, to: region) }
    }

    /// Writes float32 values to the beginning of a region.
    func write(_ values: UnsafeBufferPointer<Float>, to region: Region) {
        precondition(values.count <= region.count, "more values than the region holds")
        guard let source = values.baseAddress else { return }
        Self.store(source, values.count, at: address(of: region), region.precision)
    }

    /// Writes one row of voxels, channels-last float32 values.
    func write(_ values: UnsafeBufferPointer<Float>, to region: Region, slice: Int, row: Int) {
        precondition(
            values.count == region.extent.width * region.channels && row < region.extent.height,
            "values do not fill the row")
        guard let source = values.baseAddress else { return }
        let target =
            address(of: region, slice: slice) + row * values.count * region.precision.size
        Self.store(source, values.count, at: target, region.precision)
    }

    private static func store(
        _ source: UnsafePointer<Float>, _ count: Int, at target: UnsafeMutableRawPointer,
        _ precision: Precision
    ) {
        switch precision {
        case .float32: target.copyMemory(from: source, byteCount: 4 * count)
        case .bfloat16:
            vp_brain_from_float(source, target.assumingMemoryBound(to: UInt16.self), count)
        }
    }

    /// A region's values as channels-last float32.
    package func values(of region: Region) -> [Float] {
        let source = address(of: region)
        return [Float](unsafeUninitializedCapacity: region.count) { values, count in
            count = region.count
            guard let target = values.baseAddress else { return }
            switch region.precision {
            case .float32:
                UnsafeMutableRawPointer(target).copyMemory(
                    from: source, byteCount: region.byteCount)
            case .bfloat16:
                vp_float_from_brain(
                    source.assumingMemoryBound(to: UInt16.self), target, region.count)
            }
        }
    }
}
