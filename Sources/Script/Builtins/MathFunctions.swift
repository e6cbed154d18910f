import Foundation

/// The names of Python's `math` that the language has.
enum MathFunctions {
    static let constants: [String: Double] = [
        "pi": Double.pi, "e": M_E, "tau": 2 * Double.pi, "inf": Double.infinity, "nan": Double.nan,
    ]

    static let all: [String: Builtin] = Dictionary(
        uniqueKeysWithValues: (reals + wholes).map { ($0.name, $0) })

    static let values: [String: Value] = constants.mapValues { .float($0) }
        .merging(all.mapValues { .function(FunctionObject(.builtin($0))) }) { first, _ in first }

    private static func real(_ value: Value) throws -> Double {
        guard let number = value.number else {
            throw Fault.wrongType("must be real number, not \(value.typeName)")
        }
        return number
    }

    /// A function of one number; a NaN out of a number is a domain error, an infinity an overflow.
    private static func function(
        _ name: String, _ summary: String, canOverflow: Bool = false,
        _ body: @escaping @Sendable (Double) -> Double
    ) -> Builtin {
        Builtin(name, "number:number, /", .float, summary) { call in
            let number = try real(call[0])
            let result = body(number)
            if result.isNaN, !number.isNaN { throw Fault.mathDomain }
            if result.isInfinite, number.isFinite {
                throw canOverflow ? Fault.mathRange : Fault.mathDomain
            }
            return .float(result)
        }
    }

    private static let reals: [Builtin] = [
        function("sqrt", "the square root") { Foundation.sqrt($0) },
        function("exp", "e raised to the number", canOverflow: true) { Foundation.exp($0) },
        function("expm1", "e raised to the number, less 1", canOverflow: true) {
            Foundation.expm1($0)
        },
        function("log2", "the logarithm in base 2") { Foundation.log2($0) },
        function("log10", "the logarithm in base 10") { Foundation.log10($0) },
        function("log1p", "the natural logarithm of 1 plus the number") { Foundation.log1p($0) },
        function("sin", "the sine of an angle in radians") { Foundation.sin($0) },
        function("cos", "the cosine of an angle in radians") { Foundation.cos($0) },
        function("tan", "the tangent of an angle in radians") { Foundation.tan($0) },
        function("asin", "the angle in radians whose sine is the number") { Foundation.asin($0) },
        function("acos", "the angle in radians whose cosine is the number") { Foundation.acos($0) },
        function("atan", "the angle in radians whose tangent is the number") {
            Foundation.atan($0)
        },
        function("sinh", "the hyperbolic sine", canOverflow: true) { Foundation.sinh($0) },
        function("cosh", "the hyperbolic cosine", canOverflow: true) { Foundation.cosh($0) },
        function("tanh", "the hyperbolic tangent") { Foundation.tanh($0) },
        function("fabs", "the number without its sign") { $0.magnitude },
        function("degrees", "an angle in radians, in degrees") { $0 * (180 / Double.pi) },
        function("radians", "an angle in degrees, in radians") { $0 * (Double.pi / 180) },
        Builtin(
            "log", "number:number, base=None, /", .float, "the natural logarithm, or that in a base"
        ) { call in
            func logarithm(_ value: Value) throws -> Double {
                let number = try real(value)
                if number <= 0 { throw Fault.mathDomain }
                return Foundation.log(number)
            }
            let result = try logarithm(call[0])
            guard call.has(1) else { return .float(result) }
            let base = try logarithm(call[1])
            if base == 0 { throw Fault.floatDivisionByZero }
            return .float(result / base)
        },
        Builtin(
            "pow", "base:number, exponent:number, /", .float, "a power, as a number with a fraction"
        ) { call in
            let (base, exponent) = (try real(call[0]), try real(call[1]))
            let result = Foundation.pow(base, exponent)
            if result.isNaN, !base.isNaN, !exponent.isNaN { throw Fault.mathDomain }
            if result.isInfinite, base.isFinite, exponent.isFinite {
                throw base == 0 ? Fault.mathDomain : Fault.mathRange
            }
            return .float(result)
        },
        Builtin(
            "atan2", "y:number, x:number, /", .float, "the angle in radians of the point (x, y)"
        ) {
            .float(Foundation.atan2(try real($0[0]), try real($0[1])))
        },
        Builtin("hypot", "*coordinates", .float, "the length of a vector") { call in
            let numbers = try call.rest.map(real)
            return .float(
                numbers.count == 2 ? Foundation.hypot(numbers[0], numbers[1]) : length(numbers))
        },
        Builtin(
            "fmod", "number:number, divisor:number, /", .float, "the rest with the number's sign"
        ) { call in
            let (number, divisor) = (try real(call[0]), try real(call[1]))
            let result = Foundation.fmod(number, divisor)
            if result.isNaN, !number.isNaN, !divisor.isNaN { throw Fault.mathDomain }
            return .float(result)
        },
        Builtin(
            "copysign", "number:number, sign:number, /", .float,
            "the first number with the sign of the second"
        ) {
            .float(Foundation.copysign(try real($0[0]), try real($0[1])))
        },
        Builtin("isnan", "number:number, /", .bool, "whether it is not a number") {
            .bool(try real($0[0]).isNaN)
        },
        Builtin("isinf", "number:number, /", .bool, "whether it is infinite") {
            .bool(try real($0[0]).isInfinite)
        },
        Builtin("isfinite", "number:number, /", .bool, "whether it is a finite number") {
            .bool(try real($0[0]).isFinite)
        },
        Builtin(
            "isclose", "a:number, b:number, *, rel_tol=1e-09, abs_tol=0.0", .bool,
            "whether two numbers are nearly equal"
        ) { call in
            let (first, second) = (try real(call[0]), try real(call[1]))
            let relative = try real(call.values[2] ?? .float(1e-9))
            let absolute = try real(call.values[3] ?? .float(0))
            if relative < 0 || absolute < 0 {
                throw Fault.wrongValue("tolerances must be non-negative")
            }
            if first == second { return .bool(true) }
            if first.isInfinite || second.isInfinite { return .bool(false) }
            let difference = (first - second).magnitude
            return .bool(
                difference <= relative * second.magnitude
                    || difference <= relative * first.magnitude
                    || difference <= absolute)
        },
    ]

    private static func length(_ numbers: [Double]) -> Double {
        let largest = numbers.map(\.magnitude).max() ?? 0
        guard largest > 0, largest.isFinite else { return largest }
        return largest * Foundation.sqrt(numbers.reduce(0) { $0 + ($1 / largest) * ($1 / largest) })
    }

    private static func rounding(
        _ name: String, _ summary: String, _ rule: FloatingPointRoundingRule
    ) -> Builtin {
        Builtin(name, "number:number, /", .int, summary) { call in
            if let whole = Arithmetic.whole(call[0]) { return .int(whole) }
            let number = try real(call[0])
            guard number.isFinite else { throw Fault.notFinite(number, target: "integer") }
            return .int(try Conversion.cut(number.rounded(rule)))
        }
    }

    private static func whole(_ value: Value) throws -> Int {
        guard let number = Arithmetic.whole(value) else { throw Conversion.notWhole(value) }
        return number
    }

    private static let wholes: [Builtin] = [
        rounding("floor", "the whole number below", .down),
        rounding("ceil", "the whole number above", .up),
        rounding("trunc", "the number without its fraction", .towardZero),
        Builtin("isqrt", "number:int, /", .int, "the whole part of the square root") { call in
            let number = try whole(call[0])
            if number < 0 { throw Fault.wrongValue("isqrt() argument must be nonnegative") }
            var root = Int(Foundation.sqrt(Double(number)))
            while root > 0, root > number / root { root -= 1 }
            while (root + 1) <= number / (root + 1) { root += 1 }
            return .int(root)
        },
        Builtin("gcd", "*numbers", .int, "the greatest common divisor") { call in
            try .int(
                call.rest.reduce(0) { greatest, value in
                    var (left, right) = (UInt(greatest.magnitude), try whole(value).magnitude)
                    while right != 0 { (left, right) = (right, left % right) }
                    guard let result = Int(exactly: left) else { throw Fault.integerOverflow }
                    return result
                })
        },
        Builtin("factorial", "number:int, /", .int, "the product of the whole numbers up to it") {
            call in
            let number = try whole(call[0])
            if number < 0 { throw Fault.wrongValue("factorial() not defined for negative values") }
            if number > 20 { throw Fault.integerOverflow }
            return .int(number < 2 ? 1 : (2...number).reduce(1, *))
        },
        Builtin("prod", "items:iterable, /, *, start=1", .any, "the items multiplied") { call in
            let machine = call.machine
            var total = call.values[1] ?? .int(1)
            for item in try machine.collect(call[0]) {
                try machine.tick()
                total = try machine.binary(.multiply, total, item)
            }
            return total
        },
        Builtin("fsum", "items:iterable, /", .float, "the numbers added up without loss") { call in
            .float(try exactSum(call.machine.collect(call[0]).map(real), call.machine))
        },
    ]

    /// Shewchuk's sum with exact partials, rounded once, as CPython's.
    private static func exactSum(_ numbers: [Double], _ machine: Machine) throws -> Double {
        var partials: [Double] = []
        for number in numbers {
            try machine.tick()
            if !number.isFinite { return numbers.reduce(0, +) }
            var current = number
            var kept: [Double] = []
            for partial in partials {
                let (large, small) =
                    current.magnitude < partial.magnitude ? (partial, current) : (current, partial)
                let sum = large + small
                let rest = small - (sum - large)
                if rest != 0 { kept.append(rest) }
                current = sum
            }
            if current.isInfinite { throw Fault.mathRange }
            partials = kept + [current]
        }
        var total = 0.0
        while let last = partials.popLast() {
            let before = total
            total += last
            let rest = last - (total - before)
            guard rest != 0 else { continue }
            // Half-way cases look at what is left below.
            if let next = partials.last, (rest < 0) == (next < 0) {
                let twice = rest * 2
                let up = total + twice
                if twice == up - total { total = up }
            }
            break
        }
        return total
    }
}
