import Foundation

/// Arithmetic on numbers with Python's rules, whole numbers of 64 bits.
enum Arithmetic {
    /// A value as a whole number, truth values included.
    static func whole(_ value: Value) -> Int? {
        switch value {
        case .int(let number): number
        case .bool(let truth): truth ? 1 : 0
        default: nil
        }
    }

    /// `left op right`; nil where one of them is no number or the operator has no meaning for
    /// numbers with a fraction.
    static func binary(_ op: BinaryOperator, _ left: Value, _ right: Value) throws -> Value? {
        if let first = whole(left), let second = whole(right) {
            if case .bool(let first) = left, case .bool(let second) = right,
                let truth = truths(op, first, second)
            {
                return .bool(truth)
            }
            return try wholes(op, first, second)
        }
        guard let first = left.number, let second = right.number else { return nil }
        return try floats(op, first, second).map { .float($0) }
    }

    private static func truths(_ op: BinaryOperator, _ left: Bool, _ right: Bool) -> Bool? {
        switch op {
        case .bitAnd: left && right
        case .bitOr: left || right
        case .bitXor: left != right
        default: nil
        }
    }

    static func wholes(_ op: BinaryOperator, _ left: Int, _ right: Int) throws -> Value {
        switch op {
        case .add: .int(try checked(left.addingReportingOverflow(right)))
        case .subtract: .int(try checked(left.subtractingReportingOverflow(right)))
        case .multiply: .int(try checked(left.multipliedReportingOverflow(by: right)))
        case .divide: .float(try quotient(left, right))
        case .floorDivide: .int(try floorQuotient(left, right))
        case .modulo: .int(try remainder(left, right))
        case .power: try power(left, right)
        case .bitAnd: .int(left & right)
        case .bitOr: .int(left | right)
        case .bitXor: .int(left ^ right)
        case .shiftLeft: .int(try shiftedLeft(left, by: right))
        case .shiftRight: .int(try shiftedRight(left, by: right))
        }
    }

    private static func checked(_ result: (partialValue: Int, overflow: Bool)) throws -> Int {
        if result.overflow { throw Fault.integerOverflow }
        return result.partialValue
    }

    static func floorQuotient(_ left: Int, _ right: Int) throws -> Int {
        if right == 0 { throw Fault.integerDivisionByZero }
        let (quotient, overflow) = left.dividedReportingOverflow(by: right)
        if overflow { throw Fault.integerOverflow }
        return left % right != 0 && (left < 0) != (right < 0) ? quotient - 1 : quotient
    }

    static func remainder(_ left: Int, _ right: Int) throws -> Int {
        if right == 0 { throw Fault.moduloByZero }
        if right == -1 { return 0 }
        let rest = left % right
        return rest != 0 && (rest < 0) != (right < 0) ? rest + right : rest
    }

    /// The quotient rounded once, as Python does, also where the numbers pass 2^53.
    static func quotient(_ left: Int, _ right: Int) throws -> Double {
        if right == 0 { throw Fault.divisionByZero }
        let exact = 1 << 53
        if left.magnitude <= exact, right.magnitude <= exact { return Double(left) / Double(right) }
        if left == 0 { return right < 0 ? -0.0 : 0 }
        // At least 64 bits of the quotient, the last of which also says that something follows.
        let shift = UInt128(left.magnitude).leadingZeroBitCount
        let numerator = UInt128(left.magnitude) << UInt128(shift)
        let (bits, rest) = numerator.quotientAndRemainder(dividingBy: UInt128(right.magnitude))
        let whole = rest == 0 ? bits : bits | 1
        let magnitude = rounded(whole) * pow(2, Double(-shift))
        return (left < 0) != (right < 0) ? -magnitude : magnitude
    }

    /// The nearest `Double`, ties to even.
    private static func rounded(_ number: UInt128) -> Double {
        let width = 128 - number.leadingZeroBitCount
        if width <= 64 { return Double(UInt64(number)) }
        let shift = width - 64
        var top = UInt64(number >> UInt128(shift))
        if number & ((UInt128(1) << UInt128(shift)) - 1) != 0 { top |= 1 }
        return Double(top) * pow(2, Double(shift))
    }

    private static func power(_ base: Int, _ exponent: Int) throws -> Value {
        if exponent < 0 { return .float(try floatPower(Double(base), Double(exponent))) }
        var result = 1
        var factor = base
        var rest = exponent
        while rest > 0 {
            if rest & 1 == 1 {
                result = try checked(result.multipliedReportingOverflow(by: factor))
            }
            rest >>= 1
            if rest > 0 { factor = try checked(factor.multipliedReportingOverflow(by: factor)) }
            if rest > 0, base == 0 || base == 1 { return .int(base) }
            if base == -1 { return .int(exponent & 1 == 0 ? 1 : -1) }
        }
        return .int(result)
    }

    private static func shiftedLeft(_ number: Int, by count: Int) throws -> Int {
        if count < 0 { throw Fault.negativeShift }
        if number == 0 { return 0 }
        guard count < 64 else { throw Fault.integerOverflow }
        let result = number << count
        guard result >> count == number else { throw Fault.integerOverflow }
        return result
    }

    private static func shiftedRight(_ number: Int, by count: Int) throws -> Int {
        if count < 0 { throw Fault.negativeShift }
        return count >= 64 ? (number < 0 ? -1 : 0) : number >> count
    }

    // MARK: Numbers with a fraction

    static func floats(_ op: BinaryOperator, _ left: Double, _ right: Double) throws -> Double? {
        switch op {
        case .add: return left + right
        case .subtract: return left - right
        case .multiply: return left * right
        case .divide:
            if right == 0 { throw Fault.floatDivisionByZero }
            return left / right
        case .floorDivide:
            if right == 0 { throw Fault.floatFloorDivisionByZero }
            return floorDivision(left, right).quotient
        case .modulo:
            if right == 0 { throw Fault.floatModuloByZero }
            return floorDivision(left, right).remainder
        case .power: return try floatPower(left, right)
        case .bitAnd, .bitOr, .bitXor, .shiftLeft, .shiftRight: return nil
        }
    }

    /// Floored quotient and remainder with the divisor's sign, as CPython's `float_divmod`.
    static func floorDivision(
        _ left: Double, _ right: Double
    ) -> (quotient: Double, remainder: Double) {
        var remainder = fmod(left, right)
        var division = (left - remainder) / right
        if remainder != 0 {
            if (right < 0) != (remainder < 0) {
                remainder += right
                division -= 1
            }
        } else {
            remainder = copysign(0, right)
        }
        guard division != 0 else { return (copysign(0, left / right), remainder) }
        var quotient = division.rounded(.down)
        if division - quotient > 0.5 { quotient += 1 }
        return (quotient, remainder)
    }

    static func floatPower(_ base: Double, _ exponent: Double) throws -> Double {
        if base == 0, exponent < 0 { throw Fault.zeroToNegativePower }
        if base < 0, base.isFinite, exponent.isFinite, exponent != exponent.rounded() {
            throw Fault.complexResult
        }
        let result = pow(base, exponent)
        if result.isInfinite, base.isFinite, exponent.isFinite { throw Fault.floatOverflow }
        return result
    }

    // MARK: Comparison

    /// Whether two numbers are equal; nil where one of them is no number.
    static func numbersEqual(_ left: Value, _ right: Value) -> Bool? {
        if let first = whole(left), let second = whole(right) { return first == second }
        guard let order = order(left, right) else {
            return left.number != nil && right.number != nil ? false : nil
        }
        return order == 0
    }

    /// -1, 0 or 1, exact also between whole numbers and fractions; nil where one of them is not a
    /// number.
    static func order(_ left: Value, _ right: Value) -> Int? {
        if let first = whole(left), let second = whole(right) {
            return first < second ? -1 : first == second ? 0 : 1
        }
        switch (left, right) {
        case (.float(let first), .float(let second)):
            return first < second ? -1 : first == second ? 0 : first > second ? 1 : nil
        case (.float(let first), _):
            return whole(right).flatMap { order(first, $0) }
        case (_, .float(let second)):
            return whole(left).flatMap { order(second, $0) }.map { -$0 }
        default: return nil
        }
    }

    private static func order(_ left: Double, _ right: Int) -> Int? {
        if left.isNaN { return nil }
        if left >= 0x1p63 { return 1 }
        if left < -0x1p63 { return -1 }
        let floor = Int(left.rounded(.down))
        if floor != right { return floor < right ? -1 : 1 }
        return left == left.rounded(.down) ? 0 : 1
    }
}
