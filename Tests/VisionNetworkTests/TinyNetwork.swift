import Foundation
import Tensors
import Volumes

@testable import VisionNetwork

/// The tiny random network that `training/fixtures/vision_fixture.py` wrote, and what PyTorch made
/// of it.
struct TinyNetwork {
    static let weightsPath = path("vision-tiny.safetensors")

    let network: VisionNetwork
    let expected: WeightsFile

    /// The scan in RAS order, with the voxel that is not a number put back.
    let scan: Volume

    /// Another scan of the same head, oblique and on a grid of its own.
    let second: Volume
    let leaves: [LeafConditioner]
    let parcels: [LeafConditioner]
    let lesion: LeafConditioner
    let tissues: TissueLeaves

    /// Which parcels compete in the cortex of either side.
    let groups: [ParcelGroup]

    init(precision: VisionNetwork.ComputePrecision = .float32) throws {
        let network = try VisionNetwork(weightsAt: Self.weightsPath, precision: precision)
        let expected = try WeightsFile(path: Self.path("vision-tiny-expected.safetensors"))
        self.network = network
        self.expected = expected
        let spacing = try Self.numbers(expected, "spacing")
        scan = try Self.volume("scan", expected) { shape in
            Geometry(
                shape: shape, voxelSize: SIMD3(spacing[2], spacing[1], spacing[0]),
                origin: SIMD3(-20, 5, 12))
        }
        let rows = try Self.numbers(expected, "second_affine")
        second = try Self.volume("second", expected) { shape in
            func row(_ index: Int) -> SIMD4<Double> { SIMD4(rows[4 * index..<4 * index + 4]) }
            return try Geometry(shape: shape, affine: Affine(rows: row(0), row(1), row(2)))
        }
        func conditioners(
            _ name: String, _ leaves: [VisionConfiguration.Leaf]
        ) throws -> [LeafConditioner] {
            let embeddings = try expected.tensor(named: name).matrix
            return leaves.enumerated().map { index, leaf in
                LeafConditioner(embedding: Array(embeddings.row(index)), side: leaf.side)
            }
        }
        leaves = try conditioners("embeddings", network.configuration.leaves)
        let listed = network.configuration.parcels
        parcels = try conditioners("parcel_embeddings", listed)
        lesion = LeafConditioner(
            embedding: Array(try expected.tensor(named: "lesion_embedding").matrix.row(0)),
            side: .none)
        tissues = TissueLeaves(
            leaves: leaves,
            members: try JSONDecoder().decode(
                [Set<Int>].self, from: Data(expected.requiredMetadata("tissues").utf8)))
        groups = zip(try Self.numbers(expected, "cortex"), [Side.left, .right]).map { leaf, side in
            ParcelGroup(
                leaf: Int(leaf), parcels: listed.indices.filter { listed[$0].side == side })
        }
    }

    private static func volume(
        _ name: String, _ expected: WeightsFile, _ geometry: (SIMD3<Int>) throws -> Geometry
    ) throws -> Volume {
        let image = try expected.tensor(named: name)
        var voxels = image.values
        let bad = try numbers(expected, "not_a_number").map { Int($0) }
        voxels[(bad[0] * image.shape[1] + bad[1]) * image.shape[2] + bad[2]] = .nan
        return Volume(
            geometry: try geometry(SIMD3(image.shape[2], image.shape[1], image.shape[0])),
            voxels: voxels)
    }

    /// How many voxels lie between those the fixture keeps.
    func stride(of name: String) throws -> Int {
        let text = try expected.requiredMetadata("strides")
        let strides = try JSONDecoder().decode([String: Int].self, from: Data(text.utf8))
        return strides[name] ?? 1
    }

    /// Every n-th row of channels-last values, as the fixture keeps them.
    func kept(_ values: [Float], channels: Int, name: String) throws -> [Float] {
        let step = try stride(of: name)
        return Swift.stride(from: 0, to: values.count / channels, by: step).flatMap { voxel in
            values[voxel * channels..<(voxel + 1) * channels]
        }
    }

    private static func numbers(_ file: WeightsFile, _ key: String) throws -> [Double] {
        try JSONDecoder().decode([Double].self, from: Data(file.requiredMetadata(key).utf8))
    }

    private static func path(_ name: String) -> String {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Fixtures").appendingPathComponent(name).path
    }
}

/// The largest absolute difference; infinite if the counts differ or a value is no number.
func worstDifference(_ a: [Float], _ b: [Float]) -> Float {
    guard a.count == b.count else { return .infinity }
    return zip(a, b).reduce(Float(0)) { worst, pair in
        let difference = abs(pair.0 - pair.1)
        return difference.isNaN ? .infinity : max(worst, difference)
    }
}

/// Root of the summed squared differences, relative to that of the expected values.
func relativeError(_ found: [Float], _ expected: [Float]) -> Double {
    guard found.count == expected.count else { return .infinity }
    let difference = zip(found, expected).reduce(0.0) {
        let step = Double($1.0) - Double($1.1)
        return $0 + step * step
    }
    let size = expected.reduce(0.0) { $0 + Double($1) * Double($1) }
    return (difference / size).squareRoot()
}

/// Share of equal elements.
func agreement<Element: Equatable>(_ a: [Element], _ b: [Element]) -> Double {
    guard a.count == b.count, !a.isEmpty else { return 0 }
    return Double(zip(a, b).reduce(0) { $0 + ($1.0 == $1.1 ? 1 : 0) }) / Double(a.count)
}
