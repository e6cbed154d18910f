import COneDNN

extension HalfPrecision {
    /// Rounds to binary16, to nearest even; what is too large becomes the largest finite value.
    package static func halfBits(of values: [Float]) -> [UInt16] {
        convert(values) { vp_half_from_float($0, $1, $2) }
    }

    /// Widens binary16.
    package static func floats(fromHalf bits: [UInt16]) -> [Float] {
        convert(bits) { vp_float_from_half($0, $1, $2) }
    }

    /// Rounds to bfloat16, to nearest even.
    package static func brainBits(of values: [Float]) -> [UInt16] {
        convert(values) { vp_brain_from_float($0, $1, $2) }
    }

    /// Widens bfloat16.
    package static func floats(fromBrain bits: [UInt16]) -> [Float] {
        convert(bits) { vp_float_from_brain($0, $1, $2) }
    }

    private static func convert<From, To>(
        _ values: [From], _ body: (UnsafePointer<From>, UnsafeMutablePointer<To>, Int) -> Void
    ) -> [To] {
        [To](unsafeUninitializedCapacity: values.count) { output, count in
            count = values.count
            values.withUnsafeBufferPointer { input in
                guard let from = input.baseAddress, let to = output.baseAddress else { return }
                body(from, to, values.count)
            }
        }
    }
}

/// The instruction set of our own hot loops, for tests; nil takes the best one.
enum KernelVariant: Int32, CaseIterable {
    case baseline = 1
    case avx2 = 2
    case avx512 = 3

    /// A variant the processor lacks falls back to the best it has.
    static func choose(_ variant: KernelVariant?) { vp_kernels_choose(variant?.rawValue ?? 0) }
}
