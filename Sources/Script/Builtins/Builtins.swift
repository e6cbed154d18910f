/// The functions of the language that are always there.
package enum Builtins {
    static let all: [String: Builtin] = Dictionary(
        uniqueKeysWithValues: (types + sequences + numbers + texts + errors).map { ($0.name, $0) })

    static let values: [String: Value] = all.mapValues { .function(FunctionObject(.builtin($0))) }

    /// What help, completion and the reference page show, by name.
    package static let signatures: [String: Signature] = all.mapValues(\.signature)

    /// `math.…`: the functions, by name without the prefix.
    package static let mathSignatures: [String: Signature] = MathFunctions.all.mapValues(
        \.signature)

    /// `math.…`: the constants, by name without the prefix.
    package static let mathConstants: [String: Double] = MathFunctions.constants

    /// The methods of a kind of value, by name.
    package static func methods(of kind: Kind) -> [String: Signature] {
        Methods.table(of: kind).mapValues(\.signature)
    }

    private static let errors: [Builtin] = ErrorName.allCases.map { name in
        Builtin(
            name.rawValue, "*arguments", .error, "an error of this name", isType: true,
            errorName: name
        ) {
            .object(CaughtError(name: name, arguments: $0.rest))
        }
    }

    // MARK: Types

    private static let types: [Builtin] = [
        Builtin(
            "int", "value=0, /, base=None", .int, "a whole number, cut toward zero", isType: true
        ) {
            try Conversion.whole($0)
        },
        Builtin("float", "value=0, /", .float, "a number with a fraction", isType: true) {
            try Conversion.float($0)
        },
        Builtin("bool", "value=False, /", .bool, "whether a value counts as true", isType: true) {
            .bool(try $0.machine.truth($0[0]))
        },
        Builtin("str", "value='', /", .string, "a value as print shows it", isType: true) {
            $0.has(0) ? try $0.machine.text($0.machine.display($0[0])) : .text("")
        },
        Builtin("list", "items:iterable=(), /", .list, "a new list of the items", isType: true) {
            try $0.machine.list($0.has(0) ? $0.machine.collect($0[0]) : [])
        },
        Builtin("tuple", "items:iterable=(), /", .tuple, "a tuple of the items", isType: true) {
            try $0.machine.tuple($0.has(0) ? $0.machine.collect($0[0]) : [])
        },
        Builtin("set", "items:iterable=(), /", .set, "a new set of the items", isType: true) {
            try $0.machine.set($0.has(0) ? $0.machine.collect($0[0]) : [])
        },
        Builtin("dict", "items=(), /", .dict, "a new dict of keys and values", isType: true) {
            call in
            let dict = try call.machine.newDict()
            if call.has(0) { try DictMethods.update(dict, with: call[0], call.machine) }
            return .dict(dict)
        },
        Builtin(
            "range", "start:int, stop:int=None, step:int=None, /", .range, "whole numbers in order",
            isType: true
        ) {
            try Conversion.range($0)
        },
        Builtin("isinstance", "value, type, /", .bool, "whether a value has one of the types") {
            .bool(try Conversion.isInstance($0[0], $0[1]))
        },
        Builtin("callable", "value, /", .bool, "whether a value can be called") {
            if case .function = $0[0] { return .bool(true) }
            return .bool(false)
        },
    ]

    // MARK: Text

    private static let texts: [Builtin] = [
        Builtin("print", "*values, sep=' ', end='\\n'", .none, "shows the values on a line") {
            call in
            func part(_ index: Int, _ standard: String, _ name: String) throws -> String {
                switch call[index] {
                case .nothing: return standard
                case .string(let text): return text.content
                default:
                    throw Fault.wrongType(
                        "\(name) must be None or a string, not \(call[index].typeName)")
                }
            }
            let separator = try part(1, " ", "sep")
            let end = try part(2, "\n", "end")
            var text = ""
            for (index, value) in call.rest.enumerated() {
                if index > 0 { text += separator }
                text += try call.machine.display(value)
                try call.machine.meter.reserve(text.utf8.count)
            }
            call.machine.write(text + end)
            return .nothing
        },
        Builtin("repr", "value, /", .string, "a value as a program writes it") {
            try $0.machine.text($0.machine.literal($0[0]))
        },
        Builtin(
            "format", "value, specification:string='', /", .string,
            "a value in a format such as '.2f'"
        ) { call in
            let specification = call[1].content ?? ""
            let text =
                specification.isEmpty
                ? try call.machine.display(call[0])
                : try FormatSpecification.format(call[0], specification, call.machine)
            return try call.machine.text(text)
        },
        Builtin("ord", "character:string, /", .int, "the number of a character") { call in
            guard case .string(let text) = call[0] else {
                throw Fault.wrongType(
                    "ord() expected string of length 1, but \(call[0].typeName) found")
            }
            guard text.count == 1, let scalar = text.content.unicodeScalars.first else {
                throw Fault.wrongType(
                    "ord() expected a character, but string of length \(text.count) found")
            }
            return .int(Int(scalar.value))
        },
        Builtin("chr", "number:int, /", .string, "the character of a number") { call in
            guard let number = Arithmetic.whole(call[0]) else {
                throw Conversion.notWhole(call[0])
            }
            guard let code = UInt32(exactly: number), let scalar = Unicode.Scalar(code) else {
                throw Fault.wrongValue("chr() arg not in range(0x110000)")
            }
            return try call.machine.text(String(Character(scalar)))
        },
        Builtin("hex", "number:int, /", .string, "a whole number in base 16") {
            try radix($0, 16, "0x")
        },
        Builtin("oct", "number:int, /", .string, "a whole number in base 8") {
            try radix($0, 8, "0o")
        },
        Builtin("bin", "number:int, /", .string, "a whole number in base 2") {
            try radix($0, 2, "0b")
        },
    ]

    private static func radix(_ call: Builtin.Call, _ radix: Int, _ prefix: String) throws -> Value
    {
        guard let number = Arithmetic.whole(call[0]) else { throw Conversion.notWhole(call[0]) }
        let digits = String(number.magnitude, radix: radix)
        return try call.machine.text((number < 0 ? "-" : "") + prefix + digits)
    }
}
