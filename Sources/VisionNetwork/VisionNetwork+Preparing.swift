import Tensors
import Volumes

extension VisionNetwork {
    /// A scan's intensities, normalised.
    struct Prepared {
        /// On the working grid with the padding of the trunk's input, [depth, height, width].
        let input: [Float]

        /// On the scan's own grid in RAS order, as binary16 bits.
        let image: [UInt16]
    }

    func prepare(
        _ volume: Volume, grid: WorkingGrid, padding: InputPadding,
        isCancelled: () -> Bool
    ) throws -> Prepared {
        let voxels = grid.voxels(of: volume)
        if isCancelled() { throw CancellationError() }
        let samples = grid.samples(of: voxels)
        if isCancelled() { throw CancellationError() }
        let range = try IntensityRange(of: samples)
        if isCancelled() { throw CancellationError() }
        let (extent, padded, before) = (grid.extent, padding.extent, padding.before)
        let input = [Float](unsafeUninitializedCapacity: padded.count) { output, count in
            count = padded.count
            samples.withUnsafeBufferPointer { samples in
                // Around the scan, its outermost voxels are repeated.
                func inside(_ index: Int, _ before: Int, _ size: Int) -> Int {
                    min(max(index - before, 0), size - 1)
                }
                let columns = (0..<padded.width).map { inside($0, before.width, extent.width) }
                for z in 0..<padded.depth {
                    let plane = inside(z, before.depth, extent.depth) * extent.height
                    for y in 0..<padded.height {
                        let row =
                            (plane + inside(y, before.height, extent.height)) * extent.width
                        let target = (z * padded.height + y) * padded.width
                        for x in 0..<padded.width {
                            output[target + x] = range.normalized(samples[row + columns[x]])
                        }
                    }
                }
            }
        }
        if isCancelled() { throw CancellationError() }
        return Prepared(input: input, image: Self.image(voxels, range))
    }

    private static func image(_ voxels: [Float], _ range: IntensityRange) -> [UInt16] {
        let normalized = [Float](unsafeUninitializedCapacity: voxels.count) { output, count in
            count = voxels.count
            voxels.withUnsafeBufferPointer { voxels in
                for index in 0..<voxels.count { output[index] = range.normalized(voxels[index]) }
            }
        }
        return HalfPrecision.halfBits(of: normalized)
    }
}
