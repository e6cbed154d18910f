import Foundation

extension Builtins {
    static let numbers: [Builtin] = [
        Builtin(
            "abs", "number, /", .any, "a number, or every voxel of a volume, without its sign"
        ) { call in
            switch call[0] {
            case .int(let number):
                if number == Int.min { throw Fault.integerOverflow }
                return .int(Swift.abs(number))
            case .bool(let truth): return .int(truth ? 1 : 0)
            case .float(let number): return .float(number.magnitude)
            case .object(let object):
                if let result = try object.magnitude() { return result }
                throw Fault.wrongType("bad operand type for abs(): '\(call[0].typeName)'")
            default: throw Fault.wrongType("bad operand type for abs(): '\(call[0].typeName)'")
            }
        },
        Builtin("round", "number:number, ndigits=None", .number, "a number rounded, ties to even") {
            try Rounding.round($0)
        },
        Builtin("divmod", "number:number, divisor:number, /", .tuple, "quotient and rest") { call in
            let (left, right) = (call[0], call[1])
            guard left.number != nil, right.number != nil else {
                throw Fault.wrongType(
                    "unsupported operand type(s) for divmod(): '\(left.typeName)' and '\(right.typeName)'"
                )
            }
            if Arithmetic.whole(left) == nil || Arithmetic.whole(right) == nil, right.number == 0 {
                throw Fault.wrongZero("float divmod()")
            }
            let machine = call.machine
            return try machine.tuple([
                machine.binary(.floorDivide, left, right), machine.binary(.modulo, left, right),
            ])
        },
        Builtin(
            "pow", "base:number, exponent:number, modulus=None", .number,
            "a number raised to a power"
        ) { call in
            if call.has(2), case .nothing = call[2] {
            } else if call.has(2) {
                return try Rounding.power(call[0], call[1], modulus: call[2])
            }
            return try call.machine.binary(.power, call[0], call[1])
        },
        Builtin("sum", "items:iterable, /, start=0", .any, "the items added up") { call in
            let machine = call.machine
            var total = call.values[1] ?? .int(0)
            if case .string = total {
                throw Fault.wrongType("sum() can't sum strings [use ''.join(seq) instead]")
            }
            let items = try machine.iterator(over: call[0])
            while let item = try items.next(machine) {
                try machine.tick()
                total = try quickResult(.add, total, item) ?? machine.binary(.add, total, item)
            }
            return total
        },
        Builtin("min", "*values, key=None, default=None", .any, "the smallest value") {
            try extreme($0, .less)
        },
        Builtin("max", "*values, key=None, default=None", .any, "the largest value") {
            try extreme($0, .greater)
        },
    ]

    /// The first value that beats all others.
    private static func extreme(
        _ call: Builtin.Call, _ comparison: ComparisonOperator
    ) throws -> Value {
        let machine = call.machine
        guard let first = call.rest.first else {
            throw Fault.wrongType("\(call.name) expected at least 1 argument, got 0")
        }
        let items: IteratorObject
        if call.rest.count == 1 {
            items = try machine.iterator(over: first)
        } else {
            if call.has(2) {
                throw Fault.wrongType(
                    "Cannot specify a default for \(call.name)() with multiple positional arguments"
                )
            }
            items = ArrayIterator(call.rest, name: "tuple_iterator")
        }
        var best: (key: Value, item: Value)?
        while let item = try items.next(machine) {
            try machine.tick()
            let key: Value
            if case .nothing = call[1] {
                key = item
            } else {
                key = try machine.call(call[1], [item])
            }
            if let current = best,
                try !machine.truth(machine.compare(comparison, key, current.key))
            {
                continue
            }
            best = (key, item)
        }
        if let best { return best.item }
        if call.has(2) { return call[2] }
        throw Fault.wrongValue("\(call.name)() arg is an empty sequence")
    }
}

enum Rounding {
    static func round(_ call: Builtin.Call) throws -> Value {
        if call.has(1), case .nothing = call[1] {
        } else if call.has(1) {
            guard let digits = Arithmetic.whole(call[1]) else { throw Conversion.notWhole(call[1]) }
            if case .float(let number) = call[0] {
                return .float(FloatText.rounded(number, digits: digits))
            }
            if let number = Arithmetic.whole(call[0]) { return .int(try round(number, digits)) }
        }
        switch call[0] {
        case .float(let number):
            guard number.isFinite else { throw Fault.notFinite(number, target: "integer") }
            return .int(try Conversion.cut(number.rounded(.toNearestOrEven)))
        case .int, .bool: return .int(Arithmetic.whole(call[0]) ?? 0)
        default:
            throw Fault.wrongType("type \(call[0].typeName) doesn't define __round__ method")
        }
    }

    private static func round(_ number: Int, _ digits: Int) throws -> Int {
        if digits >= 0 { return number }
        if digits < -18 {
            // 10^19 and more: only 10^19 itself has a half within 64 bits.
            if digits == -19, number.magnitude > 5_000_000_000_000_000_000 {
                throw Fault.integerOverflow
            }
            return 0
        }
        var unit = 1
        for _ in 0..<(-digits) { unit *= 10 }
        let rest = try Arithmetic.remainder(number, unit)
        let (down, _) = number.subtractingReportingOverflow(rest)
        let twice = rest.multipliedReportingOverflow(by: 2)
        let isOdd = try Arithmetic.floorQuotient(number, unit) & 1 == 1
        let isUp =
            twice.overflow || twice.partialValue > unit || twice.partialValue == unit && isOdd
        guard isUp else { return down }
        let (up, overflow) = down.addingReportingOverflow(unit)
        if overflow { throw Fault.integerOverflow }
        return up
    }

    /// `pow(base, exponent, modulus)` of whole numbers.
    static func power(_ base: Value, _ exponent: Value, modulus: Value) throws -> Value {
        guard let base = Arithmetic.whole(base), let exponent = Arithmetic.whole(exponent),
            let modulus = Arithmetic.whole(modulus)
        else {
            throw Fault.wrongType(
                "pow() 3rd argument not allowed unless all arguments are integers")
        }
        if modulus == 0 { throw Fault.wrongValue("pow() 3rd argument cannot be 0") }
        if exponent < 0 { throw Fault.wrongValue("pow() 2nd argument cannot be negative here") }
        let size = UInt128(modulus.magnitude)
        var factor = UInt128(try Arithmetic.remainder(base, modulus).magnitude)
        // A negative modulus leaves a negative remainder: work with its positive twin.
        if modulus < 0, factor != 0 { factor = size - factor }
        var result = 1 % size
        var rest = exponent
        while rest > 0 {
            if rest & 1 == 1 { result = result * factor % size }
            factor = factor * factor % size
            rest >>= 1
        }
        let magnitude = Int(result)
        return .int(modulus < 0 && magnitude != 0 ? magnitude - Int(size) : magnitude)
    }
}
