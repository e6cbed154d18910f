import Foundation
import Synchronization
import Testing

@testable import Tensors

/// A field, a head, a detail network and the image it sees, all of random numbers.
private struct Sample {
    let field: FeatureField
    let weights: Matrix
    let biases: [Float]
    let detail: Matrix
    let context: Matrix
    let layers: [(weight: Tensor, bias: [Float])]
    let image: [UInt16]
    var kept: [Float]?

    init(_ extent: Extent, features: Int, leaves: Int, grid: Extent, seed: UInt64 = 21) {
        var random = Noise(seed: seed)
        let (context, channels) = (3, 5)
        field = FeatureField(
            channels: features, extent: extent,
            bits: HalfPrecision.halfBits(of: random.values(features * extent.count)))
        weights = random.matrix(leaves, features)
        biases = random.values(leaves)
        detail = random.matrix(leaves, channels)
        self.context = random.matrix(context, features)
        layers = [context + 1, channels].map { inputs in
            (random.tensor([channels, inputs, 3, 3, 3]), random.values(channels))
        }
        image = HalfPrecision.halfBits(of: random.values(grid.count).map { abs($0) })
    }

    var head: LinearHead { LinearHead(weights: weights, biases: biases, detail: detail) }

    func input(_ precision: Precision = .float32) -> DetailInput {
        DetailInput(
            layers: DetailLayers(context: context, first: layers[0], second: layers[1]),
            image: image, kept: kept, precision: precision)
    }
}

private func placement(
    _ extent: Extent, _ positions: (depth: [Double], height: [Double], width: [Double])
) -> GridPlacement {
    func axis(_ positions: [Double], _ count: Int) -> AxisPlacement {
        AxisPlacement(count: positions.count, sourceCount: count) { positions[$0] }
    }
    return GridPlacement(
        depth: axis(positions.depth, extent.depth), height: axis(positions.height, extent.height),
        width: axis(positions.width, extent.width))
}

private func same(_ extent: Extent) -> GridPlacement {
    func axis(_ count: Int) -> [Double] { (0..<count).map(Double.init) }
    return placement(extent, (axis(extent.depth), axis(extent.height), axis(extent.width)))
}

extension KernelTests {
    @Suite(.serialized) struct LinearHeadTests {
        /// Two voxels of the grid for one of the field, one for one, one for two, and a lone slice.
        static let grids: [(Extent, factor: (Double, Double, Double), leaves: Int)] = [
            (Extent(depth: 9, height: 5, width: 6), (2, 2, 2), 5),
            (Extent(depth: 3, height: 4, width: 5), (1, 3, 2), 16),
            (Extent(depth: 6, height: 4, width: 5), (0.5, 1, 2), 17),
            (Extent(depth: 1, height: 3, width: 1), (1, 2, 4), 40),
        ]

        @Test(arguments: [0, 1, 2, 3], KernelVariant.allCases)
        func labelsOfTheFieldItselfAreItsLargestLogits(grid: Int, variant: KernelVariant) throws {
            KernelVariant.choose(variant)
            defer { KernelVariant.choose(nil) }
            let (extent, _, leaves) = Self.grids[grid]
            let sample = Sample(extent, features: 8, leaves: leaves, grid: extent)
            let values = HalfPrecision.floats(fromHalf: sample.field.bits)
            let labels = try sample.head.labels(of: sample.field)
            #expect(labels.count == extent.count)
            for voxel in 0..<extent.count {
                let logits = (0..<leaves).map { leaf in
                    (0..<8).reduce(sample.biases[leaf]) {
                        $0 + sample.weights[leaf, $1] * values[8 * voxel + $1]
                    }
                }
                let found = logits[Int(labels[voxel])]
                #expect(found >= (logits.max() ?? .infinity) - 1e-4)
            }
            #expect(throws: CancellationError.self) {
                try sample.head.labels(of: sample.field, isCancelled: { true })
            }
        }

        @Test(arguments: [0, 1, 2, 3], KernelVariant.allCases)
        func labelsAgreeWithTheirDefinition(grid: Int, variant: KernelVariant) throws {
            KernelVariant.choose(variant)
            defer { KernelVariant.choose(nil) }
            let (extent, factor, leaves) = Self.grids[grid]
            func positions(_ count: Int, _ factor: Double) -> [Double] {
                (0..<Int(Double(count) * factor)).map { (Double($0) + 0.5) / factor - 0.5 }
            }
            let places = (
                depth: positions(extent.depth, factor.0),
                height: positions(extent.height, factor.1),
                width: positions(extent.width, factor.2)
            )
            let filled = Extent(
                depth: places.depth.count, height: places.height.count, width: places.width.count)
            let sample = Sample(extent, features: 8, leaves: leaves, grid: filled)
            let fast = try sample.head.labels(
                of: sample.field, sharpenedBy: sample.input(),
                placement: placement(extent, places), layout: VoxelLayout(of: filled))
            let image = Tensor(
                shape: [1, filled.depth, filled.height, filled.width],
                values: HalfPrecision.floats(fromHalf: sample.image))
            let detail = Naive.detail(
                of: sample.field.tensor, context: sample.context, image: image,
                layers: sample.layers, positions: places)
            let slow = Naive.labels(
                of: sample.field.tensor, weights: sample.weights, biases: sample.biases,
                detail: (detail, sample.detail), positions: places)
            // Only a tie within rounding may go either way.
            for index in slow.labels.indices where slow.margins[index] > 1e-4 {
                #expect(fast.labels[index] == slow.labels[index])
            }
            #expect(fast.labels.count == filled.count)
            #expect(Set(fast.labels).count > 2)
        }

        @Test(.enabled(if: Precision.hasFastBFloat16))
        func labelsInBrainFloatsAreNearlyTheSame() throws {
            let extent = Extent(depth: 6, height: 9, width: 8)
            let sample = Sample(extent, features: 8, leaves: 9, grid: extent)
            func labels(_ precision: Precision) throws -> [UInt8] {
                try sample.head.labels(
                    of: sample.field, sharpenedBy: sample.input(precision),
                    placement: same(extent), layout: VoxelLayout(of: extent)
                ).labels
            }
            let differing = zip(try labels(.bfloat16), try labels(.float32)).filter { $0 != $1 }
            #expect(differing.count < extent.count / 20)
        }

        @Test func detailCountsAsFarAsItIsKept() throws {
            let extent = Extent(depth: 6, height: 5, width: 4)
            var sample = Sample(extent, features: 8, leaves: 9, grid: extent)
            func labels() throws -> [UInt8] {
                try sample.head.labels(
                    of: sample.field, sharpenedBy: sample.input(), placement: same(extent),
                    layout: VoxelLayout(of: extent)
                ).labels
            }
            let all = try labels()
            sample.kept = [Float](repeating: 1, count: extent.count)
            #expect(try labels() == all)
            // Where none is kept, the logits of the field alone decide.
            sample.kept = (0..<extent.count).map { $0 % 2 == 0 ? 0 : 1 }
            let alone = Naive.labels(
                of: sample.field.tensor, weights: sample.weights, biases: sample.biases,
                positions: (
                    (0..<6).map(Double.init), (0..<5).map(Double.init), (0..<4).map(Double.init)
                ))
            for (index, label) in try labels().enumerated() where alone.margins[index] > 1e-4 {
                #expect(label == (index % 2 == 0 ? alone.labels[index] : all[index]))
            }
            #expect(alone.labels != all)
        }

        @Test func confidenceIsTheMeanProbabilityOfTheWinners() throws {
            let extent = Extent(depth: 5, height: 4, width: 3)
            let sample = Sample(extent, features: 4, leaves: 20, grid: extent)
            let logits = sample.head.logits(of: sample.field, voxels: 0..<extent.count)
            let expected = Self.confidence(logits, voxels: Array(0..<extent.count))
            let result = try sample.head.labels(
                of: sample.field, sharpenedBy: sample.input(), placement: same(extent),
                layout: VoxelLayout(of: extent))
            Self.expectClose(result.confidence, expected)
        }

        static func expectClose(_ found: [Float?], _ expected: [Float?]) {
            #expect(found.count == expected.count)
            for (found, expected) in zip(found, expected) {
                #expect((found == nil) == (expected == nil))
                #expect(abs((found ?? 0) - (expected ?? 0)) < 1e-5)
            }
        }

        static func confidence(_ logits: Matrix, voxels: [Int]) -> [Float?] {
            var sums = [Double](repeating: 0, count: logits.columns)
            var wins = [Int](repeating: 0, count: logits.columns)
            for voxel in voxels {
                let row = logits.row(voxel).map(Double.init)
                let peak = row.max()!
                let best = row.firstIndex(of: peak)!
                sums[best] += 1 / row.reduce(0) { $0 + exp($1 - peak) }
                wins[best] += 1
            }
            return zip(sums, wins).map { $1 == 0 ? nil : Float($0 / Double($1)) }
        }

        /// Other words for a leaf that wins in one corner only.
        @Test(arguments: Precision.allCases)
        func aChangedLeafIsSoughtWhereItReaches(precision: Precision) throws {
            if precision == .bfloat16, !Precision.hasFastBFloat16 { return }
            let extent = Extent(depth: 12, height: 10, width: 14)
            let grid = Extent(depth: 24, height: 20, width: 14)
            let places = (
                depth: (0..<24).map { Double($0) / 2 - 0.25 },
                height: (0..<20).map { Double($0) / 2 - 0.25 }, width: (0..<14).map(Double.init)
            )
            let plain = Sample(extent, features: 8, leaves: 6, grid: grid)
            var values = HalfPrecision.floats(fromHalf: plain.field.bits)
            for voxel in 0..<extent.count {
                let (row, x) = voxel.quotientAndRemainder(dividingBy: 14)
                let isCorner = row / 10 < 4 && row % 10 > 6 && x < 5
                values[voxel * 8] = isCorner ? 25 : 0
            }
            let field = FeatureField(
                channels: 8, extent: extent, bits: HalfPrecision.halfBits(of: values))
            var other = Noise(seed: 3)
            func head(_ own: [Float]) -> LinearHead {
                var (weights, biases) = (plain.weights, plain.biases)
                for leaf in 0..<6 { weights[leaf, 0] = leaf == 2 ? 1 : 0 }
                for (feature, value) in own.enumerated() { weights[2, feature + 1] = value }
                biases[2] = -22
                return LinearHead(weights: weights, biases: biases, detail: plain.detail)
            }
            let layout = VoxelLayout(
                first: grid.width - 1, steps: (grid.slice, grid.width, -1))
            func whole(_ head: LinearHead) throws -> LabelField {
                try head.labels(
                    of: field, sharpenedBy: plain.input(precision),
                    placement: placement(extent, places), layout: layout)
            }
            let (before, after) = (head(other.values(7)), head(other.values(7)))
            let known = try whole(before).labels
            let expected = try whole(after)
            #expect(known != expected.labels && known.contains(2) && expected.labels.contains(2))
            func changed(_ known: [UInt8]) throws -> LabelField {
                try after.labels(
                    of: field, sharpenedBy: plain.input(precision),
                    placement: placement(extent, places), layout: layout,
                    changing: ChangedLeaves(leaves: [2], known: known))
            }
            let found = try changed(known)
            #expect(found.labels == expected.labels)
            #expect(found.confidence == expected.confidence)
            // Far from the corner nothing is computed again.
            var marked = known
            marked[grid.count - grid.width] = 77
            #expect(try changed(marked).labels[grid.count - grid.width] == 77)
        }

        @Test func layoutTurnsAndFlipsTheGrid() throws {
            let extent = Extent(depth: 2, height: 3, width: 4)
            let sample = Sample(extent, features: 3, leaves: 6, grid: extent)
            func labels(_ layout: VoxelLayout) throws -> [UInt8] {
                try sample.head.labels(
                    of: sample.field, sharpenedBy: sample.input(), placement: same(extent),
                    layout: layout
                ).labels
            }
            let plain = try labels(VoxelLayout(of: extent))
            // Depth fastest and backwards, then width, then height backwards.
            let turned = try labels(
                VoxelLayout(first: 1 + 8 * 2, steps: (depth: -1, height: -8, width: 2)))
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
            let sample = Sample(extent, features: 3, leaves: 3, grid: extent)
            let polls = Atomic<Int>(0)
            #expect(throws: CancellationError.self) {
                _ = try sample.head.labels(
                    of: sample.field, sharpenedBy: sample.input(), placement: same(extent),
                    layout: VoxelLayout(of: extent)
                ) { _ in
                } isCancelled: {
                    polls.wrappingAdd(1, ordering: .relaxed).oldValue > 50
                }
            }
            #expect(polls.load(ordering: .relaxed) < 60)
        }

        @Test(arguments: KernelVariant.allCases)
        func regionsDivideTheirLabel(variant: KernelVariant) throws {
            KernelVariant.choose(variant)
            defer { KernelVariant.choose(nil) }
            let extent = Extent(depth: 5, height: 4, width: 6)
            let sample = Sample(extent, features: 4, leaves: 20, grid: extent)
            let other = Sample(extent, features: 4, leaves: 3, grid: extent, seed: 5)
            let labels = (0..<extent.count).map { UInt8($0 % 3) }
            let heads = [sample, other].map { LinearHead(weights: $0.weights, biases: $0.biases) }
            let regions = [
                LabelRegion(label: 0, head: heads[0], numbers: Array(100..<120)),
                LabelRegion(label: 2, head: heads[1], numbers: [7, 5, 3]),
            ]
            let found = try LabelRegion.divide(
                labels, among: regions, by: sample.field, placement: same(extent),
                layout: VoxelLayout(of: extent))
            for (index, region) in regions.enumerated() {
                let voxels = labels.indices.filter { labels[$0] == region.label }
                let logits = heads[index].logits(of: sample.field, voxels: 0..<extent.count)
                for voxel in voxels {
                    let row = Array(logits.row(voxel))
                    #expect(
                        found.numbers[voxel]
                            == region.numbers[row.firstIndex(of: row.max()!)!])
                }
                Self.expectClose(
                    found.confidence[index], Self.confidence(logits, voxels: voxels))
            }
            for voxel in labels.indices where labels[voxel] == 1 {
                #expect(found.numbers[voxel] == LabelRegion.outside)
            }
        }
    }
}
