/// The detail network prepared for a grid that is worked through slab by slab, several slabs at
/// once, each on one thread.
struct DetailPlan: Sendable {
    /// Planes whose labels are found together.
    struct Slab: Sendable {
        /// Planes of the result.
        let planes: Range<Int>
        /// Planes of the first layer's result that the second needs.
        let middle: Range<Int>
        /// Planes of the input that the first layer needs.
        let input: Range<Int>
        let first: SlabConvolution
        let second: SlabConvolution
    }

    let slabs: [Slab]
    let input: Region
    let middle: Region
    let output: Region
    let scratch: Region

    /// Of one slab's arena.
    let byteCount: Int

    /// Past this, margins cost little more, and a request to stop waits longer.
    private static let mostPlanes = 12

    /// - Parameters:
    ///   - grid: the fine grid.
    ///   - slabBytes: that the input of a slab may take; a slab has a plane at least.
    /// - Throws: `TensorsError`.
    init(_ layers: DetailLayers, grid: Extent, precision: Precision, slabBytes: Int) throws {
        let planeBytes = grid.slice * layers.context.stride * precision.size
        let planes = Self.planes(planeBytes: planeBytes, slabBytes: slabBytes)
        let count = (grid.depth + planes - 1) / planes
        var first = SlabConvolutions(
            layers.first, grid: grid, precision: precision, threads: 1)
        var second = SlabConvolutions(
            layers.second, grid: grid, precision: precision, threads: 1)
        slabs = try (0..<count).map { index in
            let planes = grid.depth * index / count..<grid.depth * (index + 1) / count
            func widened(_ range: Range<Int>) -> Range<Int> {
                max(0, range.lowerBound - 1)..<min(grid.depth, range.upperBound + 1)
            }
            let middle = widened(planes)
            let input = widened(middle)
            return Slab(
                planes: planes, middle: middle, input: input,
                first: try first.convolution(from: input, to: middle),
                second: try second.convolution(from: middle, to: planes))
        }
        var planner = ArenaPlanner()
        func place(_ channels: Int, _ depth: Int) -> Region {
            planner.place(
                channels: channels,
                extent: Extent(depth: depth, height: grid.height, width: grid.width),
                precision: precision)
        }
        input = place(layers.context.stride, slabs.map(\.input.count).max() ?? 0)
        middle = place(layers.outputStride, slabs.map(\.middle.count).max() ?? 0)
        output = place(layers.outputStride, slabs.map(\.planes.count).max() ?? 0)
        scratch = planner.placeScratch(
            bytes: slabs.reduce(0) {
                max($0, $1.first.operation.scratchBytes, $1.second.operation.scratchBytes)
            })
        byteCount = planner.byteCount
    }

    private static func planes(planeBytes: Int, slabBytes: Int) -> Int {
        max(1, min(mostPlanes, slabBytes / max(1, planeBytes)))
    }

    /// Bytes of one slab's arena, at most and without scratch memory.
    ///
    /// - Parameter slice: voxels of a plane of the fine grid.
    static func byteCount(
        _ layers: DetailLayers, slice: Double, precision: Precision, slabBytes: Int
    ) -> Double {
        let plane = slice * Double(layers.context.stride * precision.size)
        let planes = Self.planes(planeBytes: Int(min(plane, 1e15)), slabBytes: slabBytes)
        let outputs = Double(layers.outputStride) / Double(layers.context.stride)
        return plane * (Double(planes + 4) + outputs * Double(2 * planes + 2))
    }
}
