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

    /// Bytes that the input of a slab may take.
    private static let slabBytes = 24_000_000

    /// Past this, margins cost little more, and a request to stop waits longer.
    private static let mostPlanes = 12

    /// - Parameter grid: the fine grid.
    /// - Throws: `TensorsError`.
    init(_ layers: DetailLayers, grid: Extent, precision: Precision) throws {
        let planeBytes = grid.slice * layers.inputStride * precision.size
        let planes = max(1, min(Self.mostPlanes, Self.slabBytes / max(1, planeBytes)))
        let count = (grid.depth + planes - 1) / planes
        var first = SlabConvolutions(layers.first, grid: grid, precision: precision)
        var second = SlabConvolutions(layers.second, grid: grid, precision: precision)
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
        input = place(layers.inputStride, slabs.map(\.input.count).max() ?? 0)
        middle = place(layers.outputStride, slabs.map(\.middle.count).max() ?? 0)
        output = place(layers.outputStride, slabs.map(\.planes.count).max() ?? 0)
        scratch = planner.placeScratch(
            bytes: slabs.reduce(0) {
                max($0, $1.first.operation.scratchBytes, $1.second.operation.scratchBytes)
            })
        byteCount = planner.byteCount
    }
}

/// A convolution prepared for one slab and one thread.
struct SlabConvolution: Sendable {
    let operation: Operation
    let weights: PackedWeights
    let bias: [Float]?
}

/// The few distinct operations that the slabs of a grid need, with their weights packed once.
private struct SlabConvolutions {
    let convolution: Convolution
    let grid: Extent
    let precision: Precision
    private var known: [Convolution.SlabShape: SlabConvolution] = [:]
    private var packed: [PackedWeights] = []

    init(_ convolution: Convolution, grid: Extent, precision: Precision) {
        self.convolution = convolution
        self.grid = grid
        self.precision = precision
    }

    /// - Parameters:
    ///   - source: planes that are there.
    ///   - destination: planes wanted; where their neighbours are not there, they are zeros.
    mutating func convolution(
        from source: Range<Int>, to destination: Range<Int>
    ) throws -> SlabConvolution {
        let shape = Convolution.SlabShape(
            depth: source.count, front: 1 - (destination.lowerBound - source.lowerBound),
            back: 1 - (source.upperBound - destination.upperBound))
        if let found = known[shape] { return found }
        let operation = try convolution.operation(
            shape, extent: grid, precision: precision, threads: 1)
        let weights =
            try packed.first(where: operation.accepts) ?? operation.pack(convolution.weights)
        packed.append(weights)
        let made = SlabConvolution(
            operation: operation, weights: weights, bias: convolution.bias)
        known[shape] = made
        return made
    }
}
