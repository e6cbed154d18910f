/// The finest level of an encoder-decoder, worked through in slabs of planes, so that only what the
/// coarser levels need of it is ever whole in memory.
///
/// Each slab brings as many planes of its neighbours as its convolutions reach, and what a
/// normalisation needs is added up over all slabs first: the result is that of the whole grid, up to
/// rounding. The price is that early layers are computed again for each later one.
package struct FinestLevel: Sendable {
    /// Convolution, instance normalisation, ReLU.
    package struct Block: Sendable {
        package let convolution: Convolution
        package let normalization: InstanceNormalization

        package init(_ convolution: Convolution, _ normalization: InstanceNormalization) {
            self.convolution = convolution
            self.normalization = normalization
        }
    }

    /// Two before the coarser levels, two after them.
    let blocks: [Block]

    let extent: Extent
    let precision: Precision

    /// Planes whose results are found together; all but the last have the same even number.
    let slabs: [Range<Int>]

    /// Of the convolution of each block, by its shape.
    let operations: [[Convolution.SlabShape: SlabConvolution]]

    /// One channel.
    let input: Region

    /// Of each block; the first and the third share a place.
    let outputs: [Region]
    let scratch: Region
    package let byteCount: Int

    /// - Parameters:
    ///   - blocks: the first two and the last two of the network.
    ///   - extent: of the input, each axis even.
    ///   - planes: of a slab; even.
    /// - Throws: `TensorsError`.
    package init(
        _ blocks: [Block], extent: Extent, precision: Precision, planes: Int
    ) throws {
        precondition(
            blocks.count == 4 && planes >= 2 && planes.isMultiple(of: 2)
                && extent.depth.isMultiple(of: 2)
                && blocks.allSatisfy { $0.convolution.kernel == 3 }
                && blocks[2].convolution.outputChannels == blocks[0].convolution.outputChannels,
            "finest level: blocks or slabs that do not fit")
        self.blocks = blocks
        self.extent = extent
        self.precision = precision
        slabs = stride(from: 0, to: extent.depth, by: planes).map {
            $0..<min($0 + planes, extent.depth)
        }
        var operations: [[Convolution.SlabShape: SlabConvolution]] = []
        for index in blocks.indices {
            var made = SlabConvolutions(
                blocks[index].convolution, grid: extent, precision: precision, threads: nil)
            for slab in slabs {
                for last in index..<blocks.count {
                    let target = Self.widened(slab, by: last - index, within: extent)
                    _ = try made.convolution(
                        from: Self.widened(target, by: 1, within: extent), to: target)
                }
            }
            operations.append(made.known)
        }
        self.operations = operations
        var planner = ArenaPlanner()
        func place(_ channels: Int, margin: Int) -> Region {
            let depth = min(planes + 2 * margin, extent.depth)
            return planner.place(
                channels: channels,
                extent: Extent(depth: depth, height: extent.height, width: extent.width),
                precision: precision)
        }
        input = place(blocks[0].convolution.inputChannels, margin: 4)
        let first = place(blocks[0].convolution.outputChannels, margin: 3)
        let second = place(blocks[1].convolution.outputChannels, margin: 2)
        let last = place(blocks[3].convolution.outputChannels, margin: 0)
        outputs = [first, second, first, last]
        scratch = planner.placeScratch(
            bytes: operations.joined().reduce(0) { max($0, $1.value.operation.scratchBytes) })
        byteCount = planner.byteCount
    }

    /// A range of planes with its neighbours, as far as there are any.
    static func widened(_ planes: Range<Int>, by margin: Int, within extent: Extent) -> Range<Int> {
        max(0, planes.lowerBound - margin)..<min(extent.depth, planes.upperBound + margin)
    }

    /// Bytes that the slabs of one run take at most, without scratch memory.
    package static func slabBytes(
        widths: [Int], extent: Extent, precision: Precision, planes: Int
    ) -> Double {
        let margins = [3, 2, 0]
        let values = zip([widths[0], widths[1], widths[3]], margins).reduce(Double(planes + 8)) {
            $0 + Double($1.0 * (planes + 2 * $1.1))
        }
        return values * Double(extent.slice * precision.size)
    }

    /// One run: its memory, its input and what is known of each block's normalisation so far.
    package struct Run {
        let arena: Arena
        let values: [Float]
        var coefficients: [NormalizationCoefficients] = []
    }
}
