/// A convolution prepared for one slab.
struct SlabConvolution: Sendable {
    let operation: Operation
    let weights: PackedWeights
    let bias: [Float]?
}

/// The few distinct operations that the slabs of a grid need, with their weights packed once.
struct SlabConvolutions {
    let convolution: Convolution
    let grid: Extent
    let precision: Precision
    /// That a run will use; nil for all.
    let threads: Int?
    private(set) var known: [Convolution.SlabShape: SlabConvolution] = [:]
    private var packed: [PackedWeights] = []

    init(_ convolution: Convolution, grid: Extent, precision: Precision, threads: Int?) {
        self.convolution = convolution
        self.grid = grid
        self.precision = precision
        self.threads = threads
    }

    /// - Parameters:
    ///   - source: planes that are there.
    ///   - destination: planes wanted; where their neighbours are not there, they are zeros.
    mutating func convolution(
        from source: Range<Int>, to destination: Range<Int>
    ) throws -> SlabConvolution {
        let shape = Convolution.SlabShape(from: source, to: destination)
        if let found = known[shape] { return found }
        let operation = try convolution.operation(
            shape, extent: grid, precision: precision, threads: threads)
        let weights =
            try packed.first(where: operation.accepts) ?? operation.pack(convolution.weights)
        packed.append(weights)
        let made = SlabConvolution(
            operation: operation, weights: weights, bias: convolution.bias)
        known[shape] = made
        return made
    }
}

extension Convolution.SlabShape {
    /// Of a convolution 3×3×3 from planes that are there to planes that are wanted.
    init(from source: Range<Int>, to destination: Range<Int>) {
        self.init(
            depth: source.count, front: 1 - (destination.lowerBound - source.lowerBound),
            back: 1 - (source.upperBound - destination.upperBound))
    }
}
