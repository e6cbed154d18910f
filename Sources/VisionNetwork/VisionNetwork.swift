import Foundation
import Synchronization
import Tensors
import Volumes

/// How far an encoding is.
package struct VisionProgress: Sendable, Equatable {
    /// What runs, in words: "encoder level 1 of 5".
    package let stage: String

    /// From 0 to 1, by the work of the layers done.
    package let fraction: Double
}

/// The vision network: encodes a scan once, then finds any leaves in it quickly.
package final class VisionNetwork: Sendable {
    /// How the trunk computes.
    package enum ComputePrecision: String, Sendable, CaseIterable {
        case bfloat16
        case float32
        /// bfloat16 where the processor multiplies it itself, else float32.
        case automatic
    }

    package let configuration: VisionConfiguration

    /// What the trunk computes in.
    package let precision: Precision

    /// Bytes an encoding may take.
    package let memoryLimit: Int

    /// What the training anatomies were like; empty where the weights do not say.
    package let trainingRanges: [TrainingRange]

    let leafConditioner: Conditioner
    let parcelConditioner: Conditioner
    let trunk: Trunk
    let detail: DetailLayers
    let fusion: StreamFusion
    private let plans = Mutex<[TrunkPlan]>([])
    let maps = LeafMapCache()

    /// Seconds for a voxel of the trunk's input, as the last encoding took; nil before the first.
    private let pace = Mutex<Double?>(nil)

    /// Encodings run one at a time: each uses all threads.
    private let encoding = NSLock()

    /// Reads and checks the weights.
    ///
    /// - Parameters:
    ///   - path: a safetensors file as `Documentation/Weights.md` describes it.
    ///   - threads: for this and all other computations of the process; nil leaves it as it is.
    ///   - memoryLimit: bytes an encoding may take.
    /// - Throws: `WeightsError`, which names the file and what is wrong.
    package init(
        weightsAt path: String, precision: ComputePrecision = .automatic, threads: Int? = nil,
        memoryLimit: Int = 6_000_000_000
    ) throws {
        let file = try WeightsFile(path: path)
        configuration = try VisionConfiguration(from: file)
        trainingRanges = try TrainingRange.read(from: file)
        try file.requireExactly(
            Trunk.tensorNames(configuration) + Conditioner.tensorNames("head", hasDetail: true)
                + Conditioner.tensorNames("parcel", hasDetail: false)
                + DetailLayers.tensorNames + StreamFusion.tensorNames)
        leafConditioner = try Conditioner(
            "head", features: configuration.features, detail: configuration.detail,
            configuration: configuration, file: file)
        parcelConditioner = try Conditioner(
            "parcel", features: configuration.parcelFeatures, detail: nil,
            configuration: configuration, file: file)
        trunk = try Trunk(configuration: configuration, file: file)
        detail = try DetailLayers(configuration: configuration, file: file)
        fusion = try StreamFusion(configuration: configuration, file: file)
        self.precision =
            switch precision {
            case .bfloat16: .bfloat16
            case .float32: .float32
            case .automatic: .fastest
            }
        self.memoryLimit = memoryLimit
        if let threads { Threads.count = threads }
    }

    /// Runs the trunk on a scan.
    ///
    /// - Parameters:
    ///   - volume: of any orientation, spacing and shape.
    ///   - progress: called between layers, on the calling thread.
    ///   - isCancelled: asked between layers and between the slabs of long ones.
    /// - Throws: `CancellationError`, `VisionError` or `TensorsError`.
    package func encode(
        _ volume: Volume, progress: (VisionProgress) -> Void = { _ in },
        isCancelled: () -> Bool = { false }
    ) throws -> EncodedScan {
        progress(VisionProgress(stage: "preparing the scan", fraction: 0))
        let grid = WorkingGrid(
            for: volume.geometry, workingSpacing: configuration.workingSpacing)
        let padding = try padding(grid)
        while !encoding.lock(before: Date(timeIntervalSinceNow: 0.05)) {
            if isCancelled() { throw CancellationError() }
        }
        defer { encoding.unlock() }
        let start = ContinuousClock.now
        let prepared = try prepare(
            volume, grid: grid, padding: padding, isCancelled: isCancelled)
        let plan = try plan(for: padding.extent)
        let arena = try plan.run(
            prepared.input,
            progress: { progress(VisionProgress(stage: $0, fraction: $1)) },
            isCancelled: isCancelled)
        progress(VisionProgress(stage: "keeping features", fraction: 1))
        let fields = arena.fields(
            of: plan.output, kept: grid.extent, from: padding.before,
            channels: [configuration.features, configuration.parcelFeatures])
        pace.withLock { $0 = (ContinuousClock.now - start) / .seconds(padding.extent.count) }
        progress(VisionProgress(stage: "encoded", fraction: 1))
        return EncodedScan(
            geometry: volume.geometry, header: volume.header, grid: grid, features: fields[0],
            parcels: fields[1], image: prepared.image, kept: nil, precision: precision)
    }

    /// Bytes that encoding a scan takes at its peak, without the scan itself; an estimate.
    package func memoryEstimate(for geometry: Geometry) -> Int {
        let grid = WorkingGrid(for: geometry, workingSpacing: configuration.workingSpacing)
        return memoryEstimate(
            shape: grid.shape, padded: InputPadding(around: grid, for: configuration).extent,
            scan: grid.scan.shape)
    }

    /// Wall-clock time, s, from a scan to its labels; an estimate that this process's own pace
    /// corrects after the first encoding.
    package func secondsEstimate(for geometry: Geometry) -> Double {
        let grid = WorkingGrid(for: geometry, workingSpacing: configuration.workingSpacing)
        let padded = InputPadding(around: grid, for: configuration).extent
        // Two cores of a server of 2023. A voxel of the scan's own grid costs the detail network
        // and the heads about a seventh of what one of the working grid costs the trunk.
        let usual = (precision == .bfloat16 ? 3.6e-6 : 9e-6) / Double(max(1, Threads.count))
        let work = Double(padded.count) + 0.15 * Double(geometry.voxelCount)
        return (pace.withLock { $0 } ?? usual) * work
    }

    /// The plan for an extent; the last few are kept, with their packed weights.
    func plan(for extent: Extent) throws -> TrunkPlan {
        let kept = plans.withLock { plans in plans.first { $0.extent == extent } }
        if let kept { return kept }
        let plan = try TrunkPlan(trunk, extent: extent, precision: precision)
        plans.withLock { plans in plans = [plan] + plans.prefix(3) }
        return plan
    }

    private func padding(_ grid: WorkingGrid) throws -> InputPadding {
        let padding = InputPadding(around: grid, for: configuration)
        let bytes = memoryEstimate(
            shape: grid.shape, padded: padding.extent, scan: grid.scan.shape)
        guard bytes <= memoryLimit else {
            throw VisionError.tooLarge(
                shape: grid.scan.shape, neededBytes: bytes, limitBytes: memoryLimit)
        }
        return padding
    }

    /// The peak is at the finest level: what is there when the features are copied out, and the
    /// scan's own intensities.
    private func memoryEstimate(shape: SIMD3<Int>, padded: Extent, scan: SIMD3<Int>) -> Int {
        let outputs = configuration.features + configuration.parcelFeatures
        let activations = (2 * configuration.widths[0] + outputs) * precision.size
        let voxels = Double(padded.depth) * Double(padded.height) * Double(padded.width)
        let own = Double(scan.x) * Double(scan.y) * Double(scan.z)
        let bytes = voxels * Double(activations + 4 + 2 * outputs) + own * 10 + 1e8
        return bytes < 1e18 ? Int(bytes) : Int.max
    }
}
