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
        values.withUnsafeBufferPointer { write($0, to: region) }
    }

    /// Writes float32 values to the beginning of a region.
    func write(_ values: UnsafeBufferPointer<Float>, to region: Region) {
        precondition(values.count <= region.count, "more values than the region holds")
        let target = address(of: region)
        guard let source = values.baseAddress else { return }
        switch region.precision {
        case .float32:
            target.copyMemory(from: source, byteCount: 4 * values.count)
        case .bfloat16:
            vp_brain_from_float(source, target.assumingMemoryBound(to: UInt16.self), values.count)
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

    /// A box of a region's values as compact fields of some channels each.
    ///
    /// - Parameters:
    ///   - kept: the box.
    ///   - first: voxels before it along each axis.
    ///   - channels: of each field; together those of the region, in their order.
    package func fields(
        of region: Region, kept: Extent, from first: Extent, channels: [Int]
    ) -> [FeatureField] {
        let extent = region.extent
        precondition(
            first.depth + kept.depth <= extent.depth && first.height + kept.height <= extent.height
                && first.width + kept.width <= extent.width
                && channels.reduce(0, +) == region.channels,
            "more kept than there is")
        let split = { (targets: [UnsafeMutableBufferPointer<UInt16>]) in
            let split = FieldSplit(
                source: self.address(of: region), region: region, kept: kept, first: first,
                channels: channels, fields: targets)
            Threads.parallel(kept.depth) { split.run(slice: $0) }
        }
        return FeatureField.fields(of: kept, channels: channels, fill: split)
    }
}

extension FeatureField {
    /// Makes room for fields one after the other, then fills all at once.
    ///
    /// - Parameters:
    ///   - channels: of each field.
    ///   - fill: gets the room for each.
    static func fields(
        of extent: Extent, channels: [Int],
        fill: ([UnsafeMutableBufferPointer<UInt16>]) throws -> Void
    ) rethrows -> [FeatureField] {
        try fields(of: extent, channels: channels, found: [], fill: fill)
    }

    private static func fields(
        of extent: Extent, channels: [Int], found: [UnsafeMutableBufferPointer<UInt16>],
        fill: ([UnsafeMutableBufferPointer<UInt16>]) throws -> Void
    ) rethrows -> [FeatureField] {
        guard found.count < channels.count else {
            try fill(found)
            return []
        }
        let width = channels[found.count]
        var rest: [FeatureField] = []
        let bits = try [UInt16](unsafeUninitializedCapacity: extent.count * width) { bits, count in
            rest = try fields(
                of: extent, channels: channels, found: found + [bits], fill: fill)
            count = extent.count * width
        }
        return [FeatureField(channels: width, extent: extent, bits: bits)] + rest
    }
}

/// A box of channels-last values that is split into fields: what all threads share; each writes slices
/// of its own.
struct FieldSplit: @unchecked Sendable {
    let source: UnsafeMutableRawPointer
    let region: Region
    let kept: Extent
    let first: Extent
    let channels: [Int]
    let fields: [UnsafeMutableBufferPointer<UInt16>]

    func run(slice z: Int) {
        let count = kept.width * region.channels
        let row = UnsafeMutablePointer<UInt16>.allocate(capacity: count)
        defer { row.deallocate() }
        for y in 0..<kept.height {
            let line = (z + first.depth) * region.extent.height + y + first.height
            let from = (line * region.extent.width + first.width) * region.channels
            switch region.precision {
            case .float32:
                vp_half_from_float(source.assumingMemoryBound(to: Float.self) + from, row, count)
            case .bfloat16:
                vp_half_from_brain(source.assumingMemoryBound(to: UInt16.self) + from, row, count)
            }
            let voxel = (z * kept.height + y) * kept.width
            var channel = 0
            for (field, width) in zip(fields, channels) {
                guard let target = field.baseAddress else { continue }
                for x in 0..<kept.width {
                    (target + (voxel + x) * width).update(
                        from: row + x * region.channels + channel, count: width)
                }
                channel += width
            }
        }
    }
}
