import Foundation

/// Takes the blur out of a histogram of logarithms that a smooth field has widened (Sled, Zijdenbos
/// and Evans 1998; parameters as Tustison et al. 2010).
struct HistogramSharpening {
    /// Full width at half maximum of the blur, in logarithms.
    static let width = 0.15
    /// Of the Wiener filter.
    static let noise = 0.01
    static let bins = 200

    /// The most likely unblurred value for the middle of each bin.
    let expected: [Double]
    let low: Double
    /// Between the middles of bins.
    let step: Double

    /// - Parameter values: Logarithms; not all equal.
    init(_ values: [Float], inside mask: [UInt8]) {
        let found = Intensities(values, inside: mask)
        low = Double(found.minimum)
        let bins = Self.bins
        step = (Double(found.maximum) - low) / Double(bins - 1)
        var histogram = [Double](repeating: 0, count: bins)
        for index in values.indices where mask[index] != 0 {
            let place = (Double(values[index]) - low) / step
            let bin = min(Int(place), bins - 1)
            let part = place - Double(bin)
            histogram[bin] += 1 - part
            if bin + 1 < bins { histogram[bin + 1] += part }
        }
        // Twice as long at least, so that the ends do not meet.
        let size = 512
        let offset = (size - bins) / 2
        var spectrum = FourierTransform.forward(
            (0..<size).map { index in
                let bin = index - offset
                return SIMD2(histogram.indices.contains(bin) ? histogram[bin] : 0, 0)
            })
        let scaled = Self.width / step
        let blur = FourierTransform.forward(
            (0..<size).map { index in
                let distance = Double(min(index, size - index)) / scaled
                let height = 2 * (log(2) / .pi).squareRoot() / scaled
                return SIMD2(height * exp(-4 * log(2) * distance * distance), 0)
            }
        ).map(\.x)
        for index in 0..<size {
            spectrum[index] *= blur[index] / (blur[index] * blur[index] + Self.noise)
        }
        let sharp = FourierTransform.backward(spectrum).map { max(0, $0.x) }
        func blurred(_ values: [Double]) -> [Double] {
            let spectrum = FourierTransform.forward(values.map { SIMD2($0, 0) })
            return FourierTransform.backward(zip(spectrum, blur).map { $0 * $1 }).map(\.x)
        }
        let (low, step) = (low, step)
        let weighted = blurred(
            sharp.indices.map { sharp[$0] * (low + Double($0 - offset) * step) })
        let weights = blurred(sharp)
        expected = (0..<bins).map { bin in
            let weight = weights[bin + offset]
            return weight > 1e-12 ? weighted[bin + offset] / weight : low + Double(bin) * step
        }
    }

    /// How far a value lies above the most likely one.
    func excess(of value: Float) -> Float {
        let place = max(0, min(Double(expected.count - 1), (Double(value) - low) / step))
        let bin = min(Int(place), expected.count - 2)
        let part = place - Double(bin)
        return value - Float(expected[bin] * (1 - part) + expected[bin + 1] * part)
    }
}

/// The discrete Fourier transform of a power of two of complex numbers (real, imaginary), by Cooley and
/// Tukey's splitting.
enum FourierTransform {
    static func forward(_ values: [SIMD2<Double>]) -> [SIMD2<Double>] { transform(values, -1) }

    /// The inverse, scaled by the length.
    static func backward(_ values: [SIMD2<Double>]) -> [SIMD2<Double>] {
        transform(values, 1).map { $0 / Double(values.count) }
    }

    private static func transform(_ values: [SIMD2<Double>], _ sign: Double) -> [SIMD2<Double>] {
        let count = values.count
        precondition(count & (count - 1) == 0, "a power of two")
        if count == 1 { return values }
        let even = transform(stride(from: 0, to: count, by: 2).map { values[$0] }, sign)
        let odd = transform(stride(from: 1, to: count, by: 2).map { values[$0] }, sign)
        var result = values
        for index in 0..<count / 2 {
            let angle = sign * 2 * .pi * Double(index) / Double(count)
            let (c, s) = (cos(angle), sin(angle))
            let turned = SIMD2(
                odd[index].x * c - odd[index].y * s, odd[index].x * s + odd[index].y * c)
            result[index] = even[index] + turned
            result[index + count / 2] = even[index] - turned
        }
        return result
    }
}
