import Testing

@testable import Tensors

/// Tests that choose the instruction set, which is one for the process, so one at a time.
@Suite(.serialized) enum KernelTests {}

extension KernelTests {
    @Suite(.serialized) struct HalfPrecisionTests {
        @Test(arguments: KernelVariant.allCases)
        func fastConversionsAgreeWithTheirTwins(variant: KernelVariant) {
            KernelVariant.choose(variant)
            defer { KernelVariant.choose(nil) }
            let everyFinite = (UInt16.min...UInt16.max).filter { $0 & 0x7C00 != 0x7C00 }
            let widened = HalfPrecision.floats(fromHalf: everyFinite)
            #expect(widened == everyFinite.map(HalfPrecision.float(fromHalf:)))
            #expect(HalfPrecision.halfBits(of: widened) == everyFinite)

            var random = Noise(seed: 2)
            let values = random.values(1000) + [0, -0.0, 1e-7, 65504, 1 + 0x1p-11, 1 + 0x1.8p-10]
            for (value, half) in zip(values, HalfPrecision.halfBits(of: values)) {
                let error = abs(HalfPrecision.float(fromHalf: half) - value)
                #expect(error <= max(abs(value) * 0x1p-11, 0x1p-25))
            }
            // Ties go to even.
            #expect(HalfPrecision.halfBits(of: [1 + 0x1p-11, 1 + 0x3p-11]) == [0x3C00, 0x3C02])
            #expect(HalfPrecision.halfBits(of: [-1e9]) == [0xFBFF])
            let brains = HalfPrecision.brainBits(of: values)
            #expect(brains == values.map(HalfPrecision.brain))
            #expect(
                HalfPrecision.floats(fromBrain: brains)
                    == brains.map(HalfPrecision.float(fromBrain:)))
        }
    }
}
