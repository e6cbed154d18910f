enum StringMethods {
    static let all: [Builtin] = cases + tests + parts + searches + layouts

    static func text(_ call: Builtin.Call) -> Text {
        guard case .string(let text) = call.receiver else {
            preconditionFailure("string methods are looked up for strings")
        }
        return text
    }

    /// An argument that must be a string.
    static func text(_ call: Builtin.Call, _ index: Int) throws -> Text {
        guard case .string(let text) = call[index] else {
            throw Fault.wrongType(
                "\(call.name)() argument must be str, not \(call[index].typeName)")
        }
        return text
    }

    static func whole(_ value: Value) throws -> Int {
        guard let number = Arithmetic.whole(value) else { throw Conversion.notWhole(value) }
        return number
    }

    private static func mapping(
        _ name: String, _ summary: String, _ body: @escaping @Sendable (String) -> String
    ) -> Builtin {
        Builtin(name, "", .string, summary) { call in
            let content = text(call).content
            try call.machine.tick(content.utf8.count / 16)
            return try call.machine.text(body(content))
        }
    }

    // MARK: Case

    private static let cases: [Builtin] = [
        mapping("upper", "in capital letters") { $0.uppercased() },
        mapping("lower", "in small letters") { $0.lowercased() },
        mapping("casefold", "in the form for comparing without case") { $0.lowercased() },
        mapping("capitalize", "with a capital letter at the start only") { content in
            content.unicodeScalars.prefix(1).map(\.properties.titlecaseMapping).joined()
                + String(content.unicodeScalars.dropFirst()).lowercased()
        },
        mapping("title", "with a capital letter at the start of every word") { content in
            var result = ""
            var isInside = false
            for scalar in content.unicodeScalars {
                let isCased = scalar.properties.isCased
                result +=
                    isInside
                    ? scalar.properties.lowercaseMapping : scalar.properties.titlecaseMapping
                isInside = isCased
            }
            return result
        },
        mapping("swapcase", "with capital and small letters exchanged") { content in
            content.unicodeScalars.map { scalar in
                scalar.properties.isUppercase
                    ? scalar.properties.lowercaseMapping
                    : scalar.properties.isLowercase
                        ? scalar.properties.uppercaseMapping : String(Character(scalar))
            }.joined()
        },
    ]

    // MARK: Tests

    private static func test(
        _ name: String, _ summary: String,
        _ body: @escaping @Sendable (Unicode.Scalar) -> Bool
    ) -> Builtin {
        Builtin(name, "", .bool, summary) { call in
            let scalars = text(call).content.unicodeScalars
            return .bool(!scalars.isEmpty && scalars.allSatisfy(body))
        }
    }

    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter:
            true
        default: false
        }
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.numericType == .decimal || scalar.properties.numericType == .digit
    }

    private static func cased(_ name: String, _ summary: String, upper: Bool) -> Builtin {
        Builtin(name, "", .bool, summary) { call in
            let scalars = text(call).content.unicodeScalars
            let wanted: (Unicode.Scalar) -> Bool = {
                upper ? $0.properties.isUppercase : $0.properties.isLowercase
            }
            let isWrong: (Unicode.Scalar) -> Bool = { scalar in
                upper
                    ? scalar.properties.isLowercase
                        || scalar.properties.generalCategory == .titlecaseLetter
                    : scalar.properties.isUppercase
                        || scalar.properties.generalCategory == .titlecaseLetter
            }
            return .bool(scalars.contains(where: wanted) && !scalars.contains(where: isWrong))
        }
    }

    private static let tests: [Builtin] = [
        test("isalpha", "whether it is all letters", isLetter),
        test("isdigit", "whether it is all digits", isDigit),
        test("isnumeric", "whether it is all numeric characters") {
            $0.properties.numericType != nil
        },
        test("isdecimal", "whether it is all decimal digits") {
            $0.properties.numericType == .decimal
        },
        test("isalnum", "whether it is all letters and digits") {
            isLetter($0) || $0.properties.numericType != nil
        },
        test("isspace", "whether it is all white space") { $0.isPythonSpace },
        cased("isupper", "whether its letters are capital", upper: true),
        cased("islower", "whether its letters are small", upper: false),
        Builtin("isascii", "", .bool, "whether it is all ASCII") { .bool(text($0).isASCII) },
    ]

    // MARK: Parts

    private static func stripped(
        _ call: Builtin.Call, left: Bool, right: Bool
    ) throws -> Value {
        let isGone: (Unicode.Scalar) -> Bool
        if case .nothing = call[0] {
            isGone = \.isPythonSpace
        } else {
            let set = Set(try text(call, 0).content.unicodeScalars)
            isGone = set.contains
        }
        var rest = text(call).content.unicodeScalars[...]
        if left { rest = rest.drop(while: isGone) }
        if right { while let last = rest.last, isGone(last) { rest.removeLast() } }
        return try call.machine.text(String(rest))
    }

    private static let parts: [Builtin] = [
        Builtin("strip", "characters=None, /", .string, "without white space at both ends") {
            try stripped($0, left: true, right: true)
        },
        Builtin("lstrip", "characters=None, /", .string, "without white space at the start") {
            try stripped($0, left: true, right: false)
        },
        Builtin("rstrip", "characters=None, /", .string, "without white space at the end") {
            try stripped($0, left: false, right: true)
        },
        Builtin("removeprefix", "prefix:string, /", .string, "without a beginning") { call in
            let (text, prefix) = (text(call), try text(call, 0))
            let has = text.content.utf8.starts(with: prefix.content.utf8)
            return try call.machine.text(has ? text.slice(prefix.count, text.count) : text.content)
        },
        Builtin("removesuffix", "suffix:string, /", .string, "without an ending") { call in
            let (text, suffix) = (text(call), try text(call, 0))
            let has =
                suffix.count > 0
                && text.content.utf8.reversed().starts(with: suffix.content.utf8.reversed())
            return try call.machine.text(
                has ? text.slice(0, text.count - suffix.count) : text.content)
        },
        Builtin("split", "sep=None, maxsplit:int=-1", .list, "the parts between separators") {
            try Splitting.split($0, fromEnd: false)
        },
        Builtin(
            "rsplit", "sep=None, maxsplit:int=-1", .list,
            "the parts between separators, from the end"
        ) {
            try Splitting.split($0, fromEnd: true)
        },
        Builtin("splitlines", "keepends=False", .list, "the lines") { try Splitting.lines($0) },
        Builtin("partition", "sep:string, /", .tuple, "what is before, at and after a separator") {
            try Splitting.partition($0, fromEnd: false)
        },
        Builtin(
            "rpartition", "sep:string, /", .tuple, "what is before, at and after the last separator"
        ) {
            try Splitting.partition($0, fromEnd: true)
        },
        Builtin("join", "items:iterable, /", .string, "the items with the string between them") {
            call in
            let items: [Value]
            do {
                items = try call.machine.collect(call[0])
            } catch Fault.notIterable {
                throw Fault.wrongType("can only join an iterable")
            }
            let separator = text(call).content
            var result = ""
            for (index, item) in items.enumerated() {
                try call.machine.tick()
                guard case .string(let part) = item else {
                    throw Fault.wrongType(
                        "sequence item \(index): expected str instance, \(item.typeName) found")
                }
                if index > 0 { result += separator }
                result += part.content
                try call.machine.meter.reserve(result.utf8.count)
            }
            return try call.machine.text(result)
        },
    ]
}
