import Foundation
import Synchronization
import VisionNetwork
import Volumes

/// Time and memory of the vision network on a head of 1 mm; `training/bench.py` sets PyTorch beside
/// it.
enum VisionBenchmark {
    static func run(_ arguments: [String]) throws {
        guard let path = arguments.first else { Benchmarks.usage() }
        var rest = arguments.dropFirst()
        var precision = VisionNetwork.ComputePrecision.automatic
        if let named = rest.first.flatMap(VisionNetwork.ComputePrecision.init) {
            precision = named
            rest = rest.dropFirst()
        }
        let sizes = rest.compactMap { Int($0) }
        guard sizes.count == rest.count, [0, 3].contains(sizes.count) else { Benchmarks.usage() }
        let shape = sizes.isEmpty ? SIMD3(192, 224, 192) : SIMD3(sizes[0], sizes[1], sizes[2])
        let network = try VisionNetwork(weightsAt: path, precision: precision)
        let volume = volume(shape)
        line("precision", network.precision.rawValue)
        line("grid", "\(shape.x)x\(shape.y)x\(shape.z), 1 mm")
        try measure(network, volume)
        line("peak memory, MB", peakMegabytes())
    }

    private static func measure(_ network: VisionNetwork, _ volume: Volume) throws {
        // The first run also prepares operations and packs weights, as a user's does.
        var best: [(stage: String, seconds: Double)] = []
        var encoded: EncodedScan?
        for run in 1...4 {
            var stages: [(name: String, start: ContinuousClock.Instant)] = []
            let start = ContinuousClock.now
            encoded = try network.encode(volume) { stages.append(($0.stage, .now)) }
            if run == 1 { line("first encoding, s", start.duration(to: .now).inSeconds) }
            let ends = stages.dropFirst().map(\.start) + [.now]
            let spent = zip(stages, ends).map { stage, end in
                (stage: stage.name, seconds: (end - stage.start).inSeconds)
            }
            if best.isEmpty || total(spent) < total(best) { best = spent }
        }
        var order: [String] = []
        for stage in best where !order.contains(stage.stage) { order.append(stage.stage) }
        for stage in order { line("  \(stage), s", total(best.filter { $0.stage == stage })) }
        line(
            "trunk, s",
            total(best.filter { $0.stage.contains("level") || $0.stage == "features" }))
        line("best encoding, s", total(best))
        if let encoded {
            for name in ["first", "further"] {
                try measureAnswers(network, encoded, name: name)
            }
        }
    }

    private static func total(_ stages: [(stage: String, seconds: Double)]) -> Double {
        stages.reduce(0) { $0 + $1.seconds }
    }

    private static func measureAnswers(
        _ network: VisionNetwork, _ encoded: EncodedScan, name: String
    ) throws {
        // Other leaves are not in the cache of label maps.
        let leaves = conditioners(name == "first" ? 60 : 59)
        var clock = ContinuousClock.now
        let map = try network.labels(of: encoded, leaves: leaves)
        line("\(name) labels, s", clock.duration(to: .now).inSeconds)
        clock = .now
        let mask = try network.labels(of: encoded, leaves: leaves).mask(leafIndices: [3, 7])
        line("\(name) further target (\(mask.count) voxels), s", clock.duration(to: .now).inSeconds)
        for changed in [5, map.counts.indices.max { map.counts[$0] < map.counts[$1] } ?? 0] {
            var steered = leaves
            steered[changed] = conditioners(61)[60]
            clock = .now
            _ = try network.labels(
                of: encoded, leaves: steered, changed: [changed], from: map.indices)
            line(
                "\(name) leaf of \(map.counts[changed]) voxels by other words, s",
                clock.duration(to: .now).inSeconds)
        }
        clock = .now
        let most = map.counts.indices.max { map.counts[$0] < map.counts[$1] } ?? 0
        _ = try network.parcels(
            of: encoded, within: map.indices, parcels: conditioners(34),
            groups: [ParcelGroup(leaf: most, parcels: Array(0..<34))])
        line("\(name) parcels in \(map.counts[most]) voxels, s", clock.duration(to: .now).inSeconds)
        clock = .now
        _ = try network.fuse([encoded, encoded])
        line("\(name) fusion of two scans, s", clock.duration(to: .now).inSeconds)
        line("\(name) peak memory, MB", peakMegabytes())
        guard network.marksOverlays else { return }
        clock = .now
        _ = try network.overlay(
            of: [encoded], phrase: leaves[0],
            tissues: TissueLeaves(leaves: leaves, members: [[0], [1], [2]]))
        line("\(name) lesions, s", clock.duration(to: .now).inSeconds)
    }

    /// A bright ball with structure in it, and noise.
    private static func volume(_ shape: SIMD3<Int>) -> Volume {
        let half = SIMD3<Double>(Double(shape.x), Double(shape.y), Double(shape.z)) / 2
        var state: UInt32 = 1
        var voxels: [Float] = []
        voxels.reserveCapacity(shape.x * shape.y * shape.z)
        for z in 0..<shape.z {
            for y in 0..<shape.y {
                for x in 0..<shape.x {
                    state = state &* 1_664_525 &+ 1_013_904_223
                    let place = (SIMD3(Double(x), Double(y), Double(z)) - half) / half
                    let radius = (place * place).sum()
                    let tissue = 300 * (2 + (x / 12 + y / 17 + z / 9) % 3)
                    voxels.append(
                        Float(state >> 24) / 8 + (radius < 0.7 ? Float(tissue) : 0))
                }
            }
        }
        return Volume(geometry: Geometry(shape: shape), voxels: voxels)
    }

    private static func conditioners(_ count: Int) -> [LeafConditioner] {
        var state: UInt32 = 7
        return (0..<count).map { _ in
            let values = (0..<384).map { _ in
                state = state &* 1_664_525 &+ 1_013_904_223
                return Float(state >> 8) / Float(1 << 23) - 1
            }
            let length = values.reduce(0) { $0 + $1 * $1 }.squareRoot()
            return LeafConditioner(embedding: values.map { $0 / length }, side: .none)
        }
    }

    /// The most memory this process ever held; nil where the system does not tell.
    private static func peakMegabytes() -> Double {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM") } ?? ""
        let number = line.split(whereSeparator: \.isWhitespace).dropFirst().first
        return number.flatMap { Double($0) }.map { $0 / 1000 } ?? .nan
    }

    private static func line(_ name: String, _ value: Double) {
        line(name, String(format: "%.3f", value))
    }

    private static func line(_ name: String, _ value: String) {
        print("\(name)\t\(value)")
    }
}
