import Tensors
import Volumes

extension VisionNetwork {
    /// What encoding a scan and finding its labels takes.
    package struct MemoryNeed: Sendable, Hashable {
        /// At the peak, without the scan itself; an estimate.
        package let bytes: Int

        /// Planes of a slab, where the trunk's finest level is worked through in slabs; nil where
        /// all of it fits.
        let planes: Int?

        /// Slabs, or 1.
        package let parts: Int
    }

    /// Planes that a slab may have, the most first: the fewer, the more is computed twice.
    private static let slabPlanes = [32, 16, 8, 4, 2]

    /// What a scan on this grid takes within the memory limit: as a whole if it fits, else in slabs
    /// as large as fit; the least there is where nothing fits.
    package func memoryNeed(for geometry: Geometry) -> MemoryNeed {
        memoryNeed(for: WorkingGrid(for: geometry, workingSpacing: configuration.workingSpacing))
    }

    func memoryNeed(for grid: WorkingGrid) -> MemoryNeed {
        let padded = InputPadding(around: grid, for: configuration).extent
        let labels = labelBytes(grid)
        let whole = MemoryNeed(
            bytes: Self.bytes(max(wholeBytes(padded) + sharedBytes(grid, padded), labels)),
            planes: nil, parts: 1)
        if whole.bytes <= memoryLimit { return whole }
        var least = whole
        for planes in Self.slabPlanes where planes < padded.depth {
            let need = MemoryNeed(
                bytes: Self.bytes(
                    max(tiledBytes(padded, planes: planes) + sharedBytes(grid, padded), labels)),
                planes: planes,
                parts: TiledTrunk.slabCount(depth: padded.depth, planes: planes))
            if need.bytes < least.bytes { least = need }
            if need.bytes <= memoryLimit { break }
        }
        return least
    }

    /// The trunk's input, its features, the scan's own intensities, and the weights, all in bytes.
    private func sharedBytes(_ grid: WorkingGrid, _ padded: Extent) -> Double {
        let outputs = configuration.features + configuration.parcelFeatures
        let own =
            Double(grid.scan.shape.x) * Double(grid.scan.shape.y) * Double(grid.scan.shape.z)
        return Self.voxels(padded) * Double(4 + 2 * outputs) + own * 10 + 1e8
    }

    /// The peak is at the finest level, when its last block is computed.
    private func wholeBytes(_ padded: Extent) -> Double {
        let outputs = configuration.features + configuration.parcelFeatures
        return Self.voxels(padded)
            * Double((2 * configuration.widths[0] + outputs) * precision.size)
    }

    private func tiledBytes(_ padded: Extent, planes: Int) -> Double {
        let widths = configuration.widths
        let outputs = configuration.features + configuration.parcelFeatures
        let coarser = Self.voxels(padded) / 8 * Double((2 * widths[1] + widths[0]) * precision.size)
        return coarser
            + FinestLevel.slabBytes(
                widths: [widths[0], widths[0], widths[0], outputs], extent: padded,
                precision: precision, planes: planes)
    }

    /// Features, intensities, labels before and after, what each thread works in, and the weights.
    private func labelBytes(_ grid: WorkingGrid) -> Double {
        let outputs =
            configuration.features + configuration.parcelFeatures
            + (lesions?.context.featureCount ?? 0)
        let slice = Double(grid.scan.shape.x) * Double(grid.scan.shape.y)
        let working = detail.workingBytes(
            slice: slice, precision: precision, slabBytes: slabBytes)
        return Self.voxels(grid.extent) * Double(2 * outputs)
            + slice * Double(grid.scan.shape.z) * 4 + Double(Threads.count) * working + 1e8
    }

    /// Planes of the working grid whose lesions are looked for at once: all of them where the memory
    /// limit allows.
    func planes(of grid: WorkingGrid, for lesions: LesionNetwork) -> Int {
        let extent = grid.extent.roundedUp(toMultipleOf: lesions.alignment)
        let free = Double(memoryLimit) - labelBytes(grid)
        return Self.slabPlanes.filter { $0.isMultiple(of: lesions.alignment) }
            .reduce(extent.depth) { planes, fewer in
                slabBytes(extent, lesions, planes: planes) <= free
                    ? planes : min(planes, fewer)
            }
    }

    /// Of a slab: the peak is at its finest level.
    private func slabBytes(_ extent: Extent, _ lesions: LesionNetwork, planes: Int) -> Double {
        let depth = Double(min(extent.depth, planes + 2 * lesions.reach))
        let slice = Double(extent.height) * Double(extent.width)
        return depth * slice * Double(3 * lesions.context.featureCount * precision.size)
    }

    /// Bytes that a slab of the detail network's input may take in each thread.
    var slabBytes: Int {
        memoryLimit < Self.smallMemory
            ? DetailInput.usualSlabBytes / 3 : DetailInput.usualSlabBytes
    }

    /// Below this limit, time is given for memory in the detail network too.
    private static let smallMemory = 600_000_000

    private static func voxels(_ extent: Extent) -> Double {
        Double(extent.depth) * Double(extent.height) * Double(extent.width)
    }

    private static func bytes(_ value: Double) -> Int { value < 1e18 ? Int(value) : Int.max }
}
