/// What the names of types do with other values.
enum Conversion {
    static func notWhole(_ value: Value) -> Fault {
        .wrongType("'\(value.typeName)' object cannot be interpreted as an integer")
    }

    static func whole(_ call: Builtin.Call) throws -> Value {
        if call.has(1) { return try whole(call[0], base: call[1]) }
        switch call.values[0] ?? .int(0) {
        case .int(let number): return .int(number)
        case .bool(let truth): return .int(truth ? 1 : 0)
        case .float(let number): return .int(try cut(number))
        case .string(let text): return .int(try parse(text.content, base: 10))
        default:
            throw Fault.wrongType(
                "int() argument must be a string, a bytes-like object or a real number, "
                    + "not '\(call[0].typeName)'")
        }
    }

    private static func whole(_ value: Value, base: Value) throws -> Value {
        guard let base = Arithmetic.whole(base) else { throw notWhole(base) }
        guard case .string(let text) = value else {
            throw Fault.wrongType("int() can't convert non-string with explicit base")
        }
        guard base == 0 || (2...36).contains(base) else {
            throw Fault.wrongValue("int() base must be >= 2 and <= 36, or 0")
        }
        return .int(try parse(text.content, base: base))
    }

    /// A number without its fraction.
    static func cut(_ number: Double) throws -> Int {
        guard number.isFinite else { throw Fault.notFinite(number, target: "integer") }
        guard let whole = Int(exactly: number.rounded(.towardZero)) else {
            throw Fault.integerOverflow
        }
        return whole
    }

    /// Reads a whole number as Python's `int()` does.
    private static func parse(_ text: String, base: Int) throws -> Int {
        let fault = Fault.cannotConvert(text: text, type: "int", base: base)
        var body = Substring(text.trimmingPythonSpace().lowercased())
        var sign = ""
        if let first = body.first, first == "+" || first == "-" {
            sign = first == "-" ? "-" : ""
            body = body.dropFirst()
        }
        var radix = base
        for (prefix, value) in [("0x", 16), ("0o", 8), ("0b", 2)] where body.hasPrefix(prefix) {
            guard base == value || base == 0 else { continue }
            radix = value
            body = body.dropFirst(2)
            if body.hasPrefix("_") { body = body.dropFirst() }
        }
        if radix == 0 {
            radix = 10
            if body.hasPrefix("0"), body.contains(where: { $0 != "0" && $0 != "_" }) { throw fault }
        }
        let groups = body.split(separator: "_", omittingEmptySubsequences: false)
        let isWellFormed =
            !groups.contains(where: \.isEmpty)
            && body.utf8.allSatisfy { byte in
                byte == UInt8(ascii: "_") || digit(byte).map { $0 < radix } == true
            }
        guard isWellFormed else { throw fault }
        guard let number = Int(sign + groups.joined(), radix: radix) else {
            throw Fault.integerOverflow
        }
        return number
    }

    private static func digit(_ byte: UInt8) -> Int? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(byte) - 48
        case UInt8(ascii: "a")...UInt8(ascii: "z"): Int(byte) - 87
        default: nil
        }
    }

    static func float(_ call: Builtin.Call) throws -> Value {
        let value = call.values[0] ?? .float(0)
        if let number = value.number { return .float(number) }
        guard case .string(let text) = value else {
            throw Fault.wrongType(
                "float() argument must be a string or a real number, not '\(value.typeName)'")
        }
        guard let number = FloatText.parse(text.content) else {
            throw Fault.cannotConvert(text: text.content, type: "float", base: nil)
        }
        return .float(number)
    }

    static func range(_ call: Builtin.Call) throws -> Value {
        func whole(_ index: Int) throws -> Int {
            guard let number = Arithmetic.whole(call[index]) else { throw notWhole(call[index]) }
            return number
        }
        guard call.has(1) else {
            return .range(try RangeObject(start: 0, stop: whole(0), step: 1))
        }
        let step = call.has(2) ? try whole(2) : 1
        if step == 0 { throw Fault.wrongValue("range() arg 3 must not be zero") }
        return .range(try RangeObject(start: whole(0), stop: whole(1), step: step))
    }

    static func isInstance(_ value: Value, _ type: Value) throws -> Bool {
        switch type {
        case .tuple(let tuple):
            for item in tuple.items where try isInstance(value, item) { return true }
            return false
        case .function(let function):
            guard case .builtin(let builtin) = function.target, builtin.isType else { break }
            if let name = builtin.errorName {
                if case .object(let error as CaughtError) = value { return error.name.isA(name) }
                return false
            }
            if case .bool = value { return builtin.name == "bool" || builtin.name == "int" }
            return value.typeName == builtin.name
        default: break
        }
        throw Fault.wrongType(
            "isinstance() arg 2 must be a type, a tuple of types, or a union")
    }
}
