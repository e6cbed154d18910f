import Foundation

/// A motion about a centre, as numbers in millimetres that an optimiser can turn.
struct RegistrationMotion {
    let model: RegistrationModel
    /// A turn by one radian, or a stretch to the double, counts as this many mm: how far it carries
    /// points near the edge of a head.
    static let radius = 75.0

    var count: Int { model == .rigid ? 6 : 12 }

    /// The motion of numbers, on positions relative to the centre, which it leads to others relative to
    /// it: three shifts, three turns about the axes, then for `.affine` six stretches and shears.
    func relative(_ numbers: [Double]) -> Affine {
        let turn = Affine(rotationVector: SIMD3(numbers[3], numbers[4], numbers[5]) / Self.radius)
        var motion = turn
        if model == .affine {
            let n = numbers[6...].map { $0 / Self.radius }
            let stretch = Affine(
                columns: (
                    SIMD3(1 + n[0], n[3], n[4]), SIMD3(n[3], 1 + n[1], n[5]),
                    SIMD3(n[4], n[5], 1 + n[2])
                ), translation: .zero)
            motion = turn * stretch
        }
        motion.row0.w = numbers[0]
        motion.row1.w = numbers[1]
        motion.row2.w = numbers[2]
        return motion
    }

    /// The gradient by the numbers, from that by the entries (3 rows of 4) of the relative motion.
    func gradient(at numbers: [Double], byEntries entries: [Double]) -> [Double] {
        let step = 1e-3
        return numbers.indices.map { index in
            var (low, high) = (numbers, numbers)
            low[index] -= step
            high[index] += step
            let (a, b) = (relative(low).elements, relative(high).elements)
            return (0..<12).reduce(0) { $0 + entries[$1] * (b[$1] - a[$1]) } / (2 * step)
        }
    }
}
