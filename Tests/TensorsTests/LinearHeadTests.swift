import Foundation
import Synchronization
import Testing

@testable import Tensors

extension KernelTests {
    @Suite(.serialized) struct LinearHeadTests {
        private func field(_ extent: Extent, features: Int, seed: UInt64) -> FeatureField {
            var random = Noise(seed: seed)
            return FeatureField(
                channels: features, extent: extent,
                bits: HalfPrecision.halfBits(of: random.values(features * extent.count)))
        }

        /// Two voxels of the grid for one of the field, one for one, one for two, and a lone slice.
        static let grids: [(Extent, factor: (Double, Double, Double), leaves: Int)] = [
            (Extent(depth: 4, height: 5, width: 6), (2, 2, 2), 5),
            (Extent(depth: 3, height: 4, width: 5), (1, 3, 2), 16),
            (Extent(depth: 6, height: 4, width: 5), (0.5, 1, 2), 17),
            (Extent(depth: 1, height: 3, width: 1), (1, 2, 4), 40),
        ]

        @Test(arguments: [0, 1, 2, 3], KernelVariant.allCases)
        func labelsAgreeWithInterpolatingEverything(grid: Int, variant: KernelVariant) throws {
            KernelVariant.choose(variant)
            defer { KernelVariant.choose(nil) }
            let (extent, factor, leaves) = Self.grids[grid]
            let field = field(extent, features: 8, seed: 21)
            var random = Noise(seed: 4)
            let weights = random.matrix(leaves, 8)
            let biases = random.values(leaves)
            func positions(_ count: Int, _ factor: Double) -> [Double] {
                (0..<Int(Double(count) * factor)).map { (Double($0) + 0.5) / factor - 0.5 }
            }
            let places = (
                depth: positions(extent.depth, factor.0),
                height: positions(extent.height, factor.1),
                width: positions(extent.width, factor.2)
            )
            func placement(_ positions: [Double], _ count: Int) -> AxisPlacement {
                AxisPlacement(count: positions.count, sourceCount: count) { positions[$0] }
            }
            let filled = Extent(
                depth: places.depth.count, height: places.height.count, width: places.width.count)
            let fast = try LinearHead(weights: weights, biases: biases).labels(
                of: field,
                placement: (
                    placement(places.depth, extent.depth), placement(places.height, extent.height),
                    placement(places.width, extent.width)
                ), layout: VoxelLayout(of: filled))
            let slow = Naive.labels(
                of: field.tensor, weights: weights, biases: biases, positions: places)
            // Only a tie within rounding may go either way.
            for index in slow.labels.indices where slow.margins[index] > 1e-5 {
                #expect(fast.labels[index] == slow.labels[index])
            }
            #expect(fast.labels.count == filled.count)
            #expect(Set(fast.labels).count > 2)
        }

        @Test func confidenceIsTheMeanProbabilityOfTheWinners() throws {
            let extent = Extent(depth: 5, height: 4, width: 3)
            let field = field(extent, features: 4, seed: 8)
            var random = Noise(seed: 14)
            let weights = random.matrix(20, 4)
            let head = LinearHead(weights: weights, biases: random.values(20))
            let logits = head.logits(of: field, voxels: 0..<extent.count)
            var sums = [Double](repeating: 0, count: 20)
            var wins = [Int](repeating: 0, count: 20)
            for voxel in 0..<extent.count {
                let row = logits.row(voxel).map(Double.init)
                let peak = row.max()!
                let best = row.firstIndex(of: peak)!
                sums[best] += 1 / row.reduce(0) { $0 + exp($1 - peak) }
                wins[best] += 1
            }
            func same(_ count: Int) -> AxisPlacement {
                AxisPlacement(count: count, sourceCount: count) { Double($0) }
            }
            let result = try head.labels(
                of: field, placement: (same(5), same(4), same(3)), layout: VoxelLayout(of: extent))
            for leaf in 0..<20 {
                if wins[leaf] == 0 {
                    #expect(result.confidence[leaf] == nil)
                } else {
                    let expected = Float(sums[leaf] / Double(wins[leaf]))
                    #expect(abs(result.confidence[leaf]! - expected) < 1e-5)
                }
            }
        }

        @Test func layoutTurnsAndFlipsTheGrid() throws {
            let extent = Extent(depth: 2, height: 3, width: 4)
            let field = field(extent, features: 3, seed: 30)
            var random = Noise(seed: 31)
            let head = LinearHead(weights: random.matrix(6, 3), biases: random.values(6))
            func same(_ count: Int) -> AxisPlacement {
                AxisPlacement(count: count, sourceCount: count) { Double($0) }
            }
            let placement = (depth: same(2), height: same(3), width: same(4))
            let plain = try head.labels(
                of: field, placement: placement, layout: VoxelLayout(of: extent)
            ).labels
            // Depth fastest and backwards, then width, then height backwards.
            let turned = try head.labels(
                of: field, placement: placement,
                layout: VoxelLayout(first: 1 + 8 * 2, steps: (depth: -1, height: -8, width: 2))
            ).labels
            for z in 0..<2 {
                for y in 0..<3 {
                    for x in 0..<4 {
                        #expect(turned[(1 - z) + 2 * x + 8 * (2 - y)] == plain[(z * 3 + y) * 4 + x])
                    }
                }
            }
        }

        @Test func stopsWhenAsked() {
            let extent = Extent(depth: 40, height: 4, width: 4)
            let field = field(extent, features: 3, seed: 1)
            var random = Noise(seed: 1)
            let head = LinearHead(weights: random.matrix(3, 3), biases: [0, 0, 0])
            func same(_ count: Int) -> AxisPlacement {
                AxisPlacement(count: count, sourceCount: count) { Double($0) }
            }
            let polls = Atomic<Int>(0)
            #expect(throws: CancellationError.self) {
                _ = try head.labels(
                    of: field, placement: (same(40), same(4), same(4)),
                    layout: VoxelLayout(of: extent)
                ) { polls.wrappingAdd(1, ordering: .relaxed).oldValue > 2 }
            }
            #expect(polls.load(ordering: .relaxed) < 20)
        }
    }
}
