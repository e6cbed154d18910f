import Foundation
import Script

/// Arithmetic and comparison voxel by voxel, in double precision.
enum VoxelArithmetic {
    /// The second operand: one number for all voxels, or as many voxels as the first has.
    enum Operand {
        case number(Double)
        case voxels([Float])
    }

    typealias Operation = (Double, Double) -> Double
    typealias Comparison = (Double, Double) -> Bool

    static func operation(_ op: BinaryOperator) -> Operation? {
        switch op {
        case .add: { $0 + $1 }
        case .subtract: { $0 - $1 }
        case .multiply: { $0 * $1 }
        case .divide: { $1 == 0 ? 0 : $0 / $1 }
        case .power: { pow($0, $1) }
        default: nil
        }
    }

    static func comparison(_ op: ComparisonOperator) -> Comparison? {
        switch op {
        case .less: { $0 < $1 }
        case .lessOrEqual: { $0 <= $1 }
        case .greater: { $0 > $1 }
        case .greaterOrEqual: { $0 >= $1 }
        case .equal: { $0 == $1 }
        case .notEqual: { $0 != $1 }
        default: nil
        }
    }

    /// - Parameter reflected: Whether the second operand stands on the left of the operator.
    static func apply(
        _ operation: Operation, _ first: [Float], _ second: Operand, reflected: Bool
    ) -> [Float] {
        combine(first, second) { a, b in Float(reflected ? operation(b, a) : operation(a, b)) }
    }

    /// - Returns: 1 where the comparison holds, else 0.
    static func compare(
        _ comparison: Comparison, _ first: [Float], _ second: Operand
    ) -> [UInt8] {
        combine(first, second) { comparison($0, $1) ? 1 : 0 }
    }

    private static func combine<Result>(
        _ first: [Float], _ second: Operand, _ body: (Double, Double) -> Result
    ) -> [Result] {
        first.withUnsafeBufferPointer { a in
            [Result](unsafeUninitializedCapacity: a.count) { out, count in
                guard let target = out.baseAddress else { return }
                switch second {
                case .number(let number):
                    for index in 0..<a.count {
                        (target + index).initialize(to: body(Double(a[index]), number))
                    }
                case .voxels(let voxels):
                    voxels.withUnsafeBufferPointer { b in
                        precondition(a.count == b.count, "operands of different length")
                        for index in 0..<a.count {
                            (target + index)
                                .initialize(to: body(Double(a[index]), Double(b[index])))
                        }
                    }
                }
                count = a.count
            }
        }
    }
}
