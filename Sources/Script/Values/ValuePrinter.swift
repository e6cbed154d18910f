/// Makes Python's `str` and `repr` of values.
struct ValuePrinter {
    /// Containers inside containers that are shown.
    static let maximumDepth = 200

    private var output = ""
    /// Bytes that may be made.
    private let limit: Int
    private var open: [ObjectIdentifier] = []
    /// Called for every element; throws to stop.
    private let poll: () throws -> Void

    /// - Throws: `Fault.memoryLimit` where the text passes `limit` bytes, `Fault.nestingLimit`, and
    ///   whatever `poll` throws.
    static func text(
        _ value: Value, quoted: Bool, limit: Int, poll: @escaping () throws -> Void
    ) throws -> String {
        switch value {
        case .string(let text) where !quoted: return text.content
        case .int(let number): return String(number)
        default: break
        }
        var printer = ValuePrinter(limit: limit, poll: poll)
        try printer.append(value, quoted: quoted)
        return printer.output
    }

    /// For hosts: text of any value, cut where it grows beyond reading.
    static func bounded(_ value: Value, quoted: Bool) -> String {
        var printer = ValuePrinter(limit: 16 * 1024 * 1024, poll: {})
        do {
            try printer.append(value, quoted: quoted)
            return printer.output
        } catch {
            return printer.output + "…"
        }
    }

    private init(limit: Int, poll: @escaping () throws -> Void) {
        self.limit = limit
        self.poll = poll
    }

    private mutating func append(_ value: Value, quoted: Bool) throws {
        switch value {
        case .nothing: output += "None"
        case .bool(let truth): output += truth ? "True" : "False"
        case .int(let number): output += String(number)
        case .float(let number): output += FloatText.literal(number)
        case .string(let text): output += quoted ? text.content.pythonLiteral() : text.content
        case .range(let range): output += ValuePrinter.text(range)
        case .function(let function): output += ValuePrinter.text(function)
        case .iterator(let iterator): try append(iterator)
        case .object(let error as CaughtError): try append(error, quoted: quoted)
        case .object(let object): output += quoted ? object.summary : object.display
        case .list(let list):
            try enclosed(list, cycle: "[...]") { try $0.append(list.items, "[", "]") }
        case .tuple(let tuple):
            try enclosed(tuple, cycle: "(...)") {
                try $0.append(tuple.items, "(", tuple.items.count == 1 ? ",)" : ")")
            }
        case .set(let set):
            if set.table.count == 0 {
                output += "set()"
            } else {
                try enclosed(set, cycle: "{...}") { try $0.append(set.items, "{", "}") }
            }
        case .dict(let dict): try enclosed(dict, cycle: "{...}") { try $0.append(dict) }
        }
        if output.utf8.count > limit { throw Fault.memoryLimit(bytes: limit) }
    }

    private mutating func enclosed(
        _ object: HeapObject, cycle: String, _ body: (inout ValuePrinter) throws -> Void
    ) throws {
        let identity = ObjectIdentifier(object)
        if open.contains(identity) {
            output += cycle
            return
        }
        if open.count >= ValuePrinter.maximumDepth { throw Fault.nestingLimit }
        open.append(identity)
        try body(&self)
        open.removeLast()
    }

    private mutating func append(_ items: [Value], _ start: String, _ end: String) throws {
        output += start
        for (index, item) in items.enumerated() {
            if index > 0 { output += ", " }
            try poll()
            try append(item, quoted: true)
        }
        output += end
    }

    private mutating func append(_ error: CaughtError, quoted: Bool) throws {
        let arguments = error.arguments
        if quoted {
            output += error.name.rawValue
            try enclosed(error, cycle: "(...)") { try $0.append(arguments, "(", ")") }
        } else if arguments.count == 1 {
            try enclosed(error, cycle: "...") {
                try $0.append(arguments[0], quoted: error.name == .keyError)
            }
        } else if !arguments.isEmpty {
            try enclosed(error, cycle: "(...)") { try $0.append(arguments, "(", ")") }
        }
    }

    private mutating func append(_ dict: DictObject) throws {
        output += "{"
        for (index, pair) in dict.table.pairs.enumerated() {
            if index > 0 { output += ", " }
            try poll()
            try append(pair.key, quoted: true)
            output += ": "
            try append(pair.value, quoted: true)
        }
        output += "}"
    }

    private mutating func append(_ iterator: IteratorObject) throws {
        guard let view = iterator as? DictView else {
            output += "<\(iterator.typeName) object>"
            return
        }
        output += view.typeName
        try append(view.values, "([", "])")
    }

    private static func text(_ range: RangeObject) -> String {
        range.step == 1
            ? "range(\(range.start), \(range.stop))"
            : "range(\(range.start), \(range.stop), \(range.step))"
    }

    private static func text(_ function: FunctionObject) -> String {
        switch function.typeName {
        case "type": "<class '\(function.name)'>"
        case "function": "<function \(function.name)>"
        default: "<built-in function \(function.name)>"
        }
    }
}

extension String {
    /// Python's `repr` of a string.
    func pythonLiteral(isASCII: Bool = false) -> String {
        let quote: Unicode.Scalar =
            utf8.contains(UInt8(ascii: "'")) && !utf8.contains(UInt8(ascii: "\"")) ? "\"" : "'"
        var result = String.UnicodeScalarView()
        result.append(quote)
        for scalar in unicodeScalars {
            switch scalar {
            case quote, "\\":
                result.append("\\")
                result.append(scalar)
            case "\n": result.append(contentsOf: "\\n".unicodeScalars)
            case "\r": result.append(contentsOf: "\\r".unicodeScalars)
            case "\t": result.append(contentsOf: "\\t".unicodeScalars)
            default:
                if isASCII ? scalar.value < 0x7F && scalar.value >= 0x20 : scalar.isPythonPrintable
                {
                    result.append(scalar)
                } else {
                    result.append(contentsOf: scalar.pythonEscape.unicodeScalars)
                }
            }
        }
        result.append(quote)
        return String(result)
    }
}

extension Unicode.Scalar {
    var isPythonPrintable: Bool {
        if value < 0x7F { return value >= 0x20 }
        switch properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
            .paragraphSeparator, .spaceSeparator:
            return false
        default: return true
        }
    }

    var pythonEscape: String {
        let digits = String(value, radix: 16)
        let (letter, width) = value <= 0xFF ? ("x", 2) : value <= 0xFFFF ? ("u", 4) : ("U", 8)
        return "\\" + letter + String(repeating: "0", count: width - digits.count) + digits
    }
}
