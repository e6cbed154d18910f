import Testing

@testable import Tensors

/// Relative to the largest value; bfloat16 keeps 8 bits, and a sum rounds once more on the way out.
private func tolerance(_ precision: Precision) -> Float { precision == .float32 ? 1e-5 : 0.02 }

private let precisions: [Precision] =
    Precision.hasFastBFloat16 ? [.float32, .bfloat16] : [.float32]

/// Runs one operation on a tensor and gives back what the destination holds.
private func run(
    _ operation: some PlannedOperation, on input: Tensor, into output: Tensor,
    precision: Precision, isCancelled: () -> Bool = { false }
) throws -> Tensor {
    var planner = ArenaPlanner()
    let source = planner.place(
        channels: input.shape[0], extent: input.extent, precision: precision)
    let destination = planner.place(
        channels: output.shape[0], extent: output.extent, precision: precision)
    let scratch = planner.placeScratch(bytes: operation.scratchBytes)
    let arena = try Arena(byteCount: planner.byteCount)
    arena.write(input.channelsLast, to: source)
    arena.write(output.channelsLast, to: destination)
    try operation.run(
        in: arena, from: source, to: destination, scratch: scratch, isCancelled: isCancelled)
    return Tensor(
        channelsLast: arena.values(of: destination), channels: output.shape[0],
        extent: output.extent)
}

private func expectClose(_ fast: Tensor, _ slow: Tensor, _ precision: Precision) {
    let scale = slow.values.reduce(1) { max($0, abs($1)) }
    #expect(fast.shape == slow.shape)
    #expect(worstDifference(fast.values, slow.values) <= tolerance(precision) * scale)
}

@Suite struct ConvolutionTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let inputs: Int
        let outputs: Int
        let kernel: Int
        let extent: Extent
        var slabWork = 2e9
        var bias = false
        var relu = false
        var testDescription: String {
            "\(inputs) to \(outputs), kernel \(kernel), \(extent), slabs of \(slabWork)"
        }
    }

    static let cases = [
        Case(inputs: 1, outputs: 16, kernel: 3, extent: Extent(depth: 5, height: 6, width: 7)),
        Case(inputs: 16, outputs: 16, kernel: 3, extent: Extent(depth: 4, height: 5, width: 6)),
        Case(
            inputs: 16, outputs: 32, kernel: 3, extent: Extent(depth: 3, height: 4, width: 9),
            bias: true, relu: true),
        Case(inputs: 4, outputs: 8, kernel: 3, extent: Extent(depth: 3, height: 3, width: 3)),
        Case(inputs: 32, outputs: 16, kernel: 1, extent: Extent(depth: 2, height: 5, width: 3)),
        Case(
            inputs: 8, outputs: 4, kernel: 1, extent: Extent(depth: 1, height: 1, width: 1),
            bias: true),
        // Seven slices in slabs of one, of two and of three.
        Case(
            inputs: 16, outputs: 16, kernel: 3, extent: Extent(depth: 7, height: 4, width: 4),
            slabWork: 1),
        Case(
            inputs: 16, outputs: 16, kernel: 3, extent: Extent(depth: 7, height: 4, width: 4),
            slabWork: 2 * 16 * 16 * 27 * 16 * 2),
        Case(
            inputs: 16, outputs: 16, kernel: 3, extent: Extent(depth: 7, height: 4, width: 4),
            slabWork: 2 * 16 * 16 * 27 * 16 * 3, bias: true, relu: true),
        Case(
            inputs: 16, outputs: 4, kernel: 1, extent: Extent(depth: 7, height: 4, width: 4),
            slabWork: 1),
    ]

    @Test(arguments: cases, precisions)
    func agreesWithItsDefinition(_ test: Case, precision: Precision) throws {
        var random = Noise(seed: 11)
        let extent = test.extent
        let input = random.tensor([test.inputs, extent.depth, extent.height, extent.width])
        let weight = random.tensor(
            [test.outputs, test.inputs, test.kernel, test.kernel, test.kernel])
        let bias = test.bias ? random.values(test.outputs) : nil
        let layer = Convolution(weight: weight, bias: bias, appliesReLU: test.relu)
        let planned = try layer.planned(
            for: extent, precision: precision, slabWork: test.slabWork)
        let slow = Naive.convolution(input, weight: weight, bias: bias, appliesReLU: test.relu)
        let fast = try run(
            planned, on: input, into: Tensor(zeros: slow.shape), precision: precision)
        expectClose(fast, slow, precision)
    }

    @Test func stopsBetweenSlabs() throws {
        let extent = Extent(depth: 8, height: 4, width: 4)
        var random = Noise(seed: 1)
        let input = random.tensor([4, 8, 4, 4])
        let layer = Convolution(weight: random.tensor([4, 4, 3, 3, 3]))
        let planned = try layer.planned(for: extent, precision: .float32, slabWork: 1)
        var polls = 0
        #expect(throws: CancellationError.self) {
            _ = try run(planned, on: input, into: input, precision: .float32) {
                polls += 1
                return polls > 3
            }
        }
        #expect(polls == 4)
    }
}

@Suite struct NormalizationTests {
    @Test(
        arguments: [
            (16, Extent(depth: 6, height: 5, width: 7)),
            (32, Extent(depth: 4, height: 4, width: 4)),
            (8, Extent(depth: 2, height: 3, width: 4)), (4, Extent(depth: 16, height: 3, width: 4)),
            (128, Extent(depth: 1, height: 2, width: 1)),
        ], precisions)
    func agreesWithItsDefinition(shape: (channels: Int, extent: Extent), precision: Precision)
        throws
    {
        var random = Noise(seed: 3)
        let extent = shape.extent
        var input = random.tensor([shape.channels, extent.depth, extent.height, extent.width])
        // A mean far from 0 and unlike spreads: what a careless variance would get wrong.
        for index in input.values.indices {
            input.values[index] = input.values[index] * Float(1 + index / extent.count % 3) + 2
        }
        if precision == .bfloat16 {
            // The twin sees what bfloat16 storage holds.
            for index in input.values.indices {
                input.values[index] = HalfPrecision.float(
                    fromBrain: HalfPrecision.brain(input.values[index]))
            }
        }
        let scale = random.values(shape.channels)
        let shift = random.values(shape.channels)
        let layer = InstanceNormalization(scale: scale, shift: shift)
        let planned = layer.planned(for: extent, precision: precision)
        let fast = try run(planned, on: input, into: input, precision: precision)
        let slow = Naive.instanceNormalization(input, scale: scale, shift: shift)
        expectClose(fast, slow, precision)
        let linear = InstanceNormalization(scale: scale, shift: shift, appliesReLU: false)
        expectClose(
            try run(
                linear.planned(for: extent, precision: precision), on: input, into: input,
                precision: precision),
            Naive.instanceNormalization(input, scale: scale, shift: shift, appliesReLU: false),
            precision)
    }

    @Test func constantChannelsStayFinite() throws {
        let input = Tensor(shape: [16, 2, 2, 2], values: [Float](repeating: 3, count: 128))
        let layer = InstanceNormalization(
            scale: [Float](repeating: 1, count: 16), shift: [Float](repeating: 0.5, count: 16))
        let planned = layer.planned(for: input.extent, precision: .float32)
        let output = try run(planned, on: input, into: input, precision: .float32)
        #expect(output.values == [Float](repeating: 0.5, count: 128))
    }
}

@Suite struct ScalingTests {
    static let factors = [
        Extent(depth: 2, height: 2, width: 2), Extent(depth: 1, height: 2, width: 2),
        Extent(depth: 2, height: 1, width: 1), Extent(depth: 1, height: 1, width: 1),
    ]

    @Test(arguments: factors, precisions)
    func poolingAgreesWithItsDefinition(factors: Extent, precision: Precision) throws {
        var random = Noise(seed: 5)
        for channels in [4, 16, 32] {
            let input = random.tensor([channels, 4, 6, 10])
            let layer = MaxPooling(factors: factors)
            let slow = Naive.maxPooling(input, factors: factors)
            let planned = try layer.planned(
                channels: channels, extent: input.extent, precision: precision)
            let fast = try run(
                planned, on: input, into: Tensor(zeros: slow.shape), precision: precision)
            expectClose(fast, slow, precision)
        }
    }

    @Test(arguments: factors, precisions)
    func upsamplingAddsToTheSkip(factors: Extent, precision: Precision) throws {
        var random = Noise(seed: 6)
        for channels in [4, 16, 32] {
            let input = random.tensor([channels, 3, 4, 5])
            let extent = input.extent * factors
            let skip = random.tensor([channels, extent.depth, extent.height, extent.width])
            let layer = UpsamplingSum(factors: factors)
            let planned = layer.planned(
                channels: channels, extent: input.extent, precision: precision)
            let fast = try run(planned, on: input, into: skip, precision: precision)
            expectClose(
                fast, Naive.upsamplingSum(input, factors: factors, skip: skip), precision)
        }
    }
}
