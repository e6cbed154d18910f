/// Numbers of voxels along depth, height and width; width is the fastest axis in memory.
package struct Extent: Sendable, Hashable, CustomStringConvertible {
    package var depth: Int
    package var height: Int
    package var width: Int

    package init(depth: Int, height: Int, width: Int) {
        self.depth = depth
        self.height = height
        self.width = width
    }

    /// Voxels in all.
    package var count: Int { depth * height * width }

    /// Voxels of one slice.
    package var slice: Int { height * width }

    package static func * (extent: Extent, factors: Extent) -> Extent {
        Extent(
            depth: extent.depth * factors.depth, height: extent.height * factors.height,
            width: extent.width * factors.width)
    }

    /// The quotient; the factors must divide the extent.
    package static func / (extent: Extent, factors: Extent) -> Extent {
        let quotient = Extent(
            depth: extent.depth / factors.depth, height: extent.height / factors.height,
            width: extent.width / factors.width)
        precondition(quotient * factors == extent, "\(factors) does not divide \(extent)")
        return quotient
    }

    /// The extent rounded up to a multiple along each axis.
    package func roundedUp(toMultipleOf step: Int) -> Extent {
        func round(_ value: Int) -> Int { (value + step - 1) / step * step }
        return Extent(depth: round(depth), height: round(height), width: round(width))
    }

    package var description: String { "\(depth)x\(height)x\(width)" }
}
