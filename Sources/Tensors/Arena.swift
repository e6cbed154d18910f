import COneDNN
import Foundation

/// One block of memory that holds all activations of a run: the only place that owns such memory.
///
/// One run uses it at a time.
package final class Arena {
    /// Of the block and of each region, in bytes.
    static let alignment = 64

    package let byteCount: Int
    private let start: UnsafeMutableRawPointer

    /// - Parameter byteCount: as `ArenaPlanner` says.
    /// - Throws: `TensorsError.outOfMemory`.
    package init(byteCount: Int) throws {
        self.byteCount = byteCount
        var block: UnsafeMutableRawPointer?
        guard posix_memalign(&block, Self.alignment, max(byteCount, Self.alignment)) == 0,
            let block
        else { throw TensorsError(.outOfMemory(bytes: byteCount)) }
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
        let target = address(of: region)
        values.withUnsafeBufferPointer { values in
            guard let source = values.baseAddress else { return }
            switch region.precision {
            case .float32:
                target.copyMemory(from: source, byteCount: region.byteCount)
            case .bfloat16:
                vp_brain_from_float(
                    source, target.assumingMemoryBound(to: UInt16.self), values.count)
            }
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

    /// A region's values as binary16 bits, channels-last, without what lies beyond `kept`.
    package func halfPrecisionBits(of region: Region, kept: Extent) -> [UInt16] {
        let extent = region.extent
        precondition(
            kept.depth <= extent.depth && kept.height <= extent.height
                && kept.width <= extent.width, "more kept than there is")
        let source = address(of: region)
        let rowCount = kept.width * region.channels
        return [UInt16](unsafeUninitializedCapacity: kept.count * region.channels) { bits, count in
            count = kept.count * region.channels
            guard let target = bits.baseAddress else { return }
            for row in 0..<kept.depth * kept.height {
                let (z, y) = row.quotientAndRemainder(dividingBy: kept.height)
                let from = (z * extent.height + y) * extent.width * region.channels
                switch region.precision {
                case .float32:
                    vp_half_from_float(
                        source.assumingMemoryBound(to: Float.self) + from,
                        target + row * rowCount, rowCount)
                case .bfloat16:
                    vp_half_from_brain(
                        source.assumingMemoryBound(to: UInt16.self) + from,
                        target + row * rowCount, rowCount)
                }
            }
        }
    }
}
