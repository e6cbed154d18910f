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

    package static let usualMemoryLimit = 6_000_000_000

    /// What the training anatomies were like; empty where the weights do not say.
    package let trainingRanges: [TrainingRange]

    let leafConditioner: Conditioner
    let parcelConditioner: Conditioner
    let trunk: Trunk
    let detail: DetailLayers
    let fusion: StreamFusion
    let lesions: LesionNetwork?
    private let plans = Mutex<[NetworkPlan]>([])
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
        memoryLimit: Int = VisionNetwork.usualMemoryLimit
    ) throws {
        let file = try WeightsFile(path: path)
        let configuration = try VisionConfiguration(from: file)
        self.configuration = configuration
        trainingRanges = try TrainingRange.read(from: file)
        try file.requireExactly(
            Trunk.tensorNames(configuration) + Conditioner.tensorNames("head", hasDetail: true)
                + Conditioner.tensorNames("parcel", hasDetail: false)
                + DetailLayers.tensorNames("detail") + StreamFusion.tensorNames("fusion")
                + (configuration.lesionWidths.map(LesionNetwork.tensorNames) ?? []))
        leafConditioner = try Conditioner(
            "head", features: configuration.features, detail: configuration.detail,
            configuration: configuration, file: file)
        parcelConditioner = try Conditioner(
            "parcel", features: configuration.parcelFeatures, detail: nil,
            configuration: configuration, file: file)
        trunk = try Trunk(configuration: configuration, file: file)
        detail = try DetailLayers("detail", configuration: configuration, file: file)
        fusion = try StreamFusion("fusion", configuration: configuration, file: file)
        lesions = try configuration.lesionWidths.map {
            try LesionNetwork($0, configuration: configuration, file: file)
        }
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
        let padding = InputPadding(around: grid, for: configuration)
        let need = memoryNeed(for: grid)
        guard need.bytes <= memoryLimit else {
            throw VisionError.tooLarge(
                shape: grid.scan.shape, neededBytes: need.bytes, limitBytes: memoryLimit)
        }
        while !encoding.lock(before: Date(timeIntervalSinceNow: 0.05)) {
            if isCancelled() { throw CancellationError() }
        }
        defer { encoding.unlock() }
        let start = ContinuousClock.now
        let prepared = try prepare(
            volume, grid: grid, padding: padding, isCancelled: isCancelled)
        let fields = try fields(
            of: prepared.input, padding: padding, kept: grid.extent, planes: need.planes,
            progress: { progress(VisionProgress(stage: $0, fraction: $1)) },
            isCancelled: isCancelled)
        if need.planes == nil {
            pace.withLock { $0 = (ContinuousClock.now - start) / .seconds(padding.extent.count) }
        }
        progress(VisionProgress(stage: "encoded", fraction: 1))
        return EncodedScan(
            geometry: volume.geometry, header: volume.header, grid: grid, features: fields[0],
            parcels: fields[1], image: prepared.image, kept: nil, precision: precision)
    }

    /// Wall-clock time, s, from a scan to its labels; an estimate that this process's own pace
    /// corrects after the first encoding.
    package func secondsEstimate(for geometry: Geometry) -> Double {
        let grid = WorkingGrid(for: geometry, workingSpacing: configuration.workingSpacing)
        let padded = InputPadding(around: grid, for: configuration).extent
        // Two cores of a server of 2023. A voxel of the scan's own grid costs the detail network
        // and the heads about a seventh of what one of the working grid costs the trunk.
        let usual = (precision == .bfloat16 ? 3.6e-6 : 9e-6) / Double(max(1, Threads.count))
        // In slabs, early layers are computed again for each later one.
        let again = memoryNeed(for: grid).planes.map { 2.5 * Double($0 + 4) / Double($0) } ?? 1
        let work = again * Double(padded.count) + 0.15 * Double(geometry.voxelCount)
        return (pace.withLock { $0 } ?? usual) * work
    }

    /// The plan for an extent; the last few are kept, with their packed weights.
    func plan(for extent: Extent) throws -> NetworkPlan {
        let kept = plans.withLock { plans in plans.first { $0.extent == extent } }
        if let kept { return kept }
        let plan = try NetworkPlan(trunk, extent: extent, precision: precision)
        plans.withLock { plans in plans = [plan] + plans.prefix(3) }
        return plan
    }

    /// Runs the trunk: features and parcels' features.
    private func fields(
        of input: [Float], padding: InputPadding, kept: Extent, planes: Int?,
        progress: (String, Double) -> Void, isCancelled: () -> Bool
    ) throws -> [FeatureField] {
        let channels = [configuration.features, configuration.parcelFeatures]
        if let planes {
            let tiled = try TiledTrunk(
                trunk, extent: padding.extent, precision: precision, planes: planes)
            return try tiled.run(
                input, kept: kept, from: padding.before, channels: channels, progress: progress,
                isCancelled: isCancelled)
        }
        let plan = try plan(for: padding.extent)
        let arena = try plan.run(input, progress: progress, isCancelled: isCancelled)
        progress("normalising features", 1)
        return arena.fields(
            of: plan.output, kept: kept, from: padding.before, channels: channels,
            normalizedBy: trunk.output.normalization)
    }
}
