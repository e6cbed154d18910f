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
            output.initialize(repeating: 0)
            count = padded.count
            samples.withUnsafeBufferPointer { samples in
                for row in 0..<extent.depth * extent.height {
                    let (z, y) = row.quotientAndRemainder(dividingBy: extent.height)
                    let target =
                        ((z + before.depth) * padded.height + y + before.height) * padded.width
                        + before.width
                    for x in 0..<extent.width {
                        output[target + x] = range.normalized(samples[row * extent.width + x])
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
