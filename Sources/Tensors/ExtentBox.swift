/// A box of voxels of a grid, by index.
struct ExtentBox: Sendable, Hashable {
    var depth: Range<Int>
    var height: Range<Int>
    var width: Range<Int>

    var extent: Extent {
        Extent(depth: depth.count, height: height.count, width: width.count)
    }

    /// The smallest box around both.
    func union(_ other: ExtentBox) -> ExtentBox {
        func around(_ a: Range<Int>, _ b: Range<Int>) -> Range<Int> {
            min(a.lowerBound, b.lowerBound)..<max(a.upperBound, b.upperBound)
        }
        return ExtentBox(
            depth: around(depth, other.depth), height: around(height, other.height),
            width: around(width, other.width))
    }

    /// The box with more voxels on both sides of each axis, as far as the grid has them.
    func grown(by margin: Int, within grid: Extent) -> ExtentBox {
        func wider(_ range: Range<Int>, _ count: Int) -> Range<Int> {
            max(0, range.lowerBound - margin)..<min(count, range.upperBound + margin)
        }
        return ExtentBox(
            depth: wider(depth, grid.depth), height: wider(height, grid.height),
            width: wider(width, grid.width))
    }
}

/// Finds the smallest box around some voxels.
struct ExtentBounds: Sendable {
    private var low = (z: Int.max, y: Int.max, x: Int.max)
    private var high = (z: -1, y: -1, x: -1)

    mutating func include(_ z: Int, _ y: Int, _ x: Int) {
        low = (min(low.z, z), min(low.y, y), min(low.x, x))
        high = (max(high.z, z), max(high.y, y), max(high.x, x))
    }

    /// nil before any voxel was included.
    var box: ExtentBox? {
        guard high.z >= 0 else { return nil }
        return ExtentBox(
            depth: low.z..<high.z + 1, height: low.y..<high.y + 1, width: low.x..<high.x + 1)
    }
}
