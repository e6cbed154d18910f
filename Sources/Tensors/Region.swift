import COneDNN

/// Where a block of activations lies in an arena: channels-last, the channel being the fastest.
package struct Region: Sendable, Hashable {
    package let channels: Int
    package let extent: Extent
    package let precision: Precision

    /// Bytes from the start of the arena; a multiple of `Arena.alignment`.
    let offset: Int

    /// Values in all.
    package var count: Int { channels * extent.count }

    var byteCount: Int { count * precision.size }

    /// Bytes of one slice.
    var sliceBytes: Int { channels * extent.slice * precision.size }

    var shape: vp_dnn_shape {
        vp_dnn_shape(
            channels: Int32(channels), depth: Int32(extent.depth), height: Int32(extent.height),
            width: Int32(extent.width))
    }
}

/// Lays regions out in one arena before there is memory: what is released is used again.
package struct ArenaPlanner {
    /// Gaps of released bytes, in order and never adjacent.
    private var gaps: [Range<Int>] = []

    /// Bytes an arena needs for all that was placed so far.
    package private(set) var byteCount = 0

    package init() {}

    /// Places a region in the first gap that holds it, or at the end.
    package mutating func place(channels: Int, extent: Extent, precision: Precision) -> Region {
        let sized = Region(channels: channels, extent: extent, precision: precision, offset: 0)
        let bytes = Self.rounded(sized.byteCount)
        return Region(
            channels: channels, extent: extent, precision: precision, offset: take(bytes))
    }

    /// Places scratch memory for the hungriest of some operations, beyond all that was ever placed:
    /// it is used while earlier regions, released by now, are in use.
    package mutating func placeScratch(bytes: Int) -> Region {
        let extent = Extent(depth: 1, height: 1, width: (bytes + 3) / 4)
        let region = Region(channels: 1, extent: extent, precision: .float32, offset: byteCount)
        byteCount += Self.rounded(region.byteCount)
        return region
    }

    /// Gives a region's bytes back for later regions.
    package mutating func release(_ region: Region) {
        let bytes = Self.rounded(region.byteCount)
        var gap = region.offset..<region.offset + bytes
        gaps.removeAll { other in
            if other.upperBound == gap.lowerBound {
                gap = other.lowerBound..<gap.upperBound
            } else if other.lowerBound == gap.upperBound {
                gap = gap.lowerBound..<other.upperBound
            } else {
                return false
            }
            return true
        }
        let position = gaps.firstIndex { $0.lowerBound > gap.lowerBound } ?? gaps.endIndex
        gaps.insert(gap, at: position)
    }

    private mutating func take(_ bytes: Int) -> Int {
        if let index = gaps.firstIndex(where: { $0.count >= bytes }) {
            let gap = gaps[index]
            if gap.count == bytes {
                gaps.remove(at: index)
            } else {
                gaps[index] = gap.lowerBound + bytes..<gap.upperBound
            }
            return gap.lowerBound
        }
        // A gap at the very end grows instead of staying unused.
        if let last = gaps.last, last.upperBound == byteCount {
            gaps.removeLast()
            byteCount = last.lowerBound + bytes
            return last.lowerBound
        }
        defer { byteCount += bytes }
        return byteCount
    }

    private static func rounded(_ bytes: Int) -> Int {
        (bytes + Arena.alignment - 1) / Arena.alignment * Arena.alignment
    }
}
